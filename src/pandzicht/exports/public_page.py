# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public page of a check: what a resident, a journalist or a judge must be able to read and hold against it.

The court of The Hague found SyRI insufficiently transparent and verifiable (5 February 2020, ECLI:NL:RBDHA:2020:1878).
So the page gives all patterns with their points, all sources, the part that is drawn by lot, and what is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pandzicht.exports.algorithm_register import method_said
from pandzicht.exports.disclosure import Disclosure
from pandzicht.exports.privacy_statement import decided_by_people, rights
from pandzicht.exports.public_document import Block, Items, Paragraph, PublicDocument, Section, Table
from pandzicht.governance.activity import Activity


@dataclass(frozen=True, slots=True)
class LastComparison:
    """What a run says of itself in public."""

    run: str
    on: date
    """The peildatum."""
    addresses: int


def public_page(told: Disclosure, activity: Activity, last: LastComparison | None = None) -> PublicDocument:
    """Return the page of a check; with `last` it also says what was compared last."""
    say = told.say
    titled = told.check.publication.name if told.check.publication else told.check.label
    return PublicDocument(
        title=titled.in_(told.language),
        language=told.language,
        opening=tuple(_opening(told)),
        sections=(
            Section(say("What it is for"), (Paragraph(told.published("goal")),)),
            Section(
                say("Why we may do this"), (Paragraph(say("It is {ground}.", ground=told.ground)), Items(told.bases))
            ),
            Section(say("Which registers we compare"), (_sources(told),)),
            Section(say("What we look at"), tuple(_patterns(told))),
            Section(say("What never counts"), _refused(told)),
            Section(say("No computer decides"), decided_by_people(told)),
            Section(say("Does it work?"), _yield(told)),
            Section(say("What we weighed"), (Paragraph(told.published("proportionality")),)),
            Section(say("What can go wrong"), (Paragraph(told.published("risks")),)),
            Section(say("How long we keep it"), (Items(told.retention),)),
            rights(told),
            Section(say("About this text"), (Items(tuple(_about(told, activity, last))),)),
        ),
    )


def _opening(told: Disclosure) -> Iterator[Block]:
    yield Paragraph(told.published("summary"))
    if not all(basis.is_verified for basis in told.check.legal_basis):
        warning = told.say("Nobody has verified yet whether the law allows this. It runs in a demo only.")
        yield Paragraph(warning, is_note=True)


def _sources(told: Disclosure) -> Block:
    rows = tuple(
        (
            source.label.in_(told.language),
            source.owner,
            ", ".join(told.used_of(source)) or told.say("to find the address"),
        )
        for source in told.sources
    )
    return Table(told.say("Registers"), (told.say("register"), told.say("owner"), told.say("what we use of it")), rows)


def _patterns(told: Disclosure) -> Iterator[Block]:
    yield from map(Paragraph, method_said(told))
    rows = tuple((question, str(points)) for question, points in told.points)
    yield Table(told.say("Questions and their points"), (told.say("question"), told.say("points")), rows)
    yield Paragraph(
        told.say("Over which addresses, as the computer reads it: {frame}", frame=" ".join(told.check.frame.split()))
    )


def _refused(told: Disclosure) -> tuple[Block, ...]:
    return Paragraph(told.say("These are never used, and cannot be switched on:")), Items(told.never_used)


def _yield(told: Disclosure) -> tuple[Block, ...]:
    nothing = told.say(
        "Nothing can be said of that yet: no outcomes of visits after a list of this check are recorded."
    )
    drawn = told.say(
        "Because a part is drawn by lot, it can be measured later whether the points find more than chance does."
    )
    return Paragraph(nothing), Paragraph(drawn)


def _about(told: Disclosure, activity: Activity, last: LastComparison | None) -> Iterator[str]:
    say, check = told.say, told.check
    yield say("Version: {id}", id=activity)
    yield say("DPIA: {reference}", reference=told.told(check.dpia))
    yield say("IAMA: {reference}", reference=told.told(check.iama))
    if check.approved:
        yield say("Approved by {by} on {on}", by=check.approved.by, on=check.approved.on)
    if check.ends_on:
        yield say("Runs until {on}; then it must be approved again", on=check.ends_on)
    if last:
        yield say("Last comparison: {count} addresses on {on} ({run})", count=last.addresses, on=last.on, run=last.run)
