# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a delivered field seems to be, told from its name and a sample: its type, role and formats."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pandzicht.definitions.source import Role

_BAG_ID = re.compile(r"\d{4}(01|02|03|10|20|30)\d{10}")
_COMPACT_DATE = re.compile(r"(1[6-9]|20)\d\d(0\d|1[0-2])([0-2]\d|3[01])|0{8}")
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
_ZEROS = re.compile(r"0\d+")
_DECIMAL = {sign: re.compile(rf"-?\d+([{sign}]\d+)?") for sign in ".,"}
_FORMATS = (
    "%Y-%m-%d",
    "%d-%m-%Y",
    "%d/%m/%Y",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S%z",
    "%Y-%m-%dT%H:%M:%S%z",
    "%d-%m-%Y %H:%M:%S",
)
_ID_ROLES = {"10": Role.PAND_ID, "20": Role.NUMMERAANDUIDING_ID} | dict.fromkeys(("01", "02", "03"), Role.OBJECT_ID)
_TRUTHS = ({"J", "N"}, {"j", "n"}, {"ja", "nee"}, {"Ja", "Nee"}, {"JA", "NEE"}, {"true", "false"})
_NAMES: Mapping[Role, frozenset[str]] = {
    Role.STRAAT: frozenset(
        {"straat", "straatnaam", "openbareruimtenaam", "openbareruimte", "aotopenbareruimtenaam", "081110"}
    ),
    Role.HUISNUMMER: frozenset({"huisnummer", "huisnr", "hnr", "aothuisnummer", "pandhuisnummer", "081120"}),
    Role.HUISLETTER: frozenset({"huisletter", "aothuisletter", "pandhuisletter", "081130"}),
    Role.TOEVOEGING: frozenset(
        {"toevoeging", "huisnummertoevoeging", "aothuisnummertoevoeging", "pandhuisnummertoevoeging", "081140"}
        | {"toev", "huisnrtoevoeging", "huisnrtoev", "huisnummertoev"}
    ),
    Role.POSTCODE: frozenset({"postcode", "pc6", "aotpostcode", "pandpostcode", "081160"}),
    Role.WOONPLAATS: frozenset({"woonplaats", "woonplaatsnaam", "plaats", "plaatsnaam", "aotwoonplaatsnaam", "081170"}),
    Role.ADRES: frozenset(
        {"adres", "locatie", "volledigadres", "adresregel", "adresregel1", "bezoekadres", "vestigingsadres"}
        | {"straatenhuisnummer", "straatennummer", "straathuisnummer", "straatenhuisnr", "straatennr", "straatnr"}
    ),
    Role.X_RD: frozenset({"x", "xrd", "rdx", "xcoordinaat", "rijksdriehoekx", "geomx"}),
    Role.Y_RD: frozenset({"y", "yrd", "rdy", "ycoordinaat", "rijksdriehoeky", "geomy"}),
    Role.LON: frozenset({"lon", "lng", "longitude", "lengtegraad", "gpslongitude", "geomlon"}),
    Role.LAT: frozenset({"lat", "latitude", "breedtegraad", "gpslatitude", "geomlat"}),
}
_COORDINATES = (Role.X_RD, Role.Y_RD, Role.LON, Role.LAT)
_PERSON_NUMBER = re.compile(r"bsn|burgerservicenummer|\ba[-_ ]?nummer|^\d\d\.01\.[12]0$", re.IGNORECASE)
_SECRET = re.compile(r"geheim|afgeschermd", re.IGNORECASE)
_OF_PERSONS = re.compile(r"naam$|geboorte|telefoon|e_?mail|melder|contact|persoon", re.IGNORECASE)
_MORE_THAN_A_NUMBER = re.compile(r"\d+\s*-?\s*[a-zA-Z]\S*|\d+\s*-\s*\w+")
_NUMBER_LENGTH = 8
"""Whole numbers that all have so many digits or more name a thing (a firm, a case) and count nothing."""
_FEW = 20
"""So many different texts at most make a code."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a field seems to be: the keys of its definition beside `from`, and what a person must decide."""

    keys: Mapping[str, Any] = field(default_factory=dict)
    remark: str = ""


