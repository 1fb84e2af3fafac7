# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which street of the spine a row means when it spells one that does not exist: the dictionary of streets.

Distinct spellings are judged, never rows. A spelling that is itself the name of a street is that street. Any other is
held against the streets that rows meet with it (at their postcode and number, or by their id), against those that one
letter taken out of either makes the same (where there are none, against those of much the same letters that begin
alike), and against the other writings that the spine knows of a name (`straat_aliases`). The digits in both must be the
same, Roman ones as well: the first and the second street of a name are two streets, and so are an old and a new one, or
a `straat` and a `plein`.

A spelling that the postcodes of several house numbers say is always the same street, or of which a person said so, is
learned as another name of it; with at most two slips it is still that name, where postcode and number agree.

Of the streets that a spelling may be, a row means the one that has its number, at its postcode rather than elsewhere
in its place, and the nearest one of these. Where two are as near, it means neither.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache

from pandzicht.addresses.spelling import abbreviations
from pandzicht.addresses.street_aliases import Writing
from pandzicht.linking.step import Step

SHORTEST_TYPO = 5
"""Letters from which one wrong letter, or two exchanged ones, may be a slip."""
SHORTEST_DOUBLE_TYPO = 9
"""Letters from which two slips may occur."""
MOST_SIGNS_APART = 4
"""Letters and digits that occur in one text only when two slips tell the texts apart."""
LEAST_RESEMBLANCE = 0.75
"""How much a spelling must resemble the name (Jaro and Winkler's measure) where the row has its postcode and number."""
YEAR = 4
"""Digits of a year, in which there may be a slip where the row has the postcode and number; in a rank number never."""
LEAST_LEARNED = 3
"""House numbers that must say so before a spelling is learned."""
LEARNED_SHARE = 0.8
"""Share of the house numbers at the postcodes of a spelling that must lie at the one street."""


class Nearness(IntEnum):
    """How far the street of a name lies from what a row says, the nearest first."""

    SAME = Writing.NAME
    SHORT = Writing.SHORT
    WHOLE = Writing.WHOLE
    ONE_SLIP = Writing.REORDERED
    FURTHER = Writing.REDUCED
    """Two slips, or an abbreviation, or a word is missing."""
    LEARNED = 5
    NONE_GIVEN = 6


def kind_of(name: str) -> str:
    """Return SQL for what a name says a street is (`straat`, `plein`), '' when it does not say so."""
    return f"regexp_extract({name}, '({'|'.join(abbreviations()['endings'])})$')"


@cache
def _kept_apart() -> str:
    """Return the pattern of the first words that tell streets apart, in full and as they are spelled."""
    words = {text for key, written in abbreviations()["apart"].items() for text in (key, *written)}
    short = {word for word, written in abbreviations()["words"].items() if words.intersection(written)}
    return "|".join(sorted(words | short, key=lambda word: (-len(word), word)))


def _apart(name: str) -> str:
    """Return SQL for the first word of a name when it tells it from other streets (`oude`, `ooster`), else ''."""
    return f"regexp_extract({name}, '^({_kept_apart()})')"


def _signs(text: str) -> str:
    """Return SQL for which letters and digits occur in a text, as bits that some of them share."""
    return f"list_bit_or(list_transform(string_split({text}, ''), lambda sign: 1::BIGINT << (ascii(sign) % 64)))"


def _digits(text: str) -> str:
    """Return SQL for the digits in a text; in most there are none, and one look tells so."""
    return rf"CASE WHEN regexp_matches({text}, '[0-9]') THEN regexp_replace({text}, '\D', '', 'g') ELSE '' END"


_UNKNOWN = f"""
SELECT row_number() OVER ()::INTEGER AS given_no, given, {_digits("given")} AS given_digits,
  {kind_of("given")} AS given_kind
FROM (SELECT DISTINCT straat AS given FROM link_told
WHERE straat IS NOT NULL AND straat NOT IN (FROM link_streets) AND (huisnummer IS NOT NULL OR truth IS NULL))
"""

_MET = """
WITH told AS MATERIALIZED (
  SELECT u.given_no, r.row_at, r.postcode, r.huisnummer FROM link_told r JOIN link_unknown u ON u.given = r.straat
), met AS (
  SELECT r.given_no, n.straat, n.postcode, n.huisnummer FROM told r
  JOIN link_names n ON n.postcode = r.postcode AND n.huisnummer = r.huisnummer
  UNION ALL
  SELECT r.given_no, n.straat, n.postcode, n.huisnummer FROM told r
  JOIN link_ids i USING (row_at) JOIN link_names n ON n.address_no = i.address_no
)
SELECT given_no, straat, count(DISTINCT (postcode, huisnummer)) AS numbers
FROM met WHERE straat IS NOT NULL GROUP BY given_no, straat
"""

