# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines of text read again beside the streets, numbers, units and woonplaatsen that exist.

Intake takes a line apart without knowing what exists. Where that gave no street that does, its words are held against
the spine: a street is the longest run of words before a number that is one, as long as what stands before it can stand
before a street (`op`, `bij`, a colon). A number that the street has goes before one that it does not have; words behind
a number are the unit that the number has, and else what a unit is called. A line that names two addresses, or one
beside an address, names none.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pandzicht.addresses import spelling
from pandzicht.addresses.line import unit_behind
from pandzicht.addresses.street_aliases import Writing
from pandzicht.definitions.yaml_file import yaml_data
from pandzicht.linking.step import Step
from pandzicht.linking.unit import reworded
from pandzicht.store.engine import literal

LONGEST_STREET, LONGEST_UNIT, LONGEST_TOWN, LONGEST_BEHIND = 6, 2, 4, 4
"""How many words each may have."""
LONGEST_LINE = 60
"""Words that are read of a line."""


@cache
def sentence_words() -> dict[str, list[str]]:
    """Return the packaged words that stand around an address in a sentence."""
    text = files("pandzicht.linking").joinpath("sentence.yaml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = yaml_data(text)
    return found


def _listed(*parts: str) -> str:
    return ", ".join(literal(text.upper()) for part in parts for text in sentence_words()[part])


def names_two(line: str) -> str:
    """Return SQL for whether a line may name two addresses: twice a word with a number behind it."""
    return f"regexp_matches({line}, '[A-Z]{{3}}[.'']? [0-9]+[^0-9].*[A-Z]{{3}}[.'']? [0-9]')"


_OPEN = f"""
SELECT line, min(r.rowid) AS line_at, NOT bool_or(coalesce(woonplaats IN (FROM link_towns), FALSE)) AS lacks_town,
  bool_or(straat IS NULL OR huisnummer IS NULL OR straat IN (FROM link_streets)) AS may_be_first
FROM link_rows r
WHERE r.tier IS NULL AND r.line IS NOT NULL AND (r.straat IS NULL OR r.huisnummer IS NULL
  OR r.straat NOT IN (FROM link_streets) AND r.straat NOT IN (SELECT alias_norm FROM straat_aliases)
  OR r.woonplaats NOT IN (FROM link_towns) OR r.woonplaats IS NULL AND regexp_matches(r.line, '^[^0-9]+,')
  OR {names_two("r.line")})
GROUP BY line
"""

_POSTCODE = r"^[1-9][0-9]{3} ?[A-Z]{2}\b"
_SPOTS = f"""
WITH lines AS (
  SELECT line_at,
    string_split(trim(regexp_replace(line, ' *,[ ,]*', ', ', 'g'), ' ,'), ' ')[:{LONGEST_LINE}] AS words
  FROM link_lines_open
), places AS (SELECT line_at, words, unnest(range(1, len(words) + 1)) AS place FROM lines)
SELECT line_at, words, place,
  array_to_string(words[place + 1:place + {LONGEST_BEHIND}], ' ') AS behind,
  regexp_extract(words[place], '^[0-9]+')::INTEGER AS huisnummer,
  regexp_replace(words[place], '^[0-9]+', '') AS own,
  place - 1 - (coalesce(rtrim(words[place - 1], '.:,') IN ({_listed("number")}), FALSE))::INTEGER AS last
FROM places WHERE regexp_matches(words[place], '^0*[1-9][0-9]{{0,4}}([^0-9].*)?$')
  AND NOT regexp_matches(concat_ws(' ', words[place], words[place + 1]), '{_POSTCODE}')
"""

_IS_CUT = f"""
(ends_with(before, ':') OR ends_with(before, ',') OR before IN ({_listed("before")})
  OR before IN ({_listed("before_or_first")}) AND last - size > 2
    AND NOT coalesce(words[last - size - 1] IN ({_listed("before", "before_or_first")}), FALSE))
"""
"""Whether a street that begins here cannot have begun earlier."""

_RUNS = f"""
WITH runs AS (
  SELECT line_at, place, words, last, may_be_first OR lacks_town OR numbers > 1 AS may_be_first,
    unnest(range(1, least({LONGEST_STREET}, last) + 1)) AS size
  FROM link_line_spots JOIN (SELECT line_at, count(*) AS numbers FROM link_line_spots GROUP BY line_at) USING (line_at)
  JOIN (SELECT line_at, lacks_town, may_be_first FROM link_lines_open) USING (line_at)
), opened AS (
  SELECT line_at, place, size, array_to_string(words[last - size + 1:last], ' ') AS text, words[last - size] AS before,
    size = last AND may_be_first AS is_first, {_IS_CUT} AS is_cut
  FROM runs
  WHERE (size > last - 2 OR words[last - size - 1] NOT IN ({_listed("not")}))
    AND NOT contains(array_to_string(words[last - size + 1:last - 1], ' '), ',')
    AND NOT regexp_matches(array_to_string(words[last - size + 1:last], ' '), '{_POSTCODE}')
), held AS MATERIALIZED (
  FROM opened WHERE is_first OR is_cut OR before IN ({_listed("before_or_first", "before_or_within")})
),
spelled AS (SELECT text, straat AS written FROM ({spelling.straten("SELECT DISTINCT text FROM held")})),
named AS (
  SELECT straat AS written, straat, FALSE AS is_short FROM link_streets
  UNION ALL
  SELECT alias_norm, min(straat_norm), min(rank) >= {int(Writing.REDUCED)} FROM straat_aliases
  GROUP BY alias_norm HAVING count(DISTINCT straat_norm) = 1
), told AS (
  SELECT h.*, s.written, n.straat, CASE WHEN n.straat IS NOT NULL THEN h.before END AS street_before
  FROM held h JOIN spelled s USING (text)
  LEFT JOIN named n ON n.written = s.written
    AND NOT (n.is_short AND coalesce(h.before IN ({_listed("before_surname")}), FALSE))
)
SELECT line_at, place, coalesce(arg_max(straat, size), arg_min(written, size) FILTER (is_cut)) AS straat,
  coalesce(arg_max(street_before, size), arg_min(before, size) FILTER (is_cut)) IN ({_listed("beside")}) IS TRUE
    AS beside,
  count(straat) > 0 AS is_street
FROM told GROUP BY line_at, place HAVING count(straat) > 0 OR count(*) FILTER (is_cut) > 0
"""

_UNITS = f"""
WITH told AS (
  SELECT *, unnest(range(0, {LONGEST_UNIT} + 1)) AS size FROM (
    SELECT s.line_at, s.place, r.straat, r.is_street, s.huisnummer, r.beside, s.own, s.words,
      {unit_behind("concat(s.own, ' ', s.behind)")} AS behind
    FROM link_line_runs r JOIN link_line_spots s USING (line_at, place)
  )
), texts AS (
  SELECT line_at, place, straat, is_street, huisnummer, beside, size, behind,
    concat(own, ' ', array_to_string(words[place + 1:place + size], ' ')) AS text FROM told
), spelled AS (
  SELECT text, unit, {reworded("unit")} AS other_words
  FROM (SELECT text, coalesce({spelling.toevoeging("text")}, '') AS unit FROM (SELECT DISTINCT text FROM texts))
), known AS (
  SELECT DISTINCT straat, huisnummer, unit, other_words FROM link_names SEMI JOIN told USING (straat, huisnummer)
  UNION
  SELECT straat, huisnummer, unit, NULL FROM link_protected_units
), numbers AS (SELECT DISTINCT straat, huisnummer FROM known), found AS (
  SELECT t.*, s.unit, k.straat IS NOT NULL AS is_known
  FROM texts t JOIN spelled s USING (text)
  LEFT JOIN known k ON k.straat = t.straat AND k.huisnummer = t.huisnummer
    AND (k.unit = s.unit OR k.other_words = s.other_words)
)
SELECT line_at, place, any_value(straat) AS straat, any_value(huisnummer) AS huisnummer, any_value(beside) AS beside,
  coalesce(nullif(arg_max(unit, size) FILTER (is_known), ''), {spelling.toevoeging("any_value(behind)")},
    min(unit) FILTER (size = 0)) AS unit,
  bool_or(is_street) AS is_street, bool_or(n.straat IS NOT NULL) AS is_number
FROM found LEFT JOIN numbers n USING (straat, huisnummer) GROUP BY line_at, place
"""

_MAY_BEGIN_TOWN = """
(words[first] < '0' OR words[first] >= '['
  OR lower(left(words[first], 1)) IN (SELECT left(woonplaats, 1) FROM link_towns))
"""
"""Whether a word begins as one of the woonplaatsen does; of one that begins with a sign that is not known."""

_TOWNS = f"""
WITH runs AS (
  SELECT line_at, words, unnest(range(1, len(words) + 1)) AS first FROM (
    SELECT line_at, any_value(words) AS words
    FROM link_line_spots SEMI JOIN (SELECT line_at FROM link_lines_open WHERE lacks_town) lacking
    USING (line_at) GROUP BY line_at
  )
), texts AS (
  SELECT line_at, array_to_string(words[first:first + size - 1], ' ') AS text, size
  FROM (
    SELECT *, unnest(range(1, {LONGEST_TOWN} + 1)) AS size FROM runs WHERE {_MAY_BEGIN_TOWN}
  )
), spelled AS (SELECT text, {spelling.woonplaats("text")} AS woonplaats FROM (SELECT DISTINCT text FROM texts))
SELECT line_at, arg_max(woonplaats, size) AS woonplaats
FROM texts JOIN spelled USING (text) SEMI JOIN link_towns USING (woonplaats)
GROUP BY line_at HAVING count(DISTINCT woonplaats) = 1
"""

_LINES = """
SELECT any_value(o.line) AS line, arg_min(straat, place) AS straat, arg_min(huisnummer, place) AS huisnummer,
  nullif(arg_min(unit, place), '') AS toevoeging, any_value(t.woonplaats) AS woonplaats,
  bool_or(is_street) AS is_street,
  count(DISTINCT (straat, huisnummer, unit)) > 1 OR bool_or(beside) AS several
FROM link_line_units u JOIN link_lines_open o USING (line_at) LEFT JOIN link_line_towns t USING (line_at)
JOIN (
  SELECT line_at, max(is_street::INTEGER + is_number::INTEGER) AS best FROM link_line_units GROUP BY line_at
) b USING (line_at)
WHERE is_street::INTEGER + is_number::INTEGER = b.best
GROUP BY line_at
"""

LINE_STEPS = (
    Step("link_lines_open", _OPEN),
    Step("link_line_spots", _SPOTS),
    Step("link_line_runs", _RUNS),
    Step("link_line_units", _UNITS),
    Step("link_line_towns", _TOWNS),
    Step("link_lines", _LINES),
)
"""From the lines of open rows to `link_lines`: what each means beside what exists."""
