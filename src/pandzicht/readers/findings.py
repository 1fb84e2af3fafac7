# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was found wrong in one delivered file: all of it, of which the first hundred are told."""

from __future__ import annotations

from pandzicht.errors import DeliveryFaults, Fault

SUBJECT = "the delivery"
SHOWN = 100
"""How many faults of one file are told; the rest is counted."""


class Findings:
    """The faults of one file, in the order in which they were found.

    A file within an archive is named from the delivered file inwards (`a.zip/b.csv`).

    >>> findings = Findings("a.zip/b.csv")
    >>> findings.add("line 2, column 1", "3 fields where the header has 2", "correct the line")
    >>> [str(fault) for fault in findings.faults]
    ['a.zip: b.csv, line 2, column 1: 3 fields where the header has 2; correct the line']
    """

    __slots__ = ("_faults", "_inner", "_more", "_outer")

    def __init__(self, name: str) -> None:
        self._outer, _, self._inner = name.partition("/")
        self._faults: list[Fault] = []
        self._more = 0

    def __len__(self) -> int:
        return len(self._faults) + self._more

    @property
    def name(self) -> str:
        """The name of the file, from the delivered file inwards."""
        return f"{self._outer}/{self._inner}" if self._inner else self._outer

    def add(self, place: str, found: str, remedy: str = "") -> None:
        """Note one fault at a place of the file; an empty place means the whole file."""
        if len(self._faults) < SHOWN:
            self._faults.append(self._fault(place, found, remedy))
        else:
            self._more += 1

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults to tell, with one more that counts those that are not told."""
        if not self._more:
            return tuple(self._faults)
        rest = self._fault("", f"{self._more:,} more faults that are not listed", "correct these first")
        return (*self._faults, rest)

    def stop(self, place: str, found: str, remedy: str = "") -> DeliveryFaults:
        """Note a fault after which the file cannot be read on, and return what is to be raised."""
        self.add(place, found, remedy)
        return DeliveryFaults(SUBJECT, self.faults)

    def raise_if_any(self) -> None:
        """Raise DeliveryFaults when anything was found."""
        if self._faults:
            raise DeliveryFaults(SUBJECT, self.faults)

    def _fault(self, place: str, found: str, remedy: str) -> Fault:
        within = ", ".join(part for part in (self._inner, place) if part)
        return Fault(self._outer, _printable(within), _printable(found), remedy)


def _printable(text: str) -> str:
    """Return a text that quotes what was delivered without the half signs that no screen can take."""
    return text.encode("utf-8", "backslashreplace").decode()