def guess_field(name: str, texts: Sequence[str]) -> Guess:
    """Return what a delivered field seems to be by its name and the texts of a sample, absent ones left out.

    >>> guess_field("datum", ["01-03-2026", "28-02-2026"]).keys
    {'type': 'date', 'formats': ['%d-%m-%Y']}
    """
    if _PERSON_NUMBER.search(name):
        return Guess({"type": "pseudonym", "sensitivity": "person"}, "a person's number is kept as a pseudonym only")
    if _SECRET.search(name):
        return Guess({}, "TE BESLISSEN: rows to be kept out? then name it under 'protected' and take it from here")
    plain = re.sub(r"[^a-z0-9]", "", _last_of(name).lower())
    role = next((role for role, names in _NAMES.items() if plain in names), None)
    if role is not None:
        return Guess(_of_role(role, texts))
    keys = next((found for guess in _GUESSES if (found := guess(texts))), {})
    if _OF_PERSONS.search(name):
        return Guess(keys | {"sensitivity": "person"}, "TE BESLISSEN: is it needed? else 'ignored' or 'refused'")
    return Guess(keys)


def _last_of(name: str) -> str:
    """Return the last part of a path in a record; a heading or an element number is no path.

    >>> _last_of("verblijfplaats.straat"), _last_of("Huisnr. toev."), _last_of("08.11.20")
    ('straat', 'Huisnr. toev.', '08.11.20')
    """
    is_path = not name[:1].isdigit() and " " not in name and not name.endswith(".")
    return name.rsplit(".", maxsplit=1)[-1] if is_path else name


def _of_role(role: Role, texts: Sequence[str]) -> dict[str, Any]:
    if role is Role.HUISNUMMER and any(_MORE_THAN_A_NUMBER.fullmatch(text) for text in texts):
        return {"role": Role.HUISNUMMER_GEHEEL.value}
    keys: dict[str, Any] = {"type": "decimal"} if role in _COORDINATES else {}
    return {**keys, "role": role.value}


def _bag_id(texts: Sequence[str]) -> dict[str, Any]:
    found = Counter(match.group(1) for text in texts if (match := _BAG_ID.fullmatch(text)))
    if not found or found.total() * 10 < len(texts) * 9:
        return {}
    role = _ID_ROLES.get(found.most_common(1)[0][0])
    return {"type": "bag_id"} | ({"role": role.value} if role else {})


def _date(texts: Sequence[str]) -> dict[str, Any]:
    if texts and all(_COMPACT_DATE.fullmatch(text) for text in texts):
        partly = any(text.endswith("00") for text in texts)
        return {"type": "partial_date"} if partly else {"type": "date", "formats": ["%Y%m%d"]}
    for form in _FORMATS:
        if texts and all(_reads(text, form) for text in texts):
            return {"type": "date"} | ({"formats": [form]} if form != _FORMATS[0] else {})
    return {}


def _reads(text: str, form: str) -> bool:
    try:
        return time.strptime(text, form).tm_year >= 1000
    except ValueError:
        return False


def _truth(texts: Sequence[str]) -> dict[str, Any]:
    found = set(texts)
    return {"type": "boolean"} if found and any(found <= words for words in _TRUTHS) else {}


def _number(texts: Sequence[str]) -> dict[str, Any]:
    if any(_ZEROS.fullmatch(text) for text in texts):
        return {"type": "code"}
    if texts and all(_WHOLE.fullmatch(text) for text in texts):
        lengths = {len(text) for text in texts}
        return {"type": "code" if len(lengths) == 1 and min(lengths) >= _NUMBER_LENGTH else "integer"}
    for sign, pattern in _DECIMAL.items():
        if any(sign in text for text in texts) and all(pattern.fullmatch(text) for text in texts):
            return {"type": "decimal"}
    return {}


def _code(texts: Sequence[str]) -> dict[str, Any]:
    found = set(texts)
    short = all(len(text) <= 40 for text in found)
    return {"type": "code"} if found and short and len(found) <= _FEW and len(texts) >= 5 * len(found) else {}


_GUESSES = (_bag_id, _date, _truth, _number, _code)
