# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The report to whoever asks what is held of an address and what was done with it (inzage, AVG art. 15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pandzicht.exports.masking import MaskedRow
from pandzicht.exports.public_document import Block, Items, Paragraph, PublicDocument, Section, Table
from pandzicht.language import Language, Say, message, shown, speaker
from pandzicht.ranking.strata import Stratum

DRAWN_AS = {
    Stratum.TOP: message("because of its points"),
    Stratum.CHALLENGER: message("because of other points that were tried"),
    Stratum.CONTROL: message("by lot"),
    Stratum.MANUAL: message("added by a person, with a reason"),
}
"""How an address came on a list, as it is told to whoever asks."""
ANSWERS = {"yes": message("yes"), "no": message("no"), "unknown": message("unknown"), "disputed": message("disputed")}


@dataclass(frozen=True, slots=True)
class Held:
    """One row that is held: of which source, delivered when, and what of it may be told."""

    source: str
    label: str
    delivered_on: date
    row: MaskedRow


@dataclass(frozen=True, slots=True)
class Question:
    """One question that a check asks, what the registers answered, and which registers those are."""

    question: str
    answer: str
    text: str
    points: int
    """That it counted for; 0 when the answer is not yes."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """What one check makes of the address."""

    check: str
    label: str
    purpose: str
    bases: tuple[str, ...]
    version: str
    """The version of the check, with all that it reads."""
    in_frame: bool
    points: int
    points_max: int
    questions: tuple[Question, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A selection in which the address was drawn, and how it came there."""

    selection: str
    label: str
    on: str
    stratum: Stratum


@dataclass(frozen=True, slots=True)
class Processed:
    """One processing that concerned the address, by the logs: never by whom, but in which role."""

    at: str
    what: str
    activity: str
    roles: tuple[str, ...]
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccessReport:
    """All that is held of one address, and all that was done with it."""

    address_id: str
    adres: str
    made_on: date
    run: str
    held: tuple[Held, ...]
    uses: tuple[Use, ...]
    runs: tuple[tuple[str, str], ...]
    """Each comparison with the address in it, and its day."""
    lists: tuple[Listed, ...]
    processed: tuple[Processed, ...]
    retention: tuple[str, ...]


def report_json(report: AccessReport) -> dict[str, Any]:
    """Return a report as plain data."""
    return asdict(report)


def report_document(report: AccessReport, rights: Section, language: Language) -> PublicDocument:
    """Return a report as a text in one language; the rights are told as the privacy statement tells them."""
    say = speaker(language)
    opening = (
        Paragraph(
            say("This is what the municipality holds of {address}, and what it did with it.", address=report.adres)
        ),
        Paragraph(say("Made on {on}, from comparison {run}.", on=report.made_on, run=report.run)),
        Paragraph(say("What is about other people is masked. A computer decides nothing: people do.")),
    )
    return PublicDocument(
        title=say("What we hold of {address}", address=report.adres),
        language=language,
        opening=opening,
        sections=(
            Section(say("What is held"), tuple(_held(report, say, language))),
            *(_use(item, say) for item in report.uses),
            Section(say("In which comparisons and lists"), tuple(_lists(report, say))),
            Section(say("Who used it"), tuple(_processed(report, say))),
            Section(say("How long we keep it"), (Items(report.retention),)),
            rights,
        ),
    )


def _held(report: AccessReport, say: Say, language: Language) -> Iterator[Block]:
    if not report.held:
        yield Paragraph(say("No register that is compared has a row of this address."))
    by_source: dict[str, list[Held]] = {}
    for item in report.held:
        by_source.setdefault(item.label, []).append(item)
    for label, rows in by_source.items():
        heads = (say("Delivered on"), say("What it says"), say("Masked"))
        told = tuple(
            (shown(item.delivered_on, language), _values(item.row.values, language), ", ".join(item.row.masked) or "-")
            for item in rows
        )
        yield Table(label, heads, told)


def _values(values: Mapping[str, object], language: Language) -> str:
    told = [f"{name}: {_value(value, language)}" for name, value in values.items() if value is not None]
    return "; ".join(told) or "-"


def _value(value: object, language: Language) -> str:
    """Return a value as people read it; a number of a register may be a code or a year, so it stays as it is."""
    return str(value) if type(value) is int else shown(value, language)


def _use(item: Use, say: Say) -> Section:
    head = say("Purpose: {purpose}. Basis: {bases}.", purpose=item.purpose, bases="; ".join(item.bases))
    score = say("Points: {points}; {most} if all that is unknown were yes.", points=item.points, most=item.points_max)
    frame = score if item.in_frame else say("This check does not look at this address.")
    rows = tuple(
        (
            question.question,
            say(ANSWERS[question.answer]) + (f": {question.text}" if question.text else ""),
            str(question.points),
            ", ".join(question.sources),
        )
        for question in item.questions
    )
    heads = (say("Question"), say("Answer"), say("Points"), say("Registers"))
    return Section(
        say("Used for: {check}", check=item.label),
        (
            Paragraph(f"{head}\n{frame}\n{say('The rules stand in version {id}.', id=item.version)}"),
            Table(say("Questions of {check}", check=item.label), heads, rows),
            Paragraph(say("Who gets to see the lists: {recipients}", recipients="; ".join(item.recipients))),
        ),
    )


def _lists(report: AccessReport, say: Say) -> Iterator[Block]:
    yield Items(tuple(say("Comparison {run}, of {on}", run=run, on=day) for run, day in report.runs))
    if report.lists:
        heads = (say("List"), say("Check"), say("Of"), say("How it came on the list"))
        rows = tuple((item.selection, item.label, item.on, say(DRAWN_AS[item.stratum])) for item in report.lists)
        yield Table(say("Lists with this address"), heads, rows)
    else:
        yield Paragraph(say("The address was on no list."))


def _processed(report: AccessReport, say: Say) -> Iterator[Block]:
    heads = (say("When"), say("What"), say("In which role"), say("For which purpose"))
    rows = tuple(
        (item.at, say(item.what), ", ".join(item.roles) or "-", ", ".join(item.purposes) or "-")
        for item in report.processed
    )
    yield Table(say("What was done with the data of this address"), heads, rows)
