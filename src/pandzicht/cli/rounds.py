# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rounds in the made-up city: a month's deliveries, a comparison, a selection, its handover, and visits.

Each act is done at the desk by an account that may do it: who draws does not hand over, and inspectors get what was
handed over, which tells nothing of how it was drawn. A round that was cut off is taken up where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from pandzicht.cli.desk import door_at
from pandzicht.cli.learned_round import show_learned
from pandzicht.cli.output import Tell
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.exports.yield_words import said_ratio
from pandzicht.governance.accounts import account_named, accounts, grant_role, make_account
from pandzicht.governance.actor import Grant
from pandzicht.governance.desk import Desk
from pandzicht.governance.folder_in_force import follow
from pandzicht.governance.handover import hand_over, open_handover
from pandzicht.governance.subject import Kind, Subject
from pandzicht.modelcity.later_month import City, send_inspectors, write_month
from pandzicht.ranking.selection import Ask
from pandzicht.ranking.yield_estimate import Yield
from pandzicht.runs.finding import purposes_of
from pandzicht.runs.handed import told_of_handing, what_is_handed
from pandzicht.runs.opened import open_run
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.rounds import rounds_of
from pandzicht.runs.run import carry_out_run
from pandzicht.runs.selecting import KeptSelection, kept_selection, listed_units, select
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.state_database import moment
from pandzicht.store.workspace import Workspace

MOST_ROUNDS = 12
"""A year: the checks of the demo have to be approved again after that."""
SHARE, FEWEST, MOST = 0.015, 20, 200
"""The part of a frame that a round proposes, and between which sizes: what inspectors can visit in a month."""
COORDINATOR, INSPECTOR = "demo-coordinator", "demo-toezichthouder"
"""Colleagues of the demo: who hands lists over, and who goes to the door."""
AfterRound = Callable[["Rounds", int], None]
"""Called when the outcomes of a round are in a run: with the rounds and the number of the round."""
Load = Callable[[Catalogue, Path, int], None]
"""Loads what is listed in a folder of deliveries, in the month of that number."""


def nothing_more(_rounds: Rounds, _number: int) -> None:
    """Do nothing after a round: the rounds of a demo in which nothing is learned."""


