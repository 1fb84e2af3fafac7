# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The spelling in which addresses are compared, per distinct text: plain Python with a memory."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pandzicht.addresses.spelling import abbreviations

_SIGNS = re.compile(r"[^0-9A-Z]+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_ZEROS = re.compile(r"(^|[A-Z])0+([0-9])")
_WHOLE = re.compile(r"^[^0-9A-Z]*(?:NR\.?\s*)?([0-9]{1,5})(?![0-9])(.*)$", re.DOTALL)
_LETTER = re.compile(r"^[^0-9A-Z]*([A-Z])(?![A-Z/])(.*)$", re.DOTALL)
_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")
_LINE_POSTCODE = re.compile(r"^(.*[0-9].*?)[\s,;]*\b([1-9][0-9]{3}\s?[A-Z]{2})\b[\s,;]*[^0-9]*$")
_TAIL = re.compile(r"[,;][^0-9,;]*$")
_LINE = re.compile(r"^((?:[0-9]+[^0-9\s]*\s+)?[^0-9]*[^0-9\s,])[\s,]+([0-9]{1,5}(?:[^0-9].*)?)$")
_YEAR_LINE = re.compile(r"^(.*[^0-9\s]\s+(?:1[5-9]|20)[0-9]{2})[\s,]+([0-9]{1,5}(?:[^0-9].*)?)$")
_NUMBER_WORD = re.compile(r"\bNR\.?\s*([0-9])")


@cache
def street(text: str) -> str:
    """Return the spelling of a street: small letters and digits, abbreviations made one."""
    words, kept, endings = _rules()
    plain = _plain(text).lower().replace("&", " en ").replace("ĳ", "ij")
    folded = words.sub(lambda found: kept[found[1]] + " ", _NOT_WORD.sub(" ", plain).strip())
    joined = folded.replace(" ", "")
    for ending, full in endings:
        if joined.endswith(ending) and joined[-len(ending) - 2 : -len(ending)].isalpha():
            return joined[: -len(ending)] + full
    return joined


@cache
def _rules() -> tuple[re.Pattern[str], dict[str, str], list[tuple[str, str]]]:
    found = abbreviations()
    kept = {written: word for word, several in found["words"].items() for written in several}
    pattern = "|".join(sorted(map(re.escape, kept), key=len, reverse=True))
    endings = [(written, word) for word, several in found["endings"].items() for written in several]
    return re.compile(rf"\b({pattern}) "), kept, sorted(endings, key=lambda pair: -len(pair[0]))


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def postcode(text: str) -> int:
    """Return a postcode as a number, 0 when it is none."""
    bare = _SIGNS.sub("", _plain(text).upper())
    if not _POSTCODE.fullmatch(bare):
        return 0
    return int(bare[:4]) * 676 + (ord(bare[4]) - 65) * 26 + ord(bare[5]) - 65


def tail(text: str) -> str:
    """Return the spelling of a letter or an addition: capitals and digits, no leading zeros."""
    return _ZEROS.sub(r"\1\2", _SIGNS.sub("", _plain(text).upper()))


@cache
def number(text: str) -> tuple[int, str]:
    """Return the number and the letter with addition out of one text (`12a-2` -> 12, `A2`); 0 when there is none."""
    found = _WHOLE.match(re.sub(r"^([0-9]+)\.0+$", r"\1", _plain(text).strip().upper()))
    if not found:
        return 0, ""
    letter = _LETTER.match(found[2])
    return int(found[1]), letter[1] + tail(letter[2]) if letter else tail(found[2])


@cache
def line(text: str) -> tuple[str, int, str, int]:
    """Return street, number, letter with addition, and postcode out of a line of address text."""
    upper = _plain(text).strip().upper()
    ending = _LINE_POSTCODE.match(upper)
    code = postcode(ending[2]) if ending else 0
    rest = _NUMBER_WORD.sub(r"\1", _TAIL.sub("", ending[1] if ending else upper)).strip()
    found = _YEAR_LINE.match(rest) or _LINE.match(rest)
    if not found:
        return ("", 0, "", code) if any(sign.isdigit() for sign in rest) else (street(rest), 0, "", code)
    return street(found[1]), *number(found[2]), code
