# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a text in the box finds, answered while it is typed: at most ten things, the likeliest first.

An answer about addresses is a public fact of the BAG; of what may not be seen there is nothing in it, nor in a number.
The audit log says that somebody searched, never what was typed: that may be a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from pandzicht.definitions.action import Action
from pandzicht.language import Language, message, speaker
from pandzicht.runs.opened import OpenRun
from pandzicht.searching.address_index import AddressIndex, Numbers
from pandzicht.searching.address_search import addresses_meant, in_order, streets_meant
from pandzicht.searching.asked import LONGEST, begun_postcode
from pandzicht.searching.case_numbers import cases_numbered
from pandzicht.searching.found import Found, Kind
from pandzicht.searching.owners import owners_named
from pandzicht.searching.streets import begun_with

MOST = 10
SHARE = 7
"""How many of one kind go before the first of the next."""
SHORTEST = 2
SHORTEST_ID, WHOLE_ID = 10, 16
"""Digits from which a number is looked for among the ids."""
_PHASES = {"toekomstig": message("not there yet"), "ingetrokken": message("no longer there")}


def search(run: OpenRun, text: str, language: Language = Language.NL) -> tuple[Found, ...]:
    """Return what a text means, the likeliest first; nothing for less than two signs.

    Owners and numbers of cases are found only for a purpose that opens them, and then that is logged.
    """
    run.operation.allows(Action.SEARCH)
    text = text.strip()[:LONGEST]
    if len(text) < SHORTEST:
        return ()
    box = _Box(run, language)
    parts = [list(islice(part, MOST)) for part in (box.ids(text), box.cases(text), box.postcodes(text))]
    parts += [list(islice(part, MOST)) for part in (box.addresses(text), box.streets(text))]
    parts += [list(islice(part, MOST)) for part in (box.owners(text), box.names(text))]
    first = [found for part in parts for found in part[:SHARE]]
    rest = [found for part in parts for found in part[SHARE:]]
    return tuple(dict.fromkeys([*first, *rest]))[:MOST]


class _Box:
    """One search of one run, on behalf of somebody."""

    def __init__(self, run: OpenRun, language: Language) -> None:
        self._run = run
        self.language = language
        self.say = speaker(language)
        self._index: AddressIndex = run.tables.once(AddressIndex)
        self._seen = run.seen

    def ids(self, text: str) -> Iterator[Found]:
        """Yield the object, the place or the pand with an id, of which the first digits may do."""
        number = self._run.book.numbers.get(text)
        if number is not None and self._seen[number]:
            yield self._address(number)
        digits = "".join(text.split())
        if not (digits.isdecimal() and SHORTEST_ID <= len(digits) <= WHOLE_ID):
            return
        open_end = 10 ** (WHOLE_ID - len(digits))
        least = int(digits) * open_end
        for key in self._index.objects.keys_from(least, least + open_end, MOST):
            yield from (self._address(at) for at in self._shown(self._index.objects.of(key)) if at != number)
        for key in self._index.panden.keys_from(least, least + open_end, MOST):
            yield from self._pand(key)

    def cases(self, text: str) -> Iterator[Found]:
        """Yield the addresses of which a source has a row with this number."""
        for case in cases_numbered(self._run, text):
            found, source = self._address(case.address_no), self._run.catalogue.sources[case.source]
            told = f"{source.label.in_(self.language)} {case.number}"
            yield replace(found, kind=Kind.CASE, sublabel=f"{found.sublabel}; {told}")

    def postcodes(self, text: str) -> Iterator[Found]:
        """Yield the postcodes that begin with what is typed."""
        begun = begun_postcode(text)
        for place in begun_with(self._index.postcodes, begun) if begun else ():
            here = self._shown(self._index.by_postcode.of(place))
            if here:
                postcode = self._index.postcodes[place]
                streets = dict.fromkeys(self._index.street_labels[self._index.street_of[at]] for at in here)
                yield Found(Kind.POSTCODE, postcode, f"{', '.join(streets)}, {self._counted(here)}", postcode)

    def addresses(self, text: str) -> Iterator[Found]:
        """Yield the addresses that a text with a house number means."""
        far = addresses_meant(self._index, text)
        yield from (self._address(at) for at in in_order(self._index, far, self._seen, MOST))

    def streets(self, text: str) -> Iterator[Found]:
        """Yield the streets that a text means, and the first addresses of a street that stands alone."""
        far = streets_meant(self._index, text)
        nearest = sorted(far, key=lambda street: (far[street], street))
        there = ((street, self._shown(self._index.by_street.of(street))) for street in nearest)
        found = list(islice(((street, here) for street, here in there if here), MOST))
        for street, here in found:
            if self._index.number_of[here[0]] < 0:
                yield from map(self._address, here)
            else:
                label = self._index.street_labels[street]
                town = self._index.town_labels[street] or ""
                yield Found(Kind.STREET, label, ", ".join(filter(None, (town, self._counted(here)))), label)
        if len(found) == 1:
            yield from (self._address(at) for at in found[0][1] if self._index.number_of[at] >= 0)

    def owners(self, text: str) -> Iterator[Found]:
        """Yield the legal persons that a text names."""
        for owner in owners_named(self._run, text, MOST):
            count = self.say("{count} address", "{count} addresses", count=owner.addresses)
            yield Found(Kind.OWNER, owner.name, count, owner.key)

    def names(self, text: str) -> Iterator[Found]:
        """Yield the runs and selections of which the name begins with a text."""
        space = self._run.workspace
        for kind, folder, told in (
            (Kind.RUN, space.runs, self.say("comparison")),
            (Kind.SELECTION, space.selections, self.say("selection")),
        ):
            paths = folder.iterdir() if folder.is_dir() else ()
            begun = (path for path in paths if path.name.startswith(text.lower()))
            for name in sorted(path.name for path in begun if path.is_dir()):
                yield Found(kind, name, told, name)

    def _shown(self, addresses: Numbers) -> Sequence[int]:
        found: list[int] = addresses[self._seen[addresses]].tolist()
        return found

    def _counted(self, addresses: Sequence[int]) -> str:
        return self.say("{count} address", "{count} addresses", count=len(addresses))

    def _pand(self, key: int) -> Iterator[Found]:
        here = self._shown(self._index.panden.of(key))
        if here:
            first = self._address(here[0])
            told = f"{first.label}, {self._counted(here)}" if len(here) > 1 else first.label
            yield Found(Kind.PAND, f"{key:0{WHOLE_ID}}", self.say("building: {what}", what=told), f"{key:0{WHOLE_ID}}")

    def _address(self, number: int) -> Found:
        row = self._run.addresses.slice(number, 1).select(_SHOWN).to_pylist()[0]
        end = " ".join(filter(None, (row["postcode"], row["woonplaats"])))
        line = str(row["adres"]).removesuffix(f", {end}")
        phase = _PHASES.get(row["levensfase"])
        told = ", ".join(filter(None, (end, self.say(phase) if phase else "")))
        return Found(Kind.ADDRESS, line, told, row["address_id"])


_SHOWN = ["address_id", "adres", "postcode", "woonplaats", "levensfase"]
