# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Units within a building in seven regional styles, and the ways in which each is written down."""

from __future__ import annotations

from dataclasses import dataclass

Unit = tuple[str, str]
"""Letter and addition, each '' when there is none."""

_ROMAN = ("HS", "I", "II", "III", "IV", "V")


@dataclass(frozen=True, slots=True)
class UnitStyle:
    """One style: the units of the largest building, in their order, and how many a building has at least and at most.

    Where `bare` is true the number itself is the first unit (12, 12 A, 12 B).
    """

    units: tuple[Unit, ...]
    least: int
    bare: bool = False

    def of(self, size: int) -> tuple[Unit, ...]:
        """Return the units of a building of a size."""
        return self.units[:size]


def _letters(count: int) -> tuple[Unit, ...]:
    return tuple((chr(65 + at), "") for at in range(count))


_BARE: Unit = ("", "")
STYLES = (
    UnitStyle((_BARE, *_letters(9)), least=2, bare=True),
    UnitStyle(_letters(8), least=2),
    UnitStyle((("", "H"), ("", "1"), ("", "2"), ("", "3"), ("", "4")), least=2),
    UnitStyle(tuple(("", roman) for roman in _ROMAN), least=2),
    UnitStyle(tuple(("", f"{side}{at:02}") for side in "AB" for at in range(1, 9)), least=4),
    UnitStyle((_BARE, ("", "BS"), ("", "BSA"), ("", "BSB")), least=2, bare=True),
    UnitStyle((("", "RD"), ("", "ZW")), least=2),
    UnitStyle(tuple(("", str(at)) for at in range(1, 31)), least=3),
    UnitStyle(tuple((side, str(at)) for side in "ABC" for at in range(1, 5)), least=4),
)
"""The seven styles; letters come with and without a bare number, and with a running number behind them."""

SHARES = (0.28, 0.07, 0.14, 0.15, 0.09, 0.06, 0.05, 0.10, 0.06)
"""Share of the neighbourhoods in which each style rules."""

_OTHER_WORDS = {
    "HS": ("huis", "hs.", "bg"), "I": ("1", "1hg", "1 hoog"), "II": ("2", "2hg", "2 hoog"), "III": ("3", "3 hg"),
    "IV": ("4", "4hg"), "V": ("5",), "H": ("huis", "hs"), "BS": ("bis",), "BSA": ("bis A", "bisA"),
    "BSB": ("bis B",), "RD": ("rood", "r"), "ZW": ("zwart", "zw."), "1": ("1hg", "1e"), "2": ("2hg", "2e"),
    "3": ("3hg", "3e"), "4": ("4hg",),
}  # fmt: skip


def plain_texts(unit: Unit) -> tuple[str, ...]:
    """Return how a unit is written behind its number when it is written as it is.

    >>> plain_texts(("A", "1"))
    ('A-1', ' A-1', '-A-1', 'a-1')
    """
    letter, addition = unit
    if letter and addition:
        return (
            f"{letter}-{addition}",
            f" {letter}-{addition}",
            f"-{letter}-{addition}",
            f"{letter.lower()}-{addition}",
        )
    if letter:
        return (letter, letter.lower(), f" {letter}", f"-{letter}", f" {letter.lower()}")
    if not addition:
        return ("",)
    glued = () if addition[0].isdigit() else (addition.lower(),)
    return (f"-{addition}", f" {addition}", f"/{addition}", f" {addition.lower()}", *glued)


def other_texts(unit: Unit) -> tuple[str, ...]:
    """Return other words for an addition, as it stands alone: 'huis' for HS, '1 hoog' for I, 'A1' for A01.

    >>> other_texts(("", "A01")), other_texts(("A", ""))
    (('A1', 'A-1'), ())
    """
    letter, addition = unit
    if letter or not addition:
        return ()
    if len(addition) == 3 and addition[1] == "0":
        return (f"{addition[0]}{addition[2]}", f"{addition[0]}-{addition[2]}")
    return _OTHER_WORDS.get(addition, ())


def joined(unit: Unit) -> str:
    """Return a unit as one key."""
    return "".join(unit)
