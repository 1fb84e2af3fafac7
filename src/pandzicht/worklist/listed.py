# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A check of an open run as it is listed for whoever asks: its units, and all that a filter or a row looks at."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from pandzicht.definitions.reads import LAST_VISIT
from pandzicht.exports.audience import Audience
from pandzicht.governance.stops import stop_of
from pandzicht.language import Language, speaker
from pandzicht.runs.channel_mark import refuse_after_term
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.wide import CheckOfRun
from pandzicht.worklist.criteria import Order
from pandzicht.worklist.facts import UnitFacts, facts_of
from pandzicht.worklist.neighbourhoods import neighbourhoods
from pandzicht.worklist.statuses import drawn_units, new_units
from pandzicht.worklist.units import Bools, Numbers, Sighted


class ListedCheck:
    """One check of an open run, held against its purpose before anything of it is listed."""

    def __init__(self, run: OpenRun, check: str, language: Language = Language.NL) -> None:
        """Raise NotFound for a check that did not run, PurposeMissing, NotAvailable for a channel past its term."""
        self.run = run
        self.subject = CheckOfRun(run, check, Audience.ANALIST, language)
        refuse_after_term(run.manifest, run.today)
        self.language = language
        self.say = speaker(language)
        signals = self.subject.signals
        disputed = tuple((name, numbers) for name, numbers in sorted(run.disputed.items()) if name in signals)
        self.sighted = Sighted(check, disputed, *run.sighted)
        self.facts: UnitFacts = run.tables.once(facts_of, self.sighted)
        self.units = self.facts.units
        self.neighbourhoods = neighbourhoods(run)

    @cached_property
    def stopped(self) -> str:
        """Why the check was stopped: then its points and signals are not used and not shown; empty while it was not."""
        stop = stop_of(self.run.operation, self.sighted.check)
        return stop.reason if stop else ""

    @property
    def signals(self) -> tuple[str, ...]:
        """The signals that may be used and shown."""
        return () if self.stopped else self.subject.signals

    @property
    def tells_visits(self) -> bool:
        """Whether the check reads when an address was last visited."""
        return LAST_VISIT in self.subject.indicators

    @cached_property
    def new(self) -> Bools | None:
        """Which units are new since the comparison before; None when there was none."""
        return None if self.stopped else new_units(self.run, self.sighted)

    @cached_property
    def drawn(self) -> Bools:
        """Which units are in a kept selection of the check."""
        return drawn_units(self.run, self.sighted)

    def order(self, asked: Order) -> Numbers:
        """Return the positions of all units in an order; that of the check is not used while it is stopped."""
        if self.stopped and asked in {Order.PLACE, Order.NEW}:
            asked = Order.ADDRESS
        if asked is Order.NEW and self.new is not None:
            return np.argsort(~self.new, kind="stable")
        places = np.arange(self.units.count)
        return places if asked in {Order.PLACE, Order.NEW} else self.facts.orders.get(asked, places)
