# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The BAG 2.0 extract (LVC): a zip of zips as delivered, a folder, or XML files, with the whole history.

Source: Kadaster, extract-deelbestand-lvc v20200601 (XSD 2.1.0). Objects are read with their voorkomens, also those
that are inactief or not BAG; kenmerken in onderzoek and the relations of gemeenten and woonplaatsen are read with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pandzicht.addresses.bag_objects import LOCAL, ElementFault, bag_onderzoek, bag_row
from pandzicht.addresses.onderzoek import with_onderzoek
from pandzicht.addresses.repeated import repeated_voorkomens
from pandzicht.addresses.spine_builder import SpineBuilder, XmlPlace
from pandzicht.addresses.spine_tables import TABLE_OF, SpineTables
from pandzicht.definitions.addresses import Dummies
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.archive import ArchiveLimits, Member, walk_archive
from pandzicht.readers.xml_stream import stream_elements

ROOTS = ("bagStand", "BAG-GWR-Deelbestand-LVC", "BAG-Extract-Levering")
_TAGS = ("stand", "GemeenteWoonplaatsRelatie", "StandTechnischeDatum")


def read_bag_extract(
    files: Sequence[Path],
    *,
    dummies: Dummies | None = None,
    ignored: Sequence[str] = (),
    limits: ArchiveLimits | None = None,
) -> SpineTables:
    """Return all voorkomens of a BAG 2.0 extract.

    `ignored` names elements that a newer version of the schema holds and nobody reads. Raises DeliveryFaults with
    every file that is damaged, is no part of an extract, belongs to another day, or holds elements that this reader
    does not know; single voorkomens that cannot be read are set aside in `faults`.
    """
    reading = _Reading(dummies or Dummies(), ignored)
    try:
        for member in walk_archive(files, limits):
            reading.member(member)
    except DeliveryFaults as error:
        reading.stopping.extend(error.faults)
    return reading.finished(", ".join(path.name for path in files))


class _Reading:
    """The running state of one extract."""

    def __init__(self, dummies: Dummies, ignored: Sequence[str]) -> None:
        self.dummies = dummies
        self.builder = SpineBuilder(ignored)
        self.stopping: list[Fault] = []
        self.dates: dict[date, str] = {}
        self.counts: Counter[str] = Counter()

    def member(self, member: Member) -> None:
        """Read one file of the delivery; what stops it is kept until all files were seen."""
        if not member.name.lower().endswith(".xml"):
            self.counts["files_skipped"] += 1
            return
        self.counts["files"] += 1
        try:
            for element in stream_elements(member.name, member.stream, tags=_TAGS, roots=ROOTS):
                self._element(element, member.name)
        except DeliveryFaults as error:
            self.stopping.extend(error.faults)

    def _element(self, element: Any, name: str) -> None:
        kind = LOCAL[element.tag]
        place = XmlPlace(name, element.sourceline or 0)
        try:
            if kind == "stand":
                self._stand(element, place)
            elif kind == "GemeenteWoonplaatsRelatie":
                self.builder.add_relation(_relation(element))
            else:
                self.dates.setdefault(date.fromisoformat((element.text or "").strip()), name)
        except ElementFault as error:
            self.builder.put_aside(named(element), error, place)
        except ValueError as error:
            self.stopping.append(place.fault(kind, f"is no date ({error})", "ask for the delivery again"))

    def _stand(self, stand: Any, place: XmlPlace) -> None:
        """Read one stand: an object or a kenmerk in onderzoek."""
        for holder in stand:
            for element in holder:
                if LOCAL[holder.tag] == "kenmerkInOnderzoek":
                    self.builder.add_onderzoek(bag_onderzoek(element))
                else:
                    self.builder.add(bag_row(element, self.dummies), place)

    def finished(self, subject: str) -> SpineTables:
        """Return the tables, or raise all that stops the delivery."""
        builder = self.builder
        spine = SpineTables(**builder.tables())
        repeated = repeated_voorkomens(spine, subject)
        self.stopping += [*builder.stopping(), *repeated.same, *self._days(subject)]
        if not self.stopping and not any(getattr(spine, name).num_rows for name in TABLE_OF.values()):
            self.stopping.append(Fault(subject, "", "holds no object of the BAG", "name the zip or the XML files"))
        if self.stopping:
            raise DeliveryFaults("the BAG extract", self.stopping)
        faults = (*builder.faults(), *repeated.contradicting)
        counts = {
            **self.counts, "set_aside": builder.set_aside, "faults": builder.fault_count + len(repeated.contradicting),
        }  # fmt: skip
        on = min(self.dates, default=None)
        spine = replace(spine, on=on, counts=counts, faults=faults)
        return with_onderzoek(spine, on) if on else spine.with_tables()

    def _days(self, subject: str) -> list[Fault]:
        if len(self.dates) < 2:
            return []
        days = ", ".join(f"{day} in {name}" for day, name in sorted(self.dates.items()))
        return [Fault(subject, "StandTechnischeDatum", f"differs: {days}", "deliver one extract at a time")]


def named(element: Any) -> str:
    """Return the object inside an element by its kind and id, for a person to find it."""
    for node in element.iter():
        if LOCAL[node.tag].startswith("identificatie"):
            return f"{LOCAL[node.getparent().tag]} {(node.text or '').strip()}"
    return f"{LOCAL[element.tag]} without identificatie"


def _relation(element: Any) -> tuple[Any, ...]:
    texts: dict[str, str] = {}
    for node in element.iter():
        if not len(node):
            parent = LOCAL[node.getparent().tag]
            texts[f"{parent}.{LOCAL[node.tag]}"] = (node.text or "").strip()
    woonplaats = texts.get("gerelateerdeWoonplaats.identificatie", "")
    begin = texts.get("tijdvakgeldigheid.begindatumTijdvakGeldigheid")
    end = texts.get("tijdvakgeldigheid.einddatumTijdvakGeldigheid")
    if not woonplaats.isdigit() or not begin:
        raise ElementFault("gerelateerdeWoonplaats", f"has no id or no begin: {woonplaats!r}")
    return (
        int(woonplaats), texts.get("gerelateerdeGemeente.identificatie"),
        texts.get("GemeenteWoonplaatsRelatie.status"),
        date.fromisoformat(begin), date.fromisoformat(end) if end else None,
    )  # fmt: skip
