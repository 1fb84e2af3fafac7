# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a check, a signal or a source does not run on a day: what is missing, what has ended, what nobody verified."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.bases import Bases, bases_of_check, bases_of_signal, unverified
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.reads import sources_of_signal
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.words import Text


@dataclass(frozen=True, slots=True)
class Stops:
    """The stops of a catalogue for one comparison: of a channel or the municipality, valid on, carried out on a day."""

    catalogue: Catalogue
    on: date
    today: date
    demo: bool
    channel: str | None = None

    def of_check(self, check: Check) -> Text | None:
        """Return why a check does not run, None when it does."""
        if check.channel != self.channel:
            return _of_another(check.channel)
        if check.missing:
            return _incomplete(check.missing)
        if check.last_day is not None and check.last_day < self.on:
            return _ended(check.last_day)
        closed = self._closed(check.channel)
        return closed or (None if self.demo else _unverified(bases_of_check(self.catalogue, check)))

    def of_signal(self, signal: Signal) -> Text | None:
        """Return why a signal does not run, None when it does."""
        for name in sorted(sources_of_signal(self.catalogue, signal.signal)):
            if stopped := self.of_source(name):
                return stopped
        if signal.missing:
            return _incomplete(signal.missing)
        if signal.ends_on is not None and signal.ends_on < self.on:
            return _ended(signal.ends_on)
        return None if self.demo else _unverified(bases_of_signal(self.catalogue, signal))

    def of_source(self, name: str) -> Text | None:
        """Return why a source is not read, None when it is."""
        source = self.catalogue.sources[name]
        if not source.is_supplied:
            return Text.of("source '{source}' has no lawful basis for its supply", source=name)
        return self._closed(source.channel)

    def _closed(self, name: str | None) -> Text | None:
        """Return why a channel is closed: on the peildatum or on the day itself its term has not begun or is over."""
        if name is None:
            return None
        channel = self.catalogue.channels[name]
        if channel.is_open(self.on) and channel.is_open(self.today):
            return None
        term = {"channel": name, "start": channel.starts_on, "end": channel.ends_on}
        return Text.of("channel '{channel}' is closed: it runs from {start} to {end}", **term)


def _of_another(channel: str | None) -> Text:
    if channel is None:
        return Text.of("is the municipality's own: it is not compared within a channel")
    return Text.of("belongs to channel '{channel}', which has runs of its own", channel=channel)


def _incomplete(missing: Iterable[str]) -> Text:
    return Text.of("cannot be activated without {missing}", missing=", ".join(missing))


def _ended(day: date) -> Text:
    return Text.of("ended on {day}: it must be approved again", day=day)


def _unverified(bases: Bases) -> Text | None:
    names = unverified(bases)
    if not names:
        return None
    return Text.of(
        "the legal basis of {names} is not verified; an unverified basis runs only in a demo", names=", ".join(names)
    )
