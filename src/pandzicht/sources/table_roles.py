# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the columns of any table mean for finding its addresses, and which of them may not be used at all.

The meaning of a column is guessed as in the draft of a source, unless somebody says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.definitions.admission import NO_ANSWERS, Answers, kept_out
from pandzicht.definitions.refused import Admission
from pandzicht.definitions.source import FieldType, Role
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.delivered import PLACE_COLUMNS
from pandzicht.sources.draft_field import guess_field

SAMPLE = 5_000
_NUMBER = re.compile(r"\d{8,9}")
_SURE_FROM = 5
"""Different numbers from which it is no chance that nearly all of them pass a check that one in eleven passes."""
ENOUGH = frozenset(
    {Role.OBJECT_ID, Role.NUMMERAANDUIDING_ID, Role.PAND_ID, Role.STRAAT, Role.POSTCODE, Role.ADRES}
)  # fmt: skip
"""Of these at least one must be there, or no row says where it is."""
_PERSON_NUMBER = "a person's number, which a source may keep as a pseudonym only"


@dataclass(frozen=True, slots=True)
class TableRoles:
    """What the columns of a table mean: role -> column in `of`, and in `refused` why some may not be used.

    `unsure` are the columns that wait for an answer and are left out until there is one, with the reason.
    """

    of: Mapping[Role, str]
    refused: Mapping[str, str]
    unsure: Mapping[str, str] = field(default_factory=dict)
    told: frozenset[Role] = frozenset()
    """The roles that somebody said; the others are guessed."""


def roles_of(table: pa.Table, given: Sequence[str], *, file: str, answers: Answers = NO_ANSWERS) -> TableRoles:
    """Return what the columns of a table of text mean; `given` says it as `ROLE=COLUMN`, or `ROLE=` for none.

    A column with a role is part of an address, whatever its name; any other that the gate for names is not sure of is
    left out until somebody has answered.

    Raises DeliveryFaults with everything that is wrong in what was given, or when no column says an address.
    """
    columns = [name for name in table.column_names if name not in PLACE_COLUMNS]
    samples = {name: _sample(table[name]) for name in columns}
    out = kept_out(columns, answers)
    refused = {name: _PERSON_NUMBER for name in columns if _is_person_number(name, samples[name])}
    refused |= {name: str(found) for name, found in out.items() if found.admission is Admission.REFUSED}
    refused = {name: refused[name] for name in columns if name in refused}
    pairs = [_said(text, columns) for text in given]
    faults = list(_wrong(pairs, columns, refused, file))
    if faults:
        raise DeliveryFaults(f"the columns of {file}", faults)
    told = {Role(pair.role): pair.column for pair in pairs}
    taken = set(told.values())
    found: dict[Role, str] = {}
    for name in columns:
        role = guess_field(name, samples[name]).keys.get("role")
        if role and name not in taken | set(refused) and Role(role) not in {*told, *found}:
            found[Role(role)] = name
    found |= {role: column for role, column in told.items() if column}
    if not ENOUGH & set(found):
        raise DeliveryFaults(f"the columns of {file}", [_nothing_found(columns, refused, file)])
    unsure = {name: str(out[name]) for name in out if name not in {*refused, *found.values()}}
    of = {role: found[role] for role in Role if role in found}
    return TableRoles(of, refused, unsure, frozenset(told) & set(found))


def _sample(column: pa.ChunkedArray) -> list[str]:
    texts = pc.utf8_trim_whitespace(pc.drop_null(column).slice(0, SAMPLE)).to_pylist()
    return [text for text in texts if text]


def _is_person_number(name: str, texts: Sequence[str]) -> bool:
    return guess_field(name, texts).keys.get("type") == FieldType.PSEUDONYM or are_person_numbers(name, texts)


def are_person_numbers(name: str, texts: Sequence[str]) -> bool:
    """Tell whether a column holds burgerservicenummers under another name, by the check that each of them passes.

    The numbers of legal persons pass it too, and are none when their column says so.
    """
    numbers = [text for text in texts if _NUMBER.fullmatch(text)]
    found = set(numbers)
    if len(found) < _SURE_FROM or len(numbers) < 0.9 * len(texts) or "rsin" in name.casefold():
        return False
    passing = sum(_passes(text.rjust(9, "0")) for text in found)
    return passing >= 0.9 * len(found)


def _passes(number: str) -> bool:
    """Tell whether nine digits pass the check of a burgerservicenummer.

    >>> _passes("999993653"), _passes("999993654")
    (True, False)
    """
    weighed = sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), number, strict=True))
    return weighed % 11 == 0


@dataclass(frozen=True, slots=True)
class _Said:
    """What somebody said of one role, `text`: the column as the table has it, in whatever capitals it was written."""

    text: str
    role: str
    column: str

    @property
    def is_pair(self) -> bool:
        return "=" in self.text and bool(self.role)


def _said(text: str, columns: Sequence[str]) -> _Said:
    role, _, column = (part.strip() for part in text.partition("="))
    spelled = {name.strip().casefold(): name for name in columns}
    return _Said(text, role, spelled.get(column.casefold(), column))


def _wrong(pairs: Sequence[_Said], columns: Sequence[str], refused: Mapping[str, str], file: str) -> Iterator[Fault]:
    """Yield what is wrong in what was said of the columns."""
    for at, pair in enumerate(pairs):
        place, column = f"--role {pair.text}", pair.column
        if not pair.is_pair:
            yield Fault(file, place, "is not ROLE=COLUMN", "write for instance --role straat=Straatnaam")
            continue
        if pair.role not in set(Role):
            yield Fault(file, place, f"'{pair.role}' is not a role", f"known are {', '.join(Role)}")
        if pair.role in {earlier.role for earlier in pairs[:at]}:
            yield Fault(file, place, f"role '{pair.role}' is given twice", "keep one of them")
        if column and column in {earlier.column for earlier in pairs[:at]}:
            yield Fault(file, place, f"column '{column}' has a role already", "keep the one that says most")
        if column in refused:
            yield Fault(file, place, f"column '{column}' may not be used ({refused[column]})", "name another column")
        elif column and column not in columns:
            yield Fault(file, place, f"there is no column '{column}'", f"there are {_listed(columns)}")


def _nothing_found(columns: Sequence[str], refused: Mapping[str, str], file: str) -> Fault:
    usable = [name for name in columns if name not in refused]
    return Fault(
        file,
        "",
        f"no column is recognised as (part of) an address; there are {_listed(usable)}",
        "say which is which, for instance --role straat=COLUMN --role huisnummer=COLUMN, or --role adres=COLUMN "
        f"(roles: {', '.join(Role)})",
    )


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in columns) or "none"
