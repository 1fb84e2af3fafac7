# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of companies: the name without its legal form, the number that tells it apart, and the words in any order.

A name that holds another one (`h.o.d.n.`, `voorheen`) gives two. `Beheer II` and `Beheer 2` are one company, `Beheer`
and `Beheer II` are two. The legal form is kept beside the name: two forms are two legal persons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pandzicht.parties.habits import name_habits
from pandzicht.parties.name_text import any_of, joined, lettered, small, trimmed
from pandzicht.store.engine import literal


def company_names(texts: str) -> str:
    """Return the query of the spellings of the companies in a relation of text_id, text.

    Its columns are those of `person_names`: `words` is the name with spaces; `number` is `''` where there is none;
    `form` is null when none is told. A text gives a row per name; of the other names `is_second` is true.
    """
    habits = name_habits()
    states = f" {any_of(habits.states)}$"
    return rf"""
WITH {_named(texts)}, plain AS (
  SELECT text_id, is_second, {lettered("text")} AS text
  FROM (SELECT text_id, is_second, {small("replace(replace(text, '&', ' en '), '+', ' en ')")} AS text FROM named)
), formed AS (
  SELECT text_id, is_second, text AS whole, regexp_extract(text, '{_FORM}') AS strong,
    CASE WHEN strong = '' THEN regexp_extract(text, '{_IN_FRONT}', 1) ELSE '' END AS weak
  FROM (SELECT text_id, is_second, CASE WHEN regexp_matches(text, '{states}') THEN regexp_replace(text, '{states}', '')
    ELSE text END AS text FROM (SELECT text_id, is_second, {trimmed("text")} AS text FROM plain))
), bare AS (
  SELECT text_id, is_second, whole, CASE WHEN strong <> '' THEN {_mapped("strong", _FORMS)}
      WHEN weak <> '' THEN {_mapped("weak", _FORMS_IN_FRONT)} END AS form,
    CASE WHEN strong <> '' AND strpos(whole, strong) = length(whole) - length(strong) + 1
        THEN left(whole, length(whole) - length(strong))
      WHEN strong <> '' THEN regexp_replace(whole, '{_FORM}', ' ', 'g')
      WHEN weak <> '' THEN substr(whole, length(weak) + 1) ELSE whole END AS text
  FROM formed
), numbered AS (
  SELECT text_id, is_second, form, text, whole, substr(regexp_extract(text, '{_NUMBER}'), 3) AS numeral
  FROM (SELECT * REPLACE ({trimmed("text")} AS text) FROM bare)
), parted AS (
  SELECT text_id, is_second, form, whole, CASE WHEN numeral = '' THEN '' ELSE {_number("numeral")} END AS number,
    CASE WHEN numeral = '' THEN text ELSE left(text, length(text) - length(numeral)) END AS text
  FROM numbered
), {_spelled("parted")}
SELECT text_id, {joined("CASE WHEN text <> '' THEN text ELSE whole END")} AS bare, NULL::VARCHAR AS glued,
  NULL::VARCHAR AS first,
  NULL::VARCHAR AS first_glued, NULL::VARCHAR AS last, text AS words, number, form, NULL::VARCHAR AS initials,
  is_second
FROM (SELECT * REPLACE ({trimmed("text")} AS text) FROM worded)
"""


def _named(texts: str) -> str:
    """Return the steps from texts to `named`: a row per name in a text."""
    marks = "|".join(name_habits().other_names)
    names = f"string_split(regexp_replace(text, '(?i)[\\s,(]+(?:{marks})[\\s:]+', '|', 'g'), '|')"
    return rf"""marked AS MATERIALIZED (
  SELECT text_id, text, regexp_matches(text, '{_MARK}') AS is_marked FROM {texts}
), named AS (
  SELECT text_id, text, FALSE AS is_second FROM marked WHERE NOT is_marked
  UNION ALL SELECT text_id, unnest(names) AS text, generate_subscripts(names, 1) > 1
  FROM (SELECT text_id, {names} AS names FROM marked WHERE is_marked)
)"""


def _written(kept: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {spelling.replace("y", "ij"): word for word, spellings in kept.items() for spelling in spellings}


_MARK = "(?i)handelend|voorheen|v/h|o\\.?d\\.?n"
_NUMBER = r"[a-z0-9] (?:[ivx]+|[0-9]{1,3})$"
_FORMS, _FORMS_IN_FRONT = _written(name_habits().forms), _written(name_habits().forms_in_front)
_FORM = rf"\b{any_of(_FORMS)}\b"
_IN_FRONT = f"^({any_of(_FORMS_IN_FRONT)}) "


def _mapped(found: str, written: Mapping[str, str]) -> str:
    pairs = ", ".join(f"{literal(spelling)}: {literal(kept)}" for spelling, kept in sorted(written.items()))
    return f"map_extract_value(MAP {{{pairs}}}, {found})"


def _number(numeral: str) -> str:
    numbers = ", ".join(f"{literal(roman)}: '{at}'" for at, roman in enumerate(name_habits().numerals, 1))
    return f"coalesce(map_extract_value(MAP {{{numbers}}}, {numeral}), ltrim({numeral}, '0'))"


def _spelled(texts: str) -> str:
    """Return the steps from texts to `worded`: words that join left out, others made one, a group after the other."""
    habits = name_habits()
    text = "replace(' ' || text || ' ', '  ', ' ')"
    for silent in habits.silent:
        text = f"replace({text}, ' {silent} ', ' ')"
    return f"""spaced AS (SELECT * REPLACE ({text} AS text) FROM {texts}),
small AS (SELECT * REPLACE ({_replaced("text", habits.small_words)} AS text) FROM spaced),
worded AS (SELECT * REPLACE ({_replaced("text", habits.words)} AS text) FROM small)"""


def _replaced(text: str, words: Mapping[str, Sequence[str]]) -> str:
    """Return the SQL of a text with words made one; most texts hold none of them, which one look tells."""
    chain = text
    for kept, written in words.items():
        chain = rf"regexp_replace({chain}, '\b{any_of(written)}\b', '{kept}', 'g')"
    every = any_of(word for written in words.values() for word in written)
    return rf"CASE WHEN regexp_matches({text}, '\b{every}\b') THEN {chain} ELSE {text} END"
