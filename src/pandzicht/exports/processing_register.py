# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The entries of the processing register (verwerkingsregister, AVG art. 30 lid 1): per check, of comparing, per source.

Keys are the words of the article. As JSON, and as a CSV with one row per entry.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.source import About, Source
from pandzicht.exports.disclosure import (
    NOT_FILLED_IN,
    Disclosure,
    bases_said,
    fields_at_intake,
    fields_said,
    people_said,
    person_fields,
    plain_name,
    retention_said,
    security_said,
)
from pandzicht.exports.harmless import harmless
from pandzicht.governance.activity import activity_of_comparison, activity_of_source, without_version
from pandzicht.language import Language, speaker
from pandzicht.store.organisation import Organisation

_NL = Language.NL
say = speaker(_NL)
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""By which Excel knows UTF-8."""
LEVELS = ("openbaar", "intern", "vertrouwelijk", "geheim")
"""Of confidentiality, the lowest first."""


@dataclass(frozen=True, slots=True)
class ProcessingEntry:
    """One processing activity as AVG art. 30 lid 1 asks it, in Dutch."""

    activiteit: str
    """The activity with its version: what log lines name."""
    naam: str
    verwerkingsverantwoordelijke: str
    contactgegevens: str
    functionaris_gegevensbescherming: str
    doeleinden: tuple[str, ...]
    rechtsgrond: tuple[str, ...]
    betrokkenen: tuple[str, ...]
    persoonsgegevens: tuple[str, ...]
    bronnen: tuple[str, ...]
    ontvangers: tuple[str, ...]
    doorgifte: str
    bewaartermijnen: tuple[str, ...]
    beveiliging: tuple[str, ...]
    vertrouwelijkheid: str
    """Of the activity as a whole (Logboek dataverwerkingen), that of its most confidential source."""
    dpia: tuple[str, ...]


def _controller(organisation: Organisation) -> dict[str, str]:
    """Return who answers for the processing, and where data go."""
    missing = say(NOT_FILLED_IN)
    return {
        "verwerkingsverantwoordelijke": organisation.name or missing,
        "contactgegevens": organisation.contact or missing,
        "functionaris_gegevensbescherming": organisation.privacy_officer or missing,
        "doorgifte": organisation.transfers.in_(_NL) if organisation.transfers else missing,
    }


def entry_of_check(disclosure: Disclosure, activity: str) -> ProcessingEntry:
    """Return the entry of a check: ranking addresses and proposing some of them."""
    told = Disclosure(disclosure.catalogue, disclosure.check, disclosure.organisation)
    return ProcessingEntry(
        activiteit=activity,
        naam=told.label,
        **_controller(told.organisation),
        doeleinden=(told.published("goal"), told.told(told.check.result)),
        rechtsgrond=(told.ground, *told.bases),
        betrokkenen=told.people,
        persoonsgegevens=tuple(_data(told)),
        bronnen=tuple(source.label.in_(_NL) for source in told.sources),
        ontvangers=told.recipients,
        bewaartermijnen=told.retention,
        beveiliging=told.security,
        vertrouwelijkheid=_highest(told.sources),
        dpia=(told.told(told.check.dpia),),
    )


def _data(told: Disclosure) -> Iterable[str]:
    for source in told.sources:
        used = ", ".join(told.used_of(source))
        if used:
            yield f"{source.label.in_(_NL)}: {used}"


def entry_of_comparison(
    catalogue: Catalogue, checks: Sequence[Disclosure], organisation: Organisation
) -> ProcessingEntry:
    """Return the entry of comparing: tying rows to addresses and answering the questions of all checks."""
    read = {source.source: source for told in checks for source in told.sources}
    read |= {name: source for name, source in catalogue.sources.items() if source.about is About.PROTECTED}
    sources = [read[name] for name in sorted(read)]
    return ProcessingEntry(
        activiteit=activity_of_comparison(catalogue),
        naam=say("Comparing registers per address"),
        **_controller(organisation),
        doeleinden=tuple(told.label for told in checks),
        rechtsgrond=_once(basis for told in checks for basis in (told.ground, *told.bases)),
        betrokkenen=people_said(sources, _NL),
        persoonsgegevens=_once(line for told in checks for line in _data(told)),
        bronnen=tuple(source.label.in_(_NL) for source in sources),
        ontvangers=_once(text for told in checks for text in told.recipients),
        bewaartermijnen=_once(f"{told.label}: {told.retention[0]}" for told in checks),
        beveiliging=security_said(sources, organisation, _NL),
        vertrouwelijkheid=_highest(sources),
        dpia=_once(told.told(told.check.dpia) for told in checks),
    )


def entry_of_intake(source: Source, checks: Sequence[Disclosure], organisation: Organisation) -> ProcessingEntry:
    """Return the entry of taking in a source; `checks` are those that read it."""
    kept = person_fields(source)
    others = [name for name in source.fields if name not in kept]
    about = ", ".join(fields_said(source, kept, _NL)) or say("none")
    passing = ", ".join(fields_at_intake(source)) or say("none")
    household = source.household
    return ProcessingEntry(
        activiteit=activity_of_source(source),
        naam=say("Taking in: {source}", source=source.label.in_(_NL)),
        **_controller(organisation),
        doeleinden=tuple(told.label for told in checks) or (say("No check reads it"),),
        rechtsgrond=bases_said((*source.legal_basis, *(household.legal_basis if household else ())), say),
        betrokkenen=people_said([source], _NL),
        persoonsgegevens=(
            say("About persons: {fields}", fields=about),
            say("Used when taken in, and thrown away in the same step: {fields}", fields=passing),
            say("About addresses and what is there: {fields}", fields=", ".join(fields_said(source, others, _NL))),
            *_of_inspectors(source),
        ),
        bronnen=(source.owner,),
        ontvangers=(say("Nobody outside the comparison"),),
        bewaartermijnen=retention_said(source, _NL),
        beveiliging=security_said([source], organisation, _NL),
        vertrouwelijkheid=source.confidentiality,
        dpia=_once([*(told.told(told.check.dpia) for told in checks), *([household.dpia] if household else [])]),
    )


def _of_inspectors(source: Source) -> tuple[str, ...]:
    """Return what is kept of colleagues who looked, where a source tells it (lawful.md 42)."""
    if source.looked_by is None:
        return ()
    field = plain_name(source.looked_by)
    return (
        say(
            "Who looked, as a pseudonym that no definition reads, to tell how often inspectors agree: {field}",
            field=field,
        ),
    )


def _highest(sources: Iterable[Source]) -> str:
    return max((source.confidentiality for source in sources), key=LEVELS.index, default=LEVELS[0])


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def register_document(entries: Sequence[ProcessingEntry]) -> dict[str, Mapping[str, object]]:
    """Return the register as plain data: the activity without its version -> its entry."""
    return {without_version(entry.activiteit): asdict(entry) for entry in entries}


def register_csv(entries: Sequence[ProcessingEntry]) -> str:
    """Return the register as a Dutch spreadsheet opens it; what holds several texts has them on lines of their own."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(field.name for field in fields(ProcessingEntry))
    for entry in entries:
        values = asdict(entry).values()
        writer.writerow(harmless(value if isinstance(value, str) else "\n".join(value)) for value in values)
    return MARK + text.getvalue()
