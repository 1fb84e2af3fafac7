# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether two different spellings of a street may be the same street, judged once per distinct pair.

Both are spelled by `addresses.spelling`: letters and digits without a space. A spelling that is itself the name of a
street of the spine is never taken for another street. The digits in both names must be the same: the first and the
second street of a name are two streets. The short name that the spine itself gives a street (`straat_aliases`) always
is that street.
"""

from __future__ import annotations

from pandzicht.linking.candidates import Way
from pandzicht.linking.step import Step, word

SHORTEST_TYPO = 5
"""Letters from which one wrong letter, or two exchanged ones, may be a slip."""
SHORTEST_DOUBLE_TYPO = 12
"""Letters from which two slips may occur."""
SHORTEST_ABBREVIATION = 5
LEAST_KEPT = 0.6
"""Share of the letters that an abbreviation keeps, in their order and with the first one."""

_ALIKE = rf"""
WITH met AS (
  SELECT DISTINCT given, straat FROM link_near WHERE way <> {word(Way.STREET)} AND given <> straat
), measured AS (
  SELECT *, length(given) < length(straat) AS given_is_shorter
  FROM met ANTI JOIN (SELECT straat AS given FROM link_streets) known USING (given)
  WHERE regexp_replace(given, '\D', '', 'g') = regexp_replace(straat, '\D', '', 'g')
), pairs AS (
  SELECT given, straat, CASE WHEN given_is_shorter THEN given ELSE straat END AS short,
    CASE WHEN given_is_shorter THEN straat ELSE given END AS long
  FROM measured
)
SELECT given, straat FROM met SEMI JOIN straat_aliases s ON s.alias_norm = met.given AND s.straat_norm = met.straat
UNION
SELECT given, straat FROM pairs WHERE
  length(short) >= {SHORTEST_TYPO} AND length(long) - length(short) <= 1 AND damerau_levenshtein(short, long) <= 1
  OR length(short) >= {SHORTEST_DOUBLE_TYPO} AND length(long) - length(short) <= 2
    AND damerau_levenshtein(short, long) <= 2
  OR CASE WHEN length(short) >= {SHORTEST_ABBREVIATION} AND length(short) >= {LEAST_KEPT} * length(long)
      AND left(short, 1) = left(long, 1)
    THEN regexp_full_match(long, regexp_replace(regexp_replace(short, '[^0-9a-z]', '', 'g'), '(.)', '\1.*', 'g'))
    ELSE FALSE END
"""

STREET_STEPS = (Step("link_alike", _ALIKE),)
"""From the streets that meet in `link_near` to the pairs of spellings that may be one street."""