_WRITTEN = f"""
SELECT row_number() OVER ()::INTEGER AS written_no, *, {_digits("written")} AS digits, {kind_of("written")} AS kind,
  straat IN (
    SELECT straat_norm FROM straat_aliases
    WHERE regexp_matches(alias_norm, '[0-9]') AND NOT regexp_matches(straat_norm, '[0-9]')
  ) AS has_numeral
FROM (
  SELECT straat AS written, straat FROM link_streets
  UNION
  SELECT alias_norm, straat_norm FROM straat_aliases WHERE rank = {int(Writing.WHOLE)}
)
"""

# as hashes of 64 bits: that two texts have the same one by chance is not to be expected
# a spelling that is longer than any name by more than a letter is a slip in none: a page of text would cost its square
_SHORTER = """
SELECT {text}_no, unnest(list_append(list_transform(range(1, length({text}) + 1),
  lambda place: hash(left({text}, place - 1) || substr({text}, place + 1))), hash({text}))) AS shorter
FROM {table} WHERE length({text}) BETWEEN {least} AND (SELECT max(length(written)) + 1 FROM link_written)
"""

_SLIPS = """
CASE WHEN length(given) <> length(written) AND levenshtein(given, written) <> 3 THEN levenshtein(given, written)
  WHEN length(given) = length(written) AND hamming(given, written) = 1 THEN 1
  ELSE damerau_levenshtein(given, written) END
"""
"""How many slips apart two spellings are.

The distance that knows of exchanged letters is costly; it is another one where these may be among the slips.
"""

_CLOSE_SLIPS = """
CASE WHEN length(given) <> length(written) THEN 1 WHEN hamming(given, written) = 1 THEN 1
  WHEN hamming(given, written) = 2 THEN damerau_levenshtein(given, written) ELSE 2 END
"""
"""How many slips, one or two, where one letter taken out of either, or out of the longer one, makes them the same."""

_FRISIAN = " UNION ALL ".join(
    f"SELECT straat, left(straat, -{len(own)}) || '{dutch}' AS dutch FROM link_streets WHERE ends_with(straat, '{own}')"
    for dutch, texts in abbreviations()["frisian"].items()
    for own in texts
)
"""Streets with a Frisian end, and their name with the Dutch one: `str.` may stand for both."""

