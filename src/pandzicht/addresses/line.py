# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A line of text that holds an address, taken apart into its texts, which `addresses.spelling` then spells.

Nothing is known here of the streets and towns that exist; what a line means beside them is for linking. The address is
the part with a word and a number behind it: postcode and woonplaats may stand on either side.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pandzicht.addresses.spelling import abbreviations, without_accents
from pandzicht.store.engine import literal

LONGEST_KEPT = 1_000
"""Characters that are kept of a line, to be read again: an address further on in a page of text is not looked for."""

_POSTCODE = "[1-9][0-9]{3} ?[A-Z]{2}"
# `1000 HS` behind a street is a house number: a postcode stands in front, behind another number, or before a town
_POSTCODE_PLACE = rf"^{_POSTCODE}\b|[0-9].*?[ ,./]{_POSTCODE}\b|\b{_POSTCODE}[ ,]+[A-Z']{{3}}"
_POSTCODE_IN_PLACE = rf"{_POSTCODE}(?:$|[ ,]+[A-Z']{{3}}$)"

_YEAR = "(?:1[5-9]|20)[0-9]{2}"
_YEARS = rf"{_YEAR}(?:[-/](?:{_YEAR}|[0-9]{{2}}))?"
_NUMBER_WORD = r"(?:NR|NO|NUMMER|HUISNUMMER|HUISNR|HNR)\b[.:]? ?"
_BEHIND_NUMBER_WORD = rf"^.*?[^ ,][ ,]+{_NUMBER_WORD}[0-9]+"
_BEHIND_YEAR = rf"^.*?[A-Z][.']? {_YEARS} [0-9]{{1,3}}(?:[^0-9]|$)"
_BEHIND_WORD = r"^.*?[A-Z][.']*[ ,:]+[0-9]+"
# where no such word and no year stands, which one look tells, neither is looked for
_MAY_BE_ODD = rf"N[OR]|NUMMER|{_YEAR}"
_BARE = rf"^ ?(?:{_NUMBER_WORD})?[0-9]+"

_TOWN_WORD = "(?:'[a-z][ -])?[A-Z][A-Za-z'.]*"
_LINKING_WORDS = "(?:(?:aan|op|van|in|bij|de|den|der|het|ter|ten|en|a/d)[ -]){0,2}"
_TOWN = rf"^{_TOWN_WORD}(?:[ -]{_LINKING_WORDS}{_TOWN_WORD}){{0,3}}"
# behind a full stop a capital begins a sentence: only what stands there alone is a town
_TOWN_ALONE = rf"({_TOWN})(?: ?[,-]|$)"
_BEHIND_STOP = "^ ?[.:-]"
_FEW_WORDS = "^[^ 0-9]+(?: [^ 0-9]+){0,3}$"
_SECOND_ADDRESS = r"^[ ,]*(?:EN|OF|&|/) .*[A-Z]{3}[.']? [0-9]{1,5}\b"
_DISTRICT = "[1-9][0-9]{3}"

# to these a letter is glued (`BSA`, `IIB`); with one behind `TO`, `I` or `BEL` another word begins: `tot`, `in`, `belt`
_UNSPOKEN = "[^AEIOUY0-9 ]{2,}|BIS|II|III"


def _unit() -> str:
    """Return the pattern of letter and addition behind a number, signs in front included."""
    kept = abbreviations()["units"]
    texts = {re.sub("^[0-9] ?", "", text) for text in (*kept, *(word for written in kept.values() for word in written))}
    listed = sorted((text.upper() for text in texts if text), key=lambda text: (-len(text), text))
    words, unspoken = "|".join(listed), "|".join(text for text in listed if re.fullmatch(_UNSPOKEN, text))
    roman = "I{1,3}|I?V|VI{1,3}"
    digits = rf"[0-9]{{1,3}}(?: ?(?:{words}))?|[0-9]{{1,3}}[A-Z]{{1,2}}"
    behind_word = rf"(?:{words})(?: ?[0-9]| [A-Z])?|(?:{unspoken})[A-Z]"
    token = rf"(?:{digits}|[A-Z]{{1,2}}-?[0-9]{{1,4}}|[A-Z] [0-9]{{1,3}}|[A-Z]|{roman}|{behind_word})\b"
    range_ = r" ?(?:T/M|T\.?M\.?|EN|OF|&|\+) ?(?:[0-9]{1,5}[A-Z]?|[A-Z])\b"
    glued = r"[A-Z][A-Z0-9]{0,5}\b"
    signed = rf"(?:[-/][0-9A-Z]{{1,6}}| ?[-/] ?(?:[0-9]{{1,4}}[A-Z]{{0,2}}|[A-Z]{{1,2}}[0-9]{{0,4}}|{words}))\b"
    return rf"^(?:{glued})?(?:{range_}|{signed}|[ .]{token}|, ?(?:[0-9] ?)?(?:{words})\b){{0,3}}"


