# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports of residents as the dump of Signalen delivers them: four files, coordinates swapped, `null` for no value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyproj import Transformer

from pandzicht.modelcity.areas import DISTRICTS, TOWN
from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.complaint_kinds import COMPLAINT_KINDS, MAINS
from pandzicht.modelcity.mess import Flaw, MessyRows, messed
from pandzicht.modelcity.objects import HORECA, WINKEL
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.suspicion import drawn
from pandzicht.modelcity.texts import calendar, chosen, decimals, digits, joined
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Truth
from pandzicht.modelcity.write_csv import CsvForm, write_csv

RATES = {
    Flaw.AFKORTING: 0.04,
    Flaw.NUMMER_SAMEN: 0.015,
    Flaw.POSTCODE_ONTBREEKT: 0.08,
    Flaw.POSTCODE_FOUT: 0.01,
    Flaw.TOEVOEGING_KWIJT: 0.06,
    Flaw.TYPEFOUT: 0.015,
}
FIRST_ID = 700_001
_STATES = (("m", "Gemeld"), ("b", "In behandeling"), ("o", "Afgehandeld"), ("a", "Geannuleerd"))
_DEPARTMENTS = ("STW", "WEG", "THO", "DIE", "HAN", "VTH", "WON", "REG")
_FORM = CsvForm(delimiter=",", quoted=True)


@dataclass(frozen=True, slots=True)
class Complaints:
    """Reports before they are written: object, kind, day and second of the day."""

    at: Array
    kind: Array
    day: Array
    second: Array


def build_complaints(
    town: Town, truth: Truth, *, rng: np.random.Generator, share: float, period: tuple[int, int]
) -> Complaints:
    """Draw a share of three years' reports, with days in a period (first inclusive, last exclusive)."""
    objects = town.objects
    home = objects.dwelling.astype(float)
    shop = (np.isin(objects.use, (WINKEL, HORECA)) & objects.standing).astype(float) + 0.02 * home
    street = objects.standing.astype(float)
    where = {"home": home * town.areas.risk[objects.buurt], "shop": shop, "street": street}
    parts, kinds = [], []
    for number, kind in enumerate(COMPLAINT_KINDS):
        count = max(1, round(town.size(kind.count) * share))
        parts.append(drawn(rng, town, truth, background=where[kind.place], pulls=kind.pulls, count=count))
        kinds.append(np.full(len(parts[-1]), number))
    at, kind_of = np.concatenate(parts), np.concatenate(kinds)
    day = rng.integers(period[0], period[1], len(at))
    second = (7 * 3600 + rng.random(len(at)) * 15 * 3600).astype(np.int64)
    order = np.lexsort((kind_of, at, second, day))
    return Complaints(at[order], kind_of[order], day[order], second[order])


def write_complaints(box: Outbox, reports: Complaints, *, first: int, subfolder: str = "") -> None:
    """Write the four files of `signalen`."""
    town = box.town
    rng = town.chance(f"mess of signalen {box.wave}")
    count = len(reports.at)
    number = digits(first + np.arange(count))
    rows = messed(town, reports.at, rng, RATES, whole=True)
    street = np.array([kind.place == "street" for kind in COMPLAINT_KINDS])[reports.kind]
    nowhere = rng.random(count) < np.where(street, 0.28, 0.04)
    folder = f"{subfolder}/" if subfolder else ""
    tables = {
        "signals": _signals(rng, reports, number, box.today),
        "locations": _locations(rng, town, reports, number, rows, nowhere),
        "statusses": _statusses(rng, reports, number, box.today),
        "categories": _categories(reports, number),
    }
    paths = []
    for name, table in tables.items():
        path = box.path("signalen", f"{folder}{name}.csv")
        write_csv(path, table, _FORM)
        paths.append(path)
    box.delivered("signalen", paths, count)
    names = pc.if_else(pa.array(nowhere), "", rows.flaw_names())
    box.true_objects("signalen", np.where(nowhere, -1, rows.true), names)


def _null(count: int) -> pa.Array:
    return chosen(("null",), np.zeros(count, dtype=np.int64))


def _or_null(column: pa.Array) -> pa.Array:
    return pc.fill_null(column, "null")


def _moments(reports: Complaints, plus: int = 0) -> pa.Array:
    return calendar("%Y-%m-%d").times(reports.day, np.minimum(reports.second + plus, 86_399))


def _signals(rng: np.random.Generator, reports: Complaints, number: pa.Array, today: int) -> pa.Table:
    count = len(reports.at)
    null, created = _null(count), _moments(reports, 553)
    words = [word for kind in COMPLAINT_KINDS for word in kind.words]
    first = np.cumsum([0] + [len(kind.words) for kind in COMPLAINT_KINDS])
    chosen_word = first[reports.kind] + (rng.random(count) * np.diff(first)[reports.kind]).astype(np.int64)
    done = np.minimum(reports.day + rng.integers(1, 30, count), today)
    columns = {
        "id": number,
        "signal_uuid": joined("00000000-0000-4000-8000-", pc.utf8_lpad(number, 12, "0")),
        "source": chosen(
            ("online", "app", "Telefoon", "Interne melding"), rng.choice(4, size=count, p=[0.6, 0.2, 0.17, 0.03])
        ),
        "text": pa.array(words).take(pa.array(chosen_word)),
        "text_extra": null,
        "incident_date_start": _moments(reports),
        "incident_date_end": null,
        "created_at": created,
        "updated_at": calendar("%Y-%m-%d").times(done, reports.second),
        "operational_date": null,
        "expire_date": null,
        "image": null,
        "upload": null,
        "extra_properties": null,
        "category_assignment_id": number,
        "location_id": number,
        "reporter_id": null,
        "status_id": number,
        "priority": chosen(("normal", "high", "low"), rng.choice(3, size=count, p=[0.9, 0.05, 0.05])),
        "priority_created_at": created,
        "parent": null,
        "type": chosen(("SIG", "REQ", "QUE", "COM", "MAI"), rng.choice(5, size=count, p=[0.9, 0.05, 0.02, 0.02, 0.01])),
        "type_created_at": created,
        "directing_departments_assignment_id": null,
    }
    return pa.table(columns)


