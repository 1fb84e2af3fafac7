# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outcomes of looks at units, as sources of visits tell them: linked to addresses by a run, since a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandzicht.definitions.check import Check
from pandzicht.definitions.outcomes import Outcomes
from pandzicht.ranking.order import unit_name
from pandzicht.ranking.outcome import Appeal, Look, Result
from pandzicht.runs.links import Link
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.shelf import RunTables
from pandzicht.store.engine import Engine


@dataclass(frozen=True, slots=True, order=True)
class ToldLook:
    """One look at a unit, and the row of a source that tells it."""

    look: Look
    row: Link


def sources_of_outcomes(run: OpenRun, check: str) -> dict[str, Outcomes]:
    """Return the sources with a delivery in the run that tell outcomes of a check, and where they stand in them."""
    delivered = run.manifest["inputs"]["deliveries"]
    found = ((name, source.outcomes) for name, source in run.catalogue.sources.items() if name in delivered)
    return {name: told for name, told in found if told is not None and check in told.of}


def looks_since(run: OpenRun, check: Check, units: Collection[str], since: date) -> dict[str, list[ToldLook]]:
    """Return every look at each of some units of a check on a day or later, the first look first (unit -> looks).

    Whom the rows concern is noted; raises PurposeMissing when no purpose that was asked for covers their source.
    """
    links = list(_links(run, check, units))
    found: dict[str, list[ToldLook]] = {}
    for source, told in sources_of_outcomes(run, check.check).items():
        unit_at = {(link.delivery_no, link.row_no): unit for unit, link in links if link.source == source}
        places = sorted(unit_at)
        dated = str(run.catalogue.sources[source].dated_by)
        for place, row in zip(places, run.rows.fetch(source, places).to_pylist(), strict=True):
            result = result_of(told, row.get(told.of[check.check]))
            day = row.get(dated)
            if result is not None and day is not None and day >= since:
                link = Link(source, *place)
                look = _look(told, row, (day.isoformat(), result), _told_on(run, link))
                found.setdefault(unit_at[place], []).append(ToldLook(look, link))
    return {unit: sorted(looks) for unit, looks in sorted(found.items())}


def _look(told: Outcomes, row: Mapping[str, Any], what: tuple[str, Result], delivered: str) -> Look:
    """Return the look that a row tells; of a finding also how serious it is and whether it stood."""
    (day, result), step = what, str(row.get(told.step) or "")
    written = _day(row, told.written)
    if result is not Result.ESTABLISHED:
        return Look(day, step, result, weight=0.0 if told.severity else None, written=written)
    severity = str(row.get(told.severity.field) or "") if told.severity else ""
    weight = told.severity.weights.get(severity, told.severity.lightest) if told.severity else None
    appeal = appeal_of(told, row)
    decided = _day(row, told.appeal.decided if told.appeal else None)
    undone = (decided or delivered) if appeal is Appeal.UNDONE else ""
    return Look(day, step, result, appeal, severity, weight, undone, written)


def _day(row: Mapping[str, Any], field: str | None) -> str:
    day = row.get(field) if field else None
    return day.isoformat() if day else ""


def appeal_of(told: Outcomes, row: Mapping[str, Any]) -> Appeal:
    """Return how the finding of a row stands with objection and appeal; where its source does not tell, it stands."""
    value = row.get(told.appeal.field) if told.appeal else None
    if told.appeal is None or value is None:
        return Appeal.STANDS
    if value in told.appeal.undone:
        return Appeal.UNDONE
    return Appeal.RUNNING if value in told.appeal.running else Appeal.STANDS


def _told_on(run: OpenRun, link: Link) -> str:
    """Return the day of the delivery that told a row, as ISO text."""
    return str(run.manifest["inputs"]["deliveries"][link.source][link.delivery_no]["date"])


def severity_weights(run: OpenRun, check: str) -> dict[str, dict[str, float]]:
    """Return what the codes of severity of a check weigh in a run (source -> code -> weight)."""
    told = sources_of_outcomes(run, check).items()
    return {name: dict(source.severity.weights) for name, source in told if source.severity}


def heaviest_finding(run: OpenRun, check: str) -> float:
    """Return the most that a finding of a check weighs by the sources of a run; 0 where none tells severity."""
    return max((weight for own in severity_weights(run, check).values() for weight in own.values()), default=0.0)


def unit_names(run: OpenRun, check: Check) -> list[str]:
    """Return the name of the unit that each address of a run belongs to, in the order of its addresses."""
    with Engine(threads=1, memory_mib=500) as engine:
        engine.register("addresses", run.addresses)
        return [str(row[0]) for row in engine.rows(f"SELECT {unit_name(check)} FROM addresses ORDER BY address_no")]


def numbers_of_units(tables: RunTables, unit: str) -> Mapping[str, Sequence[int]]:
    """Return the numbers of the addresses of every unit of a kind (object or pand) by its name."""
    if unit == "object":
        return {name: (number,) for name, number in tables.book.numbers.items()}
    found: dict[str, list[int]] = {}
    ids, panden = (tables.addresses[name].to_pylist() for name in ("address_id", "pand_id"))
    for number, (address_id, pand) in enumerate(zip(ids, panden, strict=True)):
        found.setdefault(address_id if pand is None else f"{pand:016d}", []).append(number)
    return found


def _links(run: OpenRun, check: Check, units: Collection[str]) -> Iterator[tuple[str, Link]]:
    """Yield the linked rows of each unit: of its addresses, and of its pand where rows name the pand only."""
    numbers = run.tables.once(numbers_of_units, check.unit)
    for unit in sorted(set(units)):
        here = numbers.get(unit, ())
        pand = run.addresses["pand_no"][here[0]].as_py() if here and check.unit == "pand" else None
        yield from ((unit, link) for link in run.links_of(here, pand))


def result_of(told: Outcomes, value: object) -> Result | None:
    """Return what a delivered value of an outcome means; None when it was not looked at."""
    for result, values in (
        (Result.ESTABLISHED, told.established),
        (Result.NOTHING, told.nothing),
        (Result.NOT_SEEN, told.not_seen),
    ):
        if value in values:
            return result
    return None