def unit_behind(text: str) -> str:
    """Return SQL for what at the beginning of a text in capitals is a unit, where the text follows a house number."""
    return f"regexp_extract({text}, {literal(_unit())})"


def line(column: str) -> str:
    """Return a line of text in capitals without accents, in which only commas separate and no space is doubled.

    Of a longer text its first `LONGEST_KEPT` characters.
    """
    return f"left(upper({_squeezed(_signs_read(without_accents(column)))}), {LONGEST_KEPT})"


def read_lines(lines: str) -> str:
    """Return the query that takes lines of text apart, from a query of `value` (text).

    Columns: value, line (as `line` gives it), straat, huisnummer, eenheid (what stands behind the number), postcode,
    woonplaats; all text, null where the line has none. A postcode of four digits is one too.
    """
    query = lines
    for layer in _layers():
        columns = ", ".join(f"{sql} AS {name}" for name, sql in layer.items())
        query = f"SELECT *, {columns} FROM ({query})"
    return f"SELECT value, {', '.join(f'{sql} AS {name}' for name, sql in _PARTS.items())} FROM ({query})"


def _layers() -> tuple[Mapping[str, str], ...]:
    """Return what is found one after the other, each layer from the columns of those before it."""
    return (
        {"plain": without_accents("value")},
        {"given": _signs_read("plain")},
        {"raw": _squeezed("given")},
        {"line": "upper(raw)", "is_cased": "raw <> upper(raw) AND raw <> lower(raw)"},
        {"place": f"nullif(regexp_extract(line, {literal(_POSTCODE_PLACE)}), '')"},
        {"found": f"nullif(regexp_extract(place, {literal(_POSTCODE_IN_PLACE)}), '')"},
        {"code": "left(found, CASE WHEN substr(found, 5, 1) = ' ' THEN 7 ELSE 6 END)"},
        {"code_at": "instr(line, code)"},
        {
            "in_front": "code IS NULL OR regexp_matches(left(line, code_at - 1), '[0-9]') "
            "OR NOT regexp_matches(substr(line, code_at + length(code)), '[0-9]') AND code_at > 1"
        },
        {"starts_at": "CASE WHEN in_front THEN 1 ELSE code_at + length(code) END"},
        {
            "piece": "CASE WHEN code IS NULL THEN line WHEN in_front THEN left(line, code_at - 1) "
            "WHEN regexp_matches(substr(line, starts_at), '^[^0-9,]*,.*[0-9]') "
            "THEN substr(line, starts_at + instr(substr(line, starts_at), ',')) ELSE substr(line, starts_at) END"
        },
        {"is_odd": f"regexp_matches(piece, {literal(_MAY_BE_ODD)})"},
        {
            "head": f"coalesce(CASE WHEN is_odd THEN coalesce({_first(_BEHIND_NUMBER_WORD)}, {_behind_year()}) END, "
            f"{_first(_BEHIND_WORD)}, {_first(_BARE)})"
        },
        {"number": "regexp_extract(head, '[0-9]+$')", "rest": "substr(piece, length(head) + 1)"},
        {"front": "left(head, length(head) - length(number))"},
        {
            "words": f"CASE WHEN is_odd THEN regexp_replace(front, {literal(_ENDS_IN_NUMBER_WORD)}, '') ELSE front END",
            "unit": unit_behind("rest"),
        },
        {"tail_at": "starts_at + coalesce(length(head) + length(unit), 0)"},
        {"tail": "CASE WHEN head IS NOT NULL THEN substr(rest, length(unit) + 1) END"},
        {"is_double": f"regexp_matches(tail, {literal(_SECOND_ADDRESS)})"},
        {"district": f"CASE WHEN code IS NULL THEN nullif(regexp_extract(tail, {literal(_DISTRICT_IN_TAIL)}), '') END"},
        {"told": _TOLD, "told_between": _TOLD_BETWEEN},
        {"begun": _begun("told"), "begun_between": _begun("told_between")},
        {"town": _town("told", "begun"), "town_between": _town("told_between", "begun_between")},
    )


