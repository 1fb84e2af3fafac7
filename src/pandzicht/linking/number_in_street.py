# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows without a house number whose street ends in one: `kerkstraat12a` is read as the spine would write it.

Nothing is guessed: the text must be the street, number and unit of a name of the spine written one after the other, or
its street and number; the street may be its short name in the spine. What can be read in two ways (`491`: 491, or 49
with addition 1) is left as it was delivered.
"""

from __future__ import annotations

from pandzicht.linking.step import Step

_GLUED = """
WITH told AS (
  SELECT straat AS glued, regexp_extract(straat, '^(.*?[a-z])[0-9]', 1) AS told
  FROM (SELECT DISTINCT straat FROM link_rows WHERE tier IS NULL AND huisnummer IS NULL)
  WHERE regexp_matches(straat, '[a-z][0-9]') AND straat NOT IN (SELECT straat FROM link_streets)
), given AS (
  SELECT glued, told, told AS straat FROM told
  UNION
  SELECT glued, told, s.straat_norm FROM told JOIN straat_aliases s ON s.alias_norm = told
), written AS (
  SELECT DISTINCT n.straat, n.huisnummer, n.huisletter, n.toevoeging, n.unit
  FROM link_names n SEMI JOIN given USING (straat) WHERE n.huisnummer IS NOT NULL
  UNION
  SELECT DISTINCT n.straat, n.huisnummer, '', '', ''
  FROM link_names n SEMI JOIN given USING (straat) WHERE n.huisnummer IS NOT NULL
)
SELECT g.glued, any_value(w.straat) AS straat, any_value(w.huisnummer) AS huisnummer,
  nullif(max(w.huisletter), '') AS huisletter, nullif(arg_max(w.toevoeging, w.huisletter), '') AS toevoeging
FROM given g JOIN written w
  ON w.straat = g.straat AND g.glued = g.told || w.huisnummer || lower(w.huisletter || w.toevoeging)
GROUP BY g.glued HAVING count(DISTINCT (w.straat, w.huisnummer, w.unit)) = 1
"""

NUMBER_STEPS = (Step("link_glued", _GLUED),)
"""From the streets of open rows to `link_glued`: the parts of those that hold the number as well."""
