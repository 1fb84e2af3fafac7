# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of persons: a surname with its particles anywhere, glued or lost, halves of a double name, and initials.

A surname gives up to five spellings to compare: `bare` without particles, `glued` with them, `first` and `last` half of
a double name, `first_glued`. No spelling is guessed: that *vandenberg* may be *van den berg* follows from the other
side, which knows its own particles. A spelling is a key to join by; nothing else is derived from a name.
"""

from __future__ import annotations

from pandzicht.parties.habits import name_habits
from pandzicht.parties.name_text import any_of, folded, joined, lettered, small, trimmed, without

_LETTER = r"[A-Z][a-z]?\.[ ]*"
_LEADING = rf"^((?:{_LETTER}-?)+|(?:[A-Z] )+)"
_TRAILING = r"[ ,]((?:[A-Z]\.[ ]*)+|[A-Z](?: [A-Z])*)$"
_SHORT = r"^[A-Z]{2}$|^[BCDFGHJKLMNPQRSTVWXZ]{3,4}$"


def initials(column: str, plain: str = "") -> str:
    """Return the SQL of the initials in first names, or in initials, of small letters; null when there are none.

    `Jan Hendrik`, `J.H.`, `J H`, `JH` -> `jh`. `plain` is a column with the text folded, where there is one.
    """
    text = f"trim({column})"
    letters = rf"regexp_replace({plain or folded(text)}, '([a-z0-9])[a-z0-9]* ?', '\1', 'g')"
    return f"nullif(CASE WHEN regexp_matches({text}, '{_SHORT}') THEN lower({text}) ELSE {letters} END, '')"


def first_name(column: str, plain: str = "") -> str:
    """Return the SQL of the first name when it is written in full, else null (`Jan H.` -> `jan`, `J.H.` -> null)."""
    text = f"trim({column})"
    word = f"split_part({plain or folded(text)}, ' ', 1)"
    return f"CASE WHEN length({word}) > 1 AND NOT regexp_matches({text}, '{_SHORT}') THEN {word} END"


def person_names(texts: str) -> str:
    """Return the query of the spellings of the persons in a relation of text_id, prefix, text.

    Its columns are text_id, bare, glued, first, first_glued, last, words, number, form, initials (those that stand
    in the name itself: `J.H. de Vries`, `Vries, J. de`) and is_second.
    """
    joiners = "|".join(name_habits().joiners)
    return rf"""
WITH turned AS (
  SELECT text_id, coalesce(prefix, '') AS prefix,
    CASE WHEN contains(text, ' ') THEN regexp_replace(text, '{_TITLES}', '') ELSE text END AS text
  FROM (SELECT text_id, prefix, {_in_order("text")} AS text
    FROM (SELECT text_id, prefix, {trimmed("text")} AS text FROM {texts}))
), initialled AS (
  SELECT *, CASE WHEN text LIKE '%.%' OR text LIKE '% _' OR text LIKE '_ %' THEN {_own_initials("text")} END AS letters
  FROM turned
), halved AS (
  SELECT text_id, prefix, letters, whole, CASE WHEN contains(whole, '-') OR regexp_matches(whole, '{_MARK}') THEN
    string_split(regexp_replace(whole, '(?i)\s+(?:{joiners})\s+|\s*[-–]\s*', '-', 'g'), '-') END AS halves
  FROM (SELECT *, CASE WHEN letters IS NULL THEN text ELSE {_less_initials("text")} END AS whole FROM initialled)
), plain AS (
  SELECT text_id, initials, {lettered("written")} AS whole, {lettered("front")} AS half, {lettered("back")} AS other
  FROM (
    SELECT text_id, CASE WHEN letters IS NOT NULL THEN {initials("letters")} END AS initials,
      len(halves) > 1 AS is_double,
      {small("concat_ws(' ', prefix, coalesce(array_to_string(halves, ' '), whole))")} AS written,
      CASE WHEN is_double THEN {small("concat_ws(' ', prefix, halves[1])")} END AS front,
      CASE WHEN is_double THEN {small("halves[-1]")} END AS back
    FROM halved
  )
)
SELECT text_id, CASE WHEN core <> '' THEN core ELSE glued END AS bare, glued,
  {_bare("half")} AS first, CASE WHEN first IS NOT NULL THEN {joined("half")} END AS first_glued,
  {_bare("other")} AS last, NULL::VARCHAR AS words, NULL::VARCHAR AS number, NULL::VARCHAR AS form, initials,
  FALSE AS is_second
FROM (SELECT *, replace({without("whole", name_habits().particles)}, ' ', '') AS core, {joined("whole")} AS glued
  FROM plain)
"""


_TITLES = rf"(?i)^(?:{any_of(name_habits().titles)}\b\.? +)+"
_MARK = "(?i)/|geb|wed|echtg|e.v"


def _in_order(column: str) -> str:
    """Return the SQL of a name with what stands behind a comma put in front (`Vries, J. de` -> `J. de Vries`)."""
    turned = rf"regexp_replace({column}, '^([^,]*[^, ])\s*,\s*(.*)$', '\2 \1')"
    return f"CASE WHEN contains({column}, ',') THEN {turned} ELSE {column} END"


def _bare(column: str) -> str:
    return joined(without(column, name_habits().particles))


def _own_initials(column: str) -> str:
    """Return the SQL of the initials in front of or behind a surname; letters that shorten a particle are none."""
    found = [f"nullif(regexp_extract({column}, '{pattern}', 1), '')" for pattern in (_LEADING, _TRAILING)]
    particles = any_of(name_habits().particle_letters)
    letters = f"coalesce({', '.join(found)})"
    squeezed = f"lower(regexp_replace({letters}, '[^A-Za-z]', '', 'g'))"
    return f"CASE WHEN NOT regexp_full_match({squeezed}, '{particles}') THEN {letters} END"


def _less_initials(column: str) -> str:
    return f"regexp_replace(regexp_replace({column}, '{_LEADING}', ''), '{_TRAILING}', '')"