_SIGNS, _SIGNS_READ = ";()[]|\n\r\t\u2019`", ",,,,,,,, ''"
_ANY_SIGN = r"[^ -~]|[;()\[\]|`]|^ | $"
_ENDS_IN_NUMBER_WORD = rf"(?:^|[ ,]){_NUMBER_WORD}$"
_DISTRICT_IN_TAIL = rf"^[ ,]+{_DISTRICT}\b"
_TOLD = """
nullif(CASE
  WHEN NOT in_front THEN split_part(substr(raw, starts_at), ',', 1)
  WHEN code IS NOT NULL THEN substr(raw, code_at + length(code))
  WHEN head IS NOT NULL THEN substr(raw, tail_at + coalesce(length(district), 0)) END, '')
"""
# a name of two letters and a space is the least that can stand between
_TOLD_BETWEEN = (
    "CASE WHEN in_front AND head IS NOT NULL AND code_at - tail_at > 2 THEN substr(raw, tail_at, code_at - tail_at) END"
)
_PARTS: Mapping[str, str] = {
    "line": f"left(line, {LONGEST_KEPT})",
    "straat": "nullif(trim(CASE WHEN is_double THEN NULL "
    "WHEN head IS NOT NULL AND contains(words, ',') THEN split_part(rtrim(words, ' ,:.'), ',', -1) "
    "WHEN head IS NOT NULL THEN words "
    "WHEN in_front THEN split_part(piece, ',', 1) END), '')",
    "huisnummer": "CASE WHEN NOT coalesce(is_double, FALSE) THEN number END",
    "eenheid": "nullif(unit, '')",
    "postcode": "coalesce(code, right(district, 4))",
    "woonplaats": "coalesce(town_between, town)",
}


def _first(rule: str) -> str:
    return f"nullif(regexp_extract(piece, {literal(rule)}), '')"


def _behind_year() -> str:
    return f"nullif(regexp_replace(regexp_extract(piece, {literal(_BEHIND_YEAR)}), '[^0-9]$', ''), '')"


def _signs_read(column: str) -> str:
    read = f"translate({column}, {literal(_SIGNS)}, {literal(_SIGNS_READ)})"
    return f"CASE WHEN regexp_matches({column}, {literal(_ANY_SIGN)}) THEN trim({read}) ELSE {column} END"


def _squeezed(column: str) -> str:
    return f"CASE WHEN contains({column}, '  ') THEN regexp_replace({column}, ' +', ' ', 'g') ELSE {column} END"


def _without_preposition(told: str) -> str:
    return f"CASE WHEN lower(left({told}, 3)) IN ('te ', 'in ') THEN ltrim(substr({told}, 4)) ELSE {told} END"


def _begun(told: str) -> str:
    """Return a text from its first word on, null when it has none."""
    # signs other than a space are rare in front of a letter, and a set of them is looked for sign by sign
    bare = f"CASE WHEN ltrim({told}) >= 'A' THEN ltrim({told}) ELSE ltrim({told}, ' ,.:-') END"
    return f"nullif({_without_preposition(bare)}, '')"


def _town(told: str, begun: str) -> str:
    """Return the name that a text begins with: words in capitals, or a few up to a comma where letters tell nothing."""
    alone = f"regexp_extract({begun}, {literal(_TOWN_ALONE)}, 1)"
    named = f"regexp_extract({begun}, {literal(_TOWN)})"
    few = f"regexp_extract(trim(split_part({begun}, ',', 1)), {literal(_FEW_WORDS)})"
    return (
        f"nullif(CASE WHEN {begun} IS NULL THEN NULL WHEN NOT is_cased THEN {few} "
        f"WHEN regexp_matches({told}, {literal(_BEHIND_STOP)}) THEN {alone} ELSE {named} END, '')"
    )