@dataclass(frozen=True, slots=True)
class RoundYield:
    """What one round gave: its number, day, selection, the yield with its intervals, and what was learned after it."""

    number: int
    on: str
    selection: str
    gave: Yield
    learned: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Rounds:
    """Rounds of one check in one city, as they are carried out by a desk and its colleagues."""

    workspace: Workspace
    desk: Desk
    city: City
    check: str
    load: Load
    tell: Tell
    after_round: AfterRound = nothing_more

    def colleague(self, name: str, role: str) -> Desk:
        """Return the desk of a colleague, who gets an account with a role from whoever runs the demo."""
        door = door_at(self.workspace, self.desk.origin)
        if not door.desk(name).actor.grants:
            act = self.desk.operation(Action.ADMINISTER, Subject(Kind.ACCOUNT, name))
            with act as operation, operation.change() as transaction:
                at = moment(self.desk.clock())
                if name not in {item.account for item in accounts(transaction)}:
                    make_account(transaction, name, person=name, name=name, at=at)
                found = account_named(transaction, name)
                grant_role(transaction, found, Grant(role), self.desk.roles, by=self.desk.actor, at=at)
        return door.desk(name)

    def carry_out(self, count: int) -> list[KeptSelection]:
        """Carry out rounds up to a number, and return their selections; rounds that are done stay as they are."""
        for number in range(1, count + 1):
            if not self.account(number).get("done"):
                self._round(number)
        return [kept_selection(self.workspace, self.account(number)["selection"]) for number in range(1, count + 1)]

    def _round(self, number: int) -> None:
        kept = self._drawn(number)
        self._hand_over(kept)
        self.tell("inspectors", 0.0)
        send_inspectors(self.city, number, self.check, self._addresses(kept))
        self.compare(number + 1)
        self.after_round(self, number)
        self.keep(number, {"done": True})

    def compare(self, month: int) -> str:
        """Load what a month delivers and compare on its day, by the definitions in force; return the run."""
        follow(self.desk, self.workspace.catalogue)
        catalogue = sound_catalogue(self.workspace.catalogue, readers=known_readers())
        if month > 1:
            self.load(catalogue, write_month(self.city, month), month)
        day = self.city.day(month)
        plan = plan_run(self.workspace, catalogue, Dates(day, day), self.city.seed)
        with self.desk.operation(Action.RUN, Subject(Kind.RUN, plan.run_id), plan.purposes) as operation:
            carry_out_run(plan, operation, threads=2, progress=self.tell)
        return plan.run_id

    def _drawn(self, number: int) -> KeptSelection:
        """Return the selection of a round: drawn now, or when the round began before it was cut off."""
        known = self.account(number).get("selection")
        if known:
            return kept_selection(self.workspace, known)
        run_id = self.compare(number)
        purposes = purposes_of(self.workspace, run_id, [self.check])
        with self.desk.operation(Action.SELECT, Subject(Kind.CHECK, self.check), purposes) as operation:
            run = open_run(self.workspace, operation, run_id)
            frame = pc.sum(pc.equal(run.ranking["check"], self.check)).as_py() or 0
            kept = select(run, self.check, Ask(size=round_size(frame), seed=self.city.seed * 100 + number))
        self.keep(number, {"round": number, "run": run_id, "selection": kept.selection_id})
        return kept

    def _hand_over(self, kept: KeptSelection) -> None:
        """Let the coordinator hand a selection over, unless inspectors have it."""
        what, purposes = what_is_handed(kept), purposes_of(self.workspace, kept.account["run"], [self.check])
        with self.colleague(COORDINATOR, "coordinator").operation(
            Action.HAND_OVER, what.subject, purposes
        ) as operation:
            told_of_handing(self.workspace, operation, kept)
            with operation.state.transaction(reads=True) as transaction:
                is_handed = open_handover(transaction, kept.selection_id) is not None
            if not is_handed:
                hand_over(operation, what, "")

    def _addresses(self, kept: KeptSelection) -> list[str]:
        """Return what an inspector sees of a selection: which addresses."""
        run_id = kept.account["run"]
        purposes = purposes_of(self.workspace, run_id, [self.check])
        subject = Subject(Kind.SELECTION, kept.selection_id)
        with self.colleague(INSPECTOR, "toezichthouder").operation(Action.SEE_HANDED, subject, purposes) as operation:
            return [unit["address_id"] for unit in listed_units(open_run(self.workspace, operation, run_id), kept)]

    def yields(self, selections: Sequence[KeptSelection]) -> list[RoundYield]:
        """Return what each selection yielded, as far as the comparison of the day after the last round knows."""
        if not selections:
            return []
        later, asked = self.compare(len(selections) + 1), {kept.selection_id for kept in selections}
        purposes = purposes_of(self.workspace, later, [self.check])
        with self.desk.operation(Action.SEE_YIELD, Subject(Kind.CHECK, self.check), purposes) as operation:
            found = rounds_of(open_run(self.workspace, operation, later), self.check)
        return [
            RoundYield(number, item.round.since, item.selection_id, item.told, self.account(number).get("learned"))
            for number, item in enumerate((item for item in found if item.selection_id in asked), start=1)
        ]

    def account(self, number: int) -> dict[str, Any]:
        """Return what is kept of a round as far as it was carried out; empty before it began."""
        path = self.city.folder(number) / "round.json"
        return read_json(path) if path.is_file() else {}

    def keep(self, number: int, told: dict[str, Any]) -> None:
        """Keep something of a round, from which it goes on when it is cut off."""
        self.city.folder(number).mkdir(parents=True, exist_ok=True)
        write_json(self.city.folder(number) / "round.json", self.account(number) | told)


def round_size(frame: int) -> int:
    """Return how many units a round proposes of a frame.

    >>> round_size(6_826), round_size(900), round_size(200_000)
    (102, 20, 200)
    """
    return max(FEWEST, min(MOST, round(SHARE * frame)))


def show_rounds(page: Page, rounds: Sequence[RoundYield]) -> None:
    """Say per round and stratum what visits established, the lift where it may be claimed, and what was learned."""
    for item in rounds:
        page.line(
            page.say("Round {number}, {on}: {selection}", number=item.number, on=item.on, selection=item.selection)
        )
        for stratum, own in item.gave.strata.items():
            counts = page.say(
                "{selected} selected, {visited} visited, {entered} entered, {established} established",
                selected=own.selected,
                visited=own.visited,
                entered=own.entered,
                established=own.established,
            )
            page.line(f"{stratum.value}: {counts}", indent=2, hang=2)
        page.line(f"{page.say('lift')}: {said_ratio(page.say, item.gave.lift)}", indent=2, hang=2)
        if item.learned is not None:
            show_learned(page, item.learned)
