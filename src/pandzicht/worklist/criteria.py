# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody asks of a worklist: which units, in which order, which page; it is the query string of the page.

Of one sort (areas, kinds, owners) one of what is asked is enough; of several sorts each must hold. A pand answers to a
filter when one of its addresses in the frame does. Filters by kind know what the BAG permits a building for, and not
how people live in it (a berth, a pitch): nobody is to be singled out by that.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, ValidationError, model_validator
from pydantic_core import ErrorDetails

from pandzicht.addresses.drawn import MOST_CORNERS, Drawn, drawn
from pandzicht.definitions.words import Definition, Name
from pandzicht.errors import Fault, FaultsError
from pandzicht.language import message

MOST_ASKED = 200
"""Values in one query string."""
_VALUE = r"^(-?\d{1,15}(\.\d{1,4})?|\d{4}-\d\d-\d\d)?$"
"""A number or a day."""
Asked = TypeVar("Asked", bound="Criteria")
Item = TypeVar("Item")


class CriteriaFaults(FaultsError):
    """A list cannot be filtered or ordered as it was asked."""

    heading = message("The list cannot be shown like this; nothing was shown.")


class Told(StrEnum):
    """What a signal says of a unit on a list."""

    YES = "yes"
    UNKNOWN = "unknown"
    DISPUTED = "disputed"


class Status(StrEnum):
    """How a unit stands on a list."""

    NEW = "new"
    """No signal was yes in the comparison before, and one is now."""
    DRAWN = "drawn"
    """It is in a selection of the check."""
    DISPUTED = "disputed"
    """A signal of it is disputed."""


class Owner(StrEnum):
    """Of what sort an owner is, where an indicator of the check tells it; of natural persons nothing is told."""

    LEGAL_PERSON = "legal_person"
    HOUSING_CORPORATION = "housing_corporation"
    NO_LEGAL_PERSON = "no_legal_person"


class Order(StrEnum):
    """In which order a list stands."""

    PLACE = "place"
    """That of the check: most points first."""
    ADDRESS = "address"
    """As one walks past."""
    LAST_VISIT = "last_visit"
    """Never visited first, then the longest ago."""
    NEW = "new"
    """What is new since the comparison before first, each in the order of the check."""


class Says(Definition):
    """One signal and what it says: `overbewoning:yes` in a query string."""

    signal: Name
    answer: Told

    def __str__(self) -> str:
        return f"{self.signal}:{self.answer}"


class Between(Definition):
    """An indicator between two values, both included, one of which may be left open: `bewoners_aantal:4..`."""

    indicator: Name
    least: str = Field(default="", pattern=_VALUE)
    most: str = Field(default="", pattern=_VALUE)

    @model_validator(mode="after")
    def _closed(self) -> Between:
        if not self.least and not self.most:
            raise ValueError("both ends are open")
        return self

    def __str__(self) -> str:
        return f"{self.indicator}:{self.least}..{self.most}"


def _said(text: object) -> object:
    signal, _, answer = str(text).partition(":")
    return text if isinstance(text, Says) else {"signal": signal, "answer": answer or Told.YES}


def _between(text: object) -> object:
    indicator, _, ends = str(text).partition(":")
    least, dots, most = ends.partition("..")
    ends_told = {"least": least, "most": most if dots else least}
    return text if isinstance(text, Between) else {"indicator": indicator, **ends_told}


def _shape(told: object) -> object:
    return drawn(told) if isinstance(told, str) else told


