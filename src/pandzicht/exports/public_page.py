# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public page of a check: what a resident, a journalist or a judge must be able to read and hold against it.

The court of The Hague found SyRI insufficiently transparent and verifiable (5 February 2020, ECLI:NL:RBDHA:2020:1878).
So the page gives all patterns with their points, all sources, the part that is drawn by lot, and what is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pandzicht.exports.algorithm_register import method_said
from pandzicht.exports.disclosure import Disclosure, bases_said
from pandzicht.exports.privacy_statement import decided_by_people, read_at_intake, rights
from pandzicht.exports.public_document import Block, Items, Paragraph, PublicDocument, Section, Table
from pandzicht.exports.public_yield import PublicRound, rounds_told
from pandzicht.language import delivered


@dataclass(frozen=True, slots=True)
class LastComparison:
    """What a run says of itself in public."""

    run: str
    on: date
    """The peildatum."""
    addresses: int


def public_page(
    told: Disclosure, activity: str, last: LastComparison | None = None, rounds: Sequence[PublicRound] = ()
) -> PublicDocument:
    """Return the page of a check; with `last` it also says what was compared last, with `rounds` what lists gave."""
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
            Section(say("Which registers we compare"), (_sources(told), *read_at_intake(told))),
            Section(say("What we look at"), tuple(_patterns(told))),
            *_stand_ins(told),
            Section(say("What never counts"), _refused(told)),
            Section(say("No computer decides"), decided_by_people(told)),
            Section(say("Does it work?"), tuple(rounds_told(told, rounds)) if rounds else _no_yield(told)),
            Section(say("What we weighed"), (Paragraph(told.published("proportionality")),)),
            Section(say("What can go wrong"), (Paragraph(told.published("risks")),)),
            Section(say("How long we keep it"), (Items(told.retention),)),
            rights(told),
            Section(say("About this text"), (Items(tuple(_about(told, activity, last))),)),
        ),
    )


def _opening(told: Disclosure) -> Iterator[Block]:
    yield Paragraph(told.published("summary"))
    signals = (told.catalogue.signals[name] for name in told.check.points)
    bases = [*told.check.legal_basis, *(basis for signal in signals for basis in signal.legal_basis)]
    if not all(basis.is_verified for basis in bases):
        warning = told.say("Not every legal basis on this page has been verified. Until then it runs in a demo only.")
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
    rows = tuple(
        (signal.question.in_(told.language), str(points), "; ".join(bases_said(signal.legal_basis, told.say)))
        for signal, points in told.points
    )
    headings = (told.say("question"), told.say("points"), told.say("law or rule"))
    yield Table(told.say("Questions and their points"), headings, rows)
    if told.norms:
        headings = (told.say("limit"), told.say("value"), told.say("law or rule"))
        yield Table(told.say("Limits that the municipality has set"), headings, tuple(_limits(told)))
    yield Paragraph(
        told.say("Over which addresses, as the computer reads it: {frame}", frame=" ".join(told.check.frame.split()))
    )


def _stand_ins(told: Disclosure) -> Iterator[Section]:
    """Yield why data are used that may go together with traits of people (CRM, Toetsingskader risicoprofilering)."""
    if not told.stand_ins:
        return
    rows = tuple(
        (item.label.in_(told.language), told.told(proxy.justification), told.told(proxy.substantive_reason))
        for item, proxy in told.stand_ins
    )
    headings = (told.say("what"), told.say("why we need it"), told.say("what the law or the work says of it"))
    note = told.say("These data may go together with traits of people. So each has a reason of its own.")
    table = Table(told.say("Reasons"), headings, rows)
    yield Section(told.say("What may say something of groups of people"), (Paragraph(note), table))


def _limits(told: Disclosure) -> Iterator[tuple[str, ...]]:
    for norm in told.norms:
        for item in sorted(norm.values, key=lambda value: value.start):
            value = delivered(item.value, told.language) + (f" {item.unit}" if item.unit else "")
            told_value = (
                told.say("{value}, from {start} to {end}", value=value, start=item.start, end=item.end)
                if item.end
                else told.say("{value}, since {start}", value=value, start=item.start)
            )
            yield norm.label.in_(told.language), told_value, item.article


def _refused(told: Disclosure) -> tuple[Block, ...]:
    always = (Paragraph(told.say("These are never used, and cannot be switched on:")), Items(told.never_used))
    if not told.dropped:
        return always
    head = told.say("These fields are delivered, and thrown away before anything is kept:")
    return (*always, Paragraph(head), Items(told.dropped))


def _no_yield(told: Disclosure) -> tuple[Block, ...]:
    nothing = told.say("Nothing can be said of that yet: no outcomes of visits have been tied to lists of this check.")
    drawn = told.say(
        "Because a part is drawn by lot, it can be measured later whether the points find more than chance does."
    )
    return Paragraph(nothing), Paragraph(drawn)


def _about(told: Disclosure, activity: str, last: LastComparison | None) -> Iterator[str]:
    say, check = told.say, told.check
    yield say("Version: {id}", id=activity)
    yield say("DPIA: {reference}", reference=told.told(check.dpia))
    yield say("IAMA: {reference}", reference=told.told(check.iama))
    if check.approved:
        yield say("Approved on {on}", on=check.approved.on)
    if check.ends_on:
        yield say("Runs until {on}; then it must be approved again", on=check.ends_on)
    if last:
        yield say("Last comparison: {count} addresses on {on} ({run})", count=last.addresses, on=last.on, run=last.run)
