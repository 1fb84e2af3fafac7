# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small published city with timelines, owners and visits, and how somebody opens a dossier of an address in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from pandzicht.definitions.action import Action
from pandzicht.definitions.role import Role
from pandzicht.dossier.address_dossier import AddressDossier, address_dossier
from pandzicht.governance.actor import Actor
from pandzicht.governance.necessity import needed, record
from pandzicht.governance.subject import Subject
from pandzicht.language import Language
from pandzicht.runs.finding import address_in, named_run, purposes_of
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.store.workspace import Workspace
from tests.desk import ANYBODY, NOW, desk_of
from tests.runs.published_city import publish_city
from tests.signals.small_city import Row, report, resident
from tests.small_catalogue import FILES

CROWDED, EMPTY, TROUBLED, ALONE = (f"0518010000000{number:03d}" for number in (0, 1, 2, 5))
"""Five are registered at the first, nobody at the second; of the third there are reports; the last has no pand."""
Found = TypeVar("Found")

_RESIDENTS = (
    FILES["sources/bewoning.yaml"]
    .replace(
        "codes: {W: woonadres, B: briefadres}}",
        "codes: {W: woonadres, B: briefadres}, words: {woonadres: {nl: om te wonen, en: to live there}}}",
    )
    .replace("{from: eind, type: partial_date}", "{from: eind, type: partial_date, sensitivity: person}")
)
_CHECK = (
    FILES["checks/wonen.yaml"]
    .replace("bewoning: [van, tot]", "bewoning: [van, tot, soort, straat]")
    .replace("meldingen: [datum, soort]", "meldingen: [datum, soort, postcode]")
    .replace("facts: [bewoners_aantal,", "facts: [bezit, hinder_aantal, bewoners_aantal,")
    .replace("strata: {control: 0.15}", "strata: {control: 0.5}")
)
CHANGES: Mapping[str, str | None] = {
    "sources/bewoning.yaml": _RESIDENTS
    + """\
owners: {key: straat, kind: soort, legal_persons: [woonadres]}
timeline:
  - {date: van, says: {nl: "Ingeschreven {soort}", en: "Registered {soort}"}}
  - {date: tot, says: {nl: Uitgeschreven}}
""",
    "sources/meldingen.yaml": FILES["sources/meldingen.yaml"]
    + """\
outcomes: {of: {wonen: soort}, step: postcode, established: [hinder], nothing: [afval]}
timeline: [{date: datum, says: {nl: "Melding van {soort}", en: "Report of {soort}"}}]
""",
    "indicators/bezit.yaml": """\
indicator: bezit
source: bewoning
per: owner
label: {nl: Van deze eigenaar}
aggregate: count(*)
legal_basis: [{article: Wet BRP art. 3.8, verified: te_toetsen}]
""",
    "checks/wonen.yaml": _CHECK,
}


def rows() -> dict[str, list[Row]]:
    """Who is registered and what was reported; the first and the fourth address have the same owner."""
    crowd = [resident(0, date(2025, 2, 13), persoon=f"persoon-{n}", nummer=20, straat="bv") for n in range(4)]
    crowd.append(resident(0, date(2024, 1, 1), persoon="persoon-4", nummer=20, straat="bv"))
    others = [
        resident(2, persoon="ander-2", straat="mens", soort="briefadres"),
        resident(3, persoon="ander-3", straat="bv"),
    ]
    gone = resident(5, date(2019, 5, 1), date(2025, 1, 1), persoon="vertrokken", straat="nv")
    year = {"van_vroegst": date(2021, 1, 1), "van_laatst": date(2021, 12, 31)}
    reports = [report(2, date(2026, 2, 3)), report(2, date(2026, 2, 3)), report(2, date(2025, 6, 1), "afval")]
    reports += [report(2, date(2026, 4, 1)), {**report(None, date(2026, 2, 5)), "pand_no": 1}]
    return {
        "bewoning": [*crowd, *others, gone, resident(4, persoon="ander-4", straat="nv") | year],
        "meldingen": reports,
    }


def told_city(folder: Path, **how: object) -> Workspace:
    """The city, published."""
    return publish_city(folder / "city", listed=rows(), changes=CHANGES, **how)  # type: ignore[arg-type]


def asked(
    space: Workspace,
    address: str,
    ask: Callable[[OpenRun], Found],
    *,
    checks: Sequence[str] = ("wonen",),
    action: Action = Action.EXPLAIN,
    actor: Actor = ANYBODY,
    roles: Mapping[str, Role] | None = None,
) -> Found:
    """What somebody gets who said why the content of an address is needed, in an act that ends as it should."""
    run_id = named_run(space)
    subject, purposes = address_in(space, run_id, address), purposes_of(space, run_id, checks)
    desk = desk_of(space, actor=actor, roles=roles)
    said(space, actor, subject, [purpose.name for purpose in purposes])
    with desk.operation(action, subject, purposes) as operation:
        return ask(open_run(space, operation, run_id))


def said(space: Workspace, actor: Actor, subject: Subject, purposes: Sequence[str]) -> None:
    """Keep why somebody needs the content of an address."""
    with desk_of(space).state.transaction() as transaction:
        held = [row["necessity_id"] for row in transaction.rows("SELECT necessity_id FROM necessity")]
        needs = (
            needed(f"{len(held) + number}", actor.account, purpose, subject.name, "melding van de buren", at=NOW)
            for number, purpose in enumerate(purposes)
        )
        record(transaction, needs)


def dossier(
    space: Workspace,
    address: str = CROWDED,
    *,
    checks: Sequence[str] = ("wonen",),
    language: Language = Language.NL,
    before: Workspace | None = None,
    **who: object,
) -> AddressDossier:
    """The dossier of an address as somebody opens it; `before` is a city of which the run came earlier."""

    def ask(run: OpenRun) -> AddressDossier:
        previous = open_run(before, run.operation) if before else None
        return address_dossier(run, address, checks, language, previous)

    return asked(space, address, ask, checks=checks, **who)  # type: ignore[arg-type]


def facts_only(space: Workspace, address: str = CROWDED, **how: object) -> AddressDossier:
    """The dossier of an address as an inspector opens it."""
    return dossier(space, address, action=Action.SEE_FACTS, **how)  # type: ignore[arg-type]
