# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The closed list of functions that an expression may call, with their types and where they may stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of value an expression gives."""

    NUMBER = "a number"
    DATE = "a date"
    CODE = "a code or text"
    BOOLEAN = "yes or no"
    LIST = "a list"
    PERIOD = "a period such as 'P12M'"
    NOTHING = "nothing"


class Place(StrEnum):
    """Where an expression stands."""

    ROW = "row"
    """The filter of an aggregate: over the fields of one source row."""
    SIGNAL = "signal"
    """The when of a signal: over the indicators of one address."""
    FRAME = "frame"
    """The frame of a check: over the indicators of one address."""


EVERYWHERE = frozenset(Place)
ROWS = frozenset({Place.ROW})
FRAMES = frozenset({Place.FRAME})


@dataclass(frozen=True, slots=True)
class Function:
    """One function: the kinds it takes, the kind it gives, and its places."""

    name: str
    takes: tuple[Kind, ...]
    gives: Kind
    places: frozenset[Place] = EVERYWHERE


FUNCTIONS = {
    function.name: function
    for function in (
        Function("binnen", (Kind.DATE, Kind.PERIOD), Kind.BOOLEAN),
        Function("ouder_dan", (Kind.DATE, Kind.PERIOD), Kind.BOOLEAN),
        Function("jaar", (Kind.DATE,), Kind.NUMBER),
        Function("in_lijst", (Kind.CODE, Kind.LIST), Kind.BOOLEAN),
        Function("begint_met", (Kind.CODE, Kind.CODE), Kind.BOOLEAN),
        Function("begint_met_een_van", (Kind.CODE, Kind.LIST), Kind.BOOLEAN),
        Function("bevat_code", (Kind.CODE, Kind.CODE), Kind.BOOLEAN),
        Function("geldig_op", (Kind.DATE,), Kind.BOOLEAN, ROWS),
        Function("mogelijk_geldig_op", (Kind.DATE,), Kind.BOOLEAN, ROWS),
        Function("nieuw_geleverd", (), Kind.BOOLEAN, ROWS),
        Function("bezocht_binnen", (Kind.PERIOD,), Kind.BOOLEAN, FRAMES),
    )
}

AGGREGATES = {
    "sum": (Kind.NUMBER,),
    "min": (Kind.NUMBER,),
    "max": (Kind.NUMBER,),
    "mediaan": (Kind.NUMBER,),
    "nieuwste": (Kind.CODE, Kind.DATE),
}
"""Aggregates beside count; min, max and nieuwste also take dates and codes."""