_ALIKE = f"""
WITH close AS MATERIALIZED (
  SELECT given_no, written_no, TRUE AS is_near, FALSE AS is_met, TRUE AS is_close
  FROM link_shorter_given JOIN link_shorter_written USING (shorter)
  UNION ALL
  SELECT m.given_no, w.written_no, FALSE, TRUE, FALSE FROM link_met m JOIN link_written w USING (straat)
), far AS (
  SELECT given_no, given_digits, apart, signs, letter, unnest(range(length(given) - 2, length(given) + 3)) AS length
  FROM (
    SELECT *, {_apart("given")} AS apart, {_signs("given")} AS signs,
      unnest(list_distinct([left(given, 1), substr(given, 2, 1)])) AS letter
    FROM link_unknown ANTI JOIN close USING (given_no)
    WHERE length(given) BETWEEN {SHORTEST_DOUBLE_TYPO} AND (SELECT max(length(written)) + 2 FROM link_written)
  )
), near AS (
  FROM close
  UNION ALL
  SELECT u.given_no, w.written_no, TRUE, FALSE, FALSE FROM far u
  JOIN (SELECT *, {_apart("written")} AS apart, {_signs("written")} AS signs FROM link_written) w
    ON w.digits = u.given_digits AND length(w.written) = u.length AND w.apart = u.apart
    AND left(w.written, 1) = u.letter
  WHERE bit_count(xor(w.signs, u.signs)) <= {MOST_SIGNS_APART}
), pairs AS (
  SELECT given_no, written_no, bool_or(is_near) AS is_near, bool_or(is_met) AS is_met, bool_or(is_close) AS is_close
  FROM near GROUP BY given_no, written_no
), held AS MATERIALIZED (
  SELECT u.given, w.written, w.straat, p.is_met,
    CASE WHEN p.is_close THEN {_CLOSE_SLIPS} WHEN p.is_near THEN {_SLIPS} END AS slips
  FROM pairs p JOIN link_unknown u USING (given_no) JOIN link_written w USING (written_no)
  WHERE (u.given_kind = w.kind OR u.given_kind = '' OR w.kind = '')
    AND (w.digits = u.given_digits OR p.is_met AND length(w.digits) = {YEAR} AND u.given_digits <> '')
    AND (NOT w.has_numeral
      OR regexp_replace(given, '[ivx]', '', 'g') <> regexp_replace(written, '[ivx]', '', 'g'))
), judged AS (
  SELECT given, straat, CASE
    WHEN slips <= 1 THEN {int(Nearness.ONE_SLIP)}
    WHEN slips <= 2 AND length(given) >= {SHORTEST_DOUBLE_TYPO} THEN {int(Nearness.FURTHER)}
    WHEN is_met AND length(given) >= {SHORTEST_TYPO} AND jaro_winkler_similarity(given, written) >= {LEAST_RESEMBLANCE}
    THEN {int(Nearness.FURTHER)} END AS rank
  FROM held
), learned AS MATERIALIZED (
  SELECT given, straat FROM link_met JOIN link_unknown USING (given_no)
  JOIN (SELECT given_no, sum(numbers) AS all_numbers FROM link_met GROUP BY given_no) USING (given_no)
  WHERE numbers >= {LEAST_LEARNED} AND numbers >= {LEARNED_SHARE} * all_numbers
), named AS (
  SELECT given, straat, rank FROM judged
  UNION ALL
  SELECT u.given, s.straat_norm, s.rank FROM link_unknown u JOIN straat_aliases s ON s.alias_norm = u.given
  UNION ALL
  SELECT r.straat, n.straat, {int(Nearness.LEARNED)} FROM link_told r JOIN link_unknown u ON u.given = r.straat
  JOIN link_names n ON n.address_no = r.truth AND n.head WHERE r.judged
  UNION ALL
  SELECT given, straat, {int(Nearness.LEARNED)} FROM learned
  UNION ALL
  SELECT given, l.straat, {int(Nearness.LEARNED)}
  FROM link_met JOIN link_unknown USING (given_no)
  JOIN (SELECT given AS written, straat FROM learned) l USING (straat)
  WHERE length(given) >= {SHORTEST_DOUBLE_TYPO} AND abs(length(given) - length(written)) <= 2 AND {_SLIPS} <= 2
  UNION ALL
  SELECT s.straat, f.straat, {int(Nearness.FURTHER)}
  FROM link_streets s JOIN ({_FRISIAN}) f ON f.dutch = s.straat
)
SELECT given, straat, min(rank)::TINYINT AS rank FROM named WHERE rank IS NOT NULL GROUP BY given, straat
"""

_MEANT = """
WITH spots AS (
  SELECT DISTINCT straat, huisnummer, postcode, woonplaats FROM link_names SEMI JOIN link_alike USING (straat)
  UNION ALL
  SELECT straat_norm, huisnummer, postcode, woonplaats_norm FROM protected_names
), maybe AS MATERIALIZED (
  SELECT r.row_at, r.huisnummer, r.postcode, r.district, r.woonplaats, a.straat, a.rank
  FROM link_told r JOIN link_alike a ON a.given = r.straat SEMI JOIN link_unknown u ON u.given = a.given
), found AS (
  SELECT r.row_at, r.straat, r.rank,
    coalesce(s.postcode = r.postcode, FALSE) AS at_postcode,
    coalesce(left(s.postcode, 4) = r.district, FALSE) AS in_district
  FROM maybe r JOIN spots s ON s.straat = r.straat AND s.huisnummer = r.huisnummer
  WHERE r.woonplaats IS NULL OR s.woonplaats IS NULL OR s.woonplaats = r.woonplaats
    OR r.woonplaats NOT IN (FROM link_towns) OR s.postcode = r.postcode
), weighed AS (
  SELECT row_at, straat, min(rank + CASE WHEN at_postcode THEN 0 WHEN in_district THEN 10 ELSE 20 END) AS far
  FROM found GROUP BY row_at, straat
)
SELECT row_at, arg_min(straat, (far, straat)) AS straat, min(far) % 10 AS rank,
  coalesce(min(far, 2)[2] = min(far), FALSE) AS tied
FROM weighed GROUP BY row_at
"""

STREET_STEPS = (
    Step("link_unknown", _UNKNOWN),
    Step("link_met", _MET),
    Step("link_written", _WRITTEN),
    Step("link_shorter_given", _SHORTER.format(text="given", table="link_unknown", least=SHORTEST_TYPO)),
    Step("link_shorter_written", _SHORTER.format(text="written", table="link_written", least=SHORTEST_TYPO)),
    Step("link_alike", _ALIKE),
    Step("link_meant", _MEANT),
)
"""From the streets that open rows say to the streets that they may be, and the one that each row means."""