def _locations(
    rng: np.random.Generator, town: Town, reports: Complaints, number: pa.Array, rows: MessyRows, nowhere: Array
) -> pa.Table:
    """Return the places; `lat` holds the longitude and `lng` the latitude, as the dump has them."""
    count = len(reports.at)
    objects = town.objects
    to_wgs84 = Transformer.from_crs(28992, 4326, always_xy=True)
    longitude, latitude = to_wgs84.transform(
        objects.x[reports.at] + rng.normal(0, 4, count), objects.y[reports.at] + rng.normal(0, 4, count)
    )
    pointless = (rng.random(count) < 0.03) & ~nowhere
    longitude, latitude = (np.where(pointless, np.nan, part) for part in (longitude, latitude))
    null, created = _null(count), _moments(reports, 553)
    absent = pa.array(nowhere)
    wijk = town.areas.wijk[objects.buurt[reports.at]]
    columns = {
        "id": number,
        "lat": _or_null(decimals(longitude, 6, sign=".")),
        "lng": _or_null(decimals(latitude, 6, sign=".")),
        "stadsdeel": chosen(DISTRICTS, wijk * len(DISTRICTS) // len(town.areas.wijk_names)),
        "buurt_code": chosen(town.areas.codes, objects.buurt[reports.at]),
        "address": pc.if_else(absent, "null", address_json(rows)),
        "address_text": pc.if_else(absent, "null", rows.one_line(with_postcode=True, with_town=TOWN)),
        "created_at": created,
        "updated_at": created,
        "extra_properties": null,
        "_signal_id": number,
    }
    return pa.table(columns)


def address_json(rows: MessyRows) -> pa.Array:
    """Return the address as JSON text; where number and street were typed together the number is null."""
    together = pa.array(rows.together)
    street = pc.if_else(together, rows.one_line(), rows.straat())
    house = pc.if_else(together, "null", digits(rows.number))
    return pc.binary_join_element_wise(
        '{"openbare_ruimte":"', street, '","huisnummer":', house,
        ',"huisletter":"', pc.fill_null(rows.huisletter(), ""),
        '","huisnummer_toevoeging":"', pc.fill_null(rows.toevoeging(), ""),
        '","postcode":"', pc.fill_null(rows.postcodes(), ""), f'","woonplaats":"{TOWN}"}}', "",
    )  # fmt: skip


def _statusses(rng: np.random.Generator, reports: Complaints, number: pa.Array, today: int) -> pa.Table:
    count = len(reports.at)
    null = _null(count)
    fresh = today - reports.day < 21
    state = np.where(
        fresh, rng.choice(3, size=count, p=[0.4, 0.3, 0.3]), rng.choice(4, size=count, p=[0.01, 0.03, 0.88, 0.08])
    )
    moment = calendar("%Y-%m-%d").times(np.minimum(reports.day + rng.integers(1, 30, count), today), reports.second)
    columns = {
        "id": number,
        "text": null,
        "user": null,
        "target_api": null,
        "state_display": chosen(tuple(name for _, name in _STATES), state),
        "extern": null,
        "created_at": moment,
        "updated_at": moment,
        "extra_properties": null,
        "_signal_id": number,
        "state": chosen(tuple(code for code, _ in _STATES), state),
    }
    return pa.table(columns)


def _categories(reports: Complaints, number: pa.Array) -> pa.Table:
    null, created = _null(len(reports.at)), _moments(reports, 553)
    mains = tuple(MAINS)
    department = [_DEPARTMENTS[mains.index(kind.main)] for kind in COMPLAINT_KINDS]
    columns = {
        "id": number,
        "main": chosen(tuple(MAINS[kind.main] for kind in COMPLAINT_KINDS), reports.kind),
        "sub": chosen(tuple(kind.name for kind in COMPLAINT_KINDS), reports.kind),
        "main_slug": chosen(tuple(kind.main for kind in COMPLAINT_KINDS), reports.kind),
        "sub_slug": chosen(tuple(kind.slug for kind in COMPLAINT_KINDS), reports.kind),
        "departments": chosen(tuple(department), reports.kind),
        "created_at": created,
        "updated_at": created,
        "extra_properties": null,
        "_signal_id": number,
        "deadline": joined(calendar("%Y-%m-%d").text(reports.day + 21), " 00:00:00+00:00"),
        "deadline_factor_3": null,
    }
    return pa.table(columns)