def _set(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return items in one order, each once: what is asked in another order is the same."""
    return tuple(sorted(set(items), key=str))


def _plain(text: str) -> str:
    return " ".join(text.split())


_AsText = PlainSerializer(str, return_type=str)
_Set = AfterValidator(_set)
_Says = Annotated[Says, BeforeValidator(_said), _AsText]
_Between = Annotated[Between, BeforeValidator(_between), _AsText]
_Drawn = Annotated[Drawn, BeforeValidator(_shape), _AsText]
_Text = Annotated[str, AfterValidator(_plain), Field(max_length=100)]


class Criteria(Definition):
    """Which units of a check, in which order, which page of them. A field says what to write for it."""

    areas: Annotated[tuple[_Text, ...], _Set] = Field(
        default=(), alias="area", description="write the code of a buurt, wijk or municipality, or the name of a buurt"
    )
    signals: Annotated[tuple[_Says, ...], _Set] = Field(
        default=(), alias="signal", description="write SIGNAL:yes, SIGNAL:unknown or SIGNAL:disputed"
    )
    every: bool = Field(default=False, description="write yes to ask for all of the signals, else one is enough")
    ranges: Annotated[tuple[_Between, ...], _Set] = Field(
        default=(), alias="range", description="write INDICATOR:LEAST..MOST, a number or a day; one may be left out"
    )
    statuses: Annotated[tuple[Status, ...], _Set] = Field(
        default=(), alias="status", description=f"write {', '.join(Status)}"
    )
    owners: Annotated[tuple[Owner, ...], _Set] = Field(
        default=(), alias="owner", description=f"write {', '.join(Owner)}"
    )
    kinds: Annotated[tuple[_Text, ...], _Set] = Field(
        default=(), alias="kind", description="write a use as the BAG has it, such as woonfunctie"
    )
    not_visited: int = Field(default=0, ge=0, le=600, description="write a number of months")
    drawn: _Drawn | None = Field(
        default=None, description=f"write 3 to {MOST_CORNERS} corners, as in 4.31 52.07,4.32 52.07,4.32 52.08"
    )
    """Within a shape on the map."""
    text: _Text = Field(default="", description="write a part of an address or postcode, up to 100 signs")
    order: Order = Field(default=Order.PLACE, description=f"write {', '.join(Order)}")
    page: int = Field(default=1, ge=1, le=1_000_000, description="write a number from 1")
    size: int = Field(default=50, ge=1, le=200, description="write how many units a page has, up to 200")

    @property
    def query(self) -> str:
        """The query string that says the same; empty for the list as it is."""
        told = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return urlencode([(key, _written(item)) for key, value in told.items() for item in _listed(value)])

    @property
    def sorts(self) -> tuple[str, ...]:
        """The sorts of filters that are asked, by the names of their fields."""
        return tuple(name for name in FILTERS if getattr(self, name))


FILTERS = ("areas", "signals", "ranges", "statuses", "owners", "kinds", "not_visited", "drawn", "text")
"""The fields by which units are filtered; the others say how they are shown."""


def asked_in(query: str, kind: type[Asked]) -> Asked:
    """Return what a query string asks; what is empty is not asked. Raises CriteriaFaults with all that is wrong.

    >>> asked_in("signal=overbewoning&signal=leeg:unknown&range=bewoners_aantal:4..&page=2&text=", Criteria).query
    'signal=leeg%3Aunknown&signal=overbewoning%3Ayes&range=bewoners_aantal%3A4..&page=2'
    """
    try:
        pairs = parse_qsl(query.removeprefix("?"), errors="strict", max_num_fields=MOST_ASKED)
    except ValueError as error:
        raise CriteriaFaults("filter", [Fault("filter", "", str(error), "write KEY=VALUE&KEY=VALUE")]) from error
    many = {field.alias for field in kind.model_fields.values() if field.default == ()}
    given: dict[str, Any] = {}
    for key, value in pairs:
        if key in many or key in given:
            given[key] = [*_listed(given.get(key, [])), value]
        else:
            given[key] = value
    return checked(given, kind)


def checked(given: Mapping[str, Any], kind: type[Asked]) -> Asked:
    """Return what is asked by the names of a query string; raise CriteriaFaults with all that is wrong."""
    try:
        return kind.model_validate(given, by_alias=True, by_name=False)
    except ValidationError as error:
        remedies = {field.alias or name: field.description or "" for name, field in kind.model_fields.items()}
        faults = dict.fromkeys(_fault(found, given, remedies) for found in error.errors())
        raise CriteriaFaults("filter", faults) from error


def _fault(found: ErrorDetails, given: Mapping[str, Any], remedies: Mapping[str, str]) -> Fault:
    key, *rest = found["loc"]
    if found["type"] == "extra_forbidden":
        return Fault("filter", str(key), "is nothing that can be asked", f"known are {', '.join(remedies)}")
    value = given.get(str(key), "")
    position = rest[0] if rest else None
    told = value[position] if isinstance(position, int) and isinstance(value, list) else value
    return Fault("filter", str(key), f"'{_written(told)}' cannot be read", remedies[str(key)])


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _written(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "yes" if value is True else str(value)
