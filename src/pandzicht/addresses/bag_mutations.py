# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""BAG mutations: groups of additions, changes and removals applied to a spine, each group whole or not at all.

Source: Kadaster, extract-deelbestand-mutaties-lvc v20200601: `mutatieGroep` with `toevoeging` (wordt), `wijziging`
(was, wordt) and `verwijdering` (was), of objects and of kenmerken in onderzoek. What a change says was there must be
there; a group about something that this spine does not hold is refused, for national files carry the whole country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pandzicht.addresses.bag_geometry import GeometryFault, places_of, shape_of
from pandzicht.addresses.bag_objects import LOCAL, BagRow, ElementFault, Onderzoek, bag_onderzoek, bag_row
from pandzicht.addresses.mutable_spine import MutableSpine, Row
from pandzicht.addresses.onderzoek import with_onderzoek
from pandzicht.addresses.spine_builder import XmlPlace
from pandzicht.addresses.spine_tables import SCHEMAS, TABLE_OF, SpineTables
from pandzicht.addresses.unread import unread
from pandzicht.definitions.addresses import Dummies
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.archive import ArchiveLimits, walk_archive
from pandzicht.readers.xml_stream import stream_elements

ROOTS = ("bagMutaties", "BAG-Extract-Levering")
MOST_FAULTS = 1_000


@dataclass(frozen=True, slots=True)
class Mutation:
    """One element of a group: what was (None: nothing) and what it becomes (None: nothing)."""

    was: Row | None
    wordt: Row | None


@dataclass(frozen=True, slots=True)
class Group:
    """Mutations that belong together, with the place of the group in its file."""

    mutations: tuple[Mutation, ...]
    place: XmlPlace


def read_bag_mutations(
    files: Sequence[Path],
    base: SpineTables,
    *,
    dummies: Dummies | None = None,
    ignored: Sequence[str] = (),
    limits: ArchiveLimits | None = None,
) -> SpineTables:
    """Return a spine with the mutations applied in the order of the files.

    `counts` tells `groepen`, `groepen_toegepast`, `groepen_niet_in_deze_spine` and `groepen_was_wijkt_af`, and how many
    `toevoeging`, `wijziging` and `verwijdering` there were; every refused group has a fault with its place. Raises
    DeliveryFaults when a file is damaged or is no mutation delivery.
    """
    if base.current_only:
        found = "is read onto a spine of the current state only, which has no voorkomens to change"
        raise DeliveryFaults("the BAG mutations", [Fault(files[0].name, "", found, "load a BAG extract first")])
    delivery = _read(files, _Form(dummies or Dummies(), ignored), limits)
    changes = [mutation for group in delivery.groups for mutation in group.mutations]
    spine = MutableSpine(base, [row for change in changes for row in (change.was, change.wordt) if row is not None])
    counts, faults = Counter(delivery.counts), list(delivery.faults)
    for group in delivery.groups:
        counts["groepen"] += 1
        refusal = spine.apply([(mutation.was, mutation.wordt) for mutation in group.mutations])
        counts[refusal.count if refusal else "groepen_toegepast"] += 1
        if refusal and len(faults) < MOST_FAULTS:
            faults.append(group.place.fault(f"mutatieGroep of {refusal.what}", refusal.found, refusal.remedy))
    on = max(delivery.days, default=base.on)
    changed = replace(spine.tables(), on=on, faults=tuple(faults))
    changed = with_onderzoek(changed, on) if on else changed.with_tables()
    return replace(changed, counts={**changed.counts, **dict.fromkeys(_COUNTS, 0), **counts})


_COUNTS = ("groepen", "groepen_toegepast", "groepen_niet_in_deze_spine", "groepen_was_wijkt_af", "set_aside")


@dataclass(frozen=True, slots=True)
class _Form:
    """What is read as unknown, and which elements nobody reads."""

    dummies: Dummies
    ignored: Sequence[str]


@dataclass(slots=True)
class _Delivery:
    groups: list[Group]
    days: list[date]
    counts: Counter[str]
    faults: list[Fault]


def _read(files: Sequence[Path], form: _Form, limits: ArchiveLimits | None) -> _Delivery:
    delivery = _Delivery([], [], Counter(), [])
    stopping: list[Fault] = []
    for member in walk_archive(files, limits):
        if not member.name.lower().endswith(".xml"):
            delivery.counts["files_skipped"] += 1
            continue
        delivery.counts["files"] += 1
        try:
            for element in stream_elements(
                member.name, member.stream, tags=("mutatieGroep", "StandTechnischeDatum"), roots=ROOTS
            ):
                _take(element, XmlPlace(member.name, element.sourceline or 0), delivery, form)
        except DeliveryFaults as error:
            stopping.extend(error.faults)
    if stopping:
        raise DeliveryFaults("the BAG mutations", stopping)
    return delivery


def _take(element: Any, place: XmlPlace, delivery: _Delivery, form: _Form) -> None:
    if LOCAL[element.tag] == "StandTechnischeDatum":
        delivery.days.append(date.fromisoformat((element.text or "").strip()))
        return
    try:
        mutations = tuple(_mutation(child, delivery.counts, form) for child in element)
    except (ElementFault, GeometryFault) as error:
        what = getattr(error, "element", "geometrie")
        delivery.counts.update(groepen=1, set_aside=1)
        delivery.faults.append(
            place.fault(f"{what} in a mutatieGroep", str(error), "ask the Kadaster; it is set aside")
        )
        return
    delivery.groups.append(Group(mutations, place))


def _mutation(element: Any, counts: Counter[str], form: _Form) -> Mutation:
    kind = LOCAL[element.tag]
    if kind not in ("toevoeging", "wijziging", "verwijdering"):
        raise ElementFault(kind, "is no toevoeging, wijziging or verwijdering")
    counts[kind] += 1
    sides = {LOCAL[side.tag]: _row(side, form) for side in element}
    mutation = Mutation(sides.get("was"), sides.get("wordt"))
    if (mutation.was is None) != (kind == "toevoeging") or (mutation.wordt is None) != (kind == "verwijdering"):
        raise ElementFault(kind, f"holds {' and '.join(sorted(sides)) or 'nothing'}")
    return mutation


def _row(side: Any, form: _Form) -> Row:
    for holder in side:
        for element in holder:
            if LOCAL[holder.tag] == "kenmerkInOnderzoek":
                return _of_onderzoek(bag_onderzoek(element))
            return _of_object(bag_row(element, form.dummies), form.ignored)
    raise ElementFault(LOCAL[side.tag], "holds no object")


def _of_onderzoek(found: Onderzoek) -> Row:
    values = dict(zip(SCHEMAS["in_onderzoek"].names, found.row, strict=True))
    return Row("in_onderzoek", found.soort, found.id, values)


def _of_object(found: BagRow, ignored: Sequence[str]) -> Row:
    unknown = unread(found.unread, ignored)
    if unknown:
        raise ElementFault(unknown[0], f"is an element of a {found.soort} that this reader does not know")
    name = TABLE_OF[found.soort]
    values = dict(zip(SCHEMAS[name].names, found.row, strict=True))
    if found.geometry is not None and "x_cm" in values:
        places = places_of([shape_of(found.geometry)])
        values |= {"x_cm": places.x_cm[0].as_py(), "y_cm": places.y_cm[0].as_py()}
    return Row(name, found.soort, found.id, values)
