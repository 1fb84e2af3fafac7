# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The residents register as delivered: address holdings and events."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.areas import TOWN
from pandzicht.modelcity.arrays import Array, weighted
from pandzicht.modelcity.fictitious_numbers import bsn_text
from pandzicht.modelcity.holdings import REASONS, UNKNOWN, Holdings
from pandzicht.modelcity.mess import Flaw, MessyRows, doubled, messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.texts import calendar, chosen, digits
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth
from pandzicht.modelcity.write_csv import CsvForm, write_csv

RATES = {
    Flaw.ID_ONTBREEKT: 0.010,
    Flaw.AFKORTING: 0.05,
    Flaw.LETTER_IN_TOEVOEGING: 0.006,
    Flaw.TOEVOEGING_KWIJT: 0.005,
    Flaw.ID_FOUT: 0.0015,
    Flaw.OUDE_STRAATNAAM: 0.003,
    Flaw.KLEINE_LETTERS: 0.01,
    Flaw.POSTCODE_ONTBREEKT: 0.004,
    Flaw.ONBEKEND_ADRES: 0.0005,
}
INQUIRY = ("081030", "081180", "089999", "580000")
EVENTS = ("verhuizing", "vertrokken_onbekend_waarheen", "herinschrijving", "briefadres", "correctie")
_NATIONALITIES = ("0001", "0052", "0055", "0057", "0064", "0131", "0499")
_COUNTRIES = ("6030", "5010", "6039", "6066", "7024", "5034", "9999")


def write_residents(box: Outbox, holdings: Holdings, truth: Truth, later: Sequence[Holdings] = ()) -> None:
    """Write `brp_bewoning`: the holdings of the first month, and those that began in each month after it.

    Who was there before is written as before, whoever came since.
    """
    streams = ("brp_bewoning", *(f"brp_bewoning {month}" for month, _ in enumerate(later, start=2)))
    written = [_written(box.town, name, rows, truth) for name, rows in zip(streams, (holdings, *later), strict=True)]
    path = box.path("brp_bewoning", "brp_bewoning_{D}.csv")
    write_csv(path, pa.concat_tables([table for table, _ in written]), CsvForm(mark=True))
    box.delivered("brp_bewoning", [path], sum(len(rows) for _, rows in written))
    record = 1
    for _, rows in written:
        box.true_addresses("brp_bewoning", rows, first_record=record)
        record += len(rows)


def _written(town: Town, stream: str, holdings: Holdings, truth: Truth) -> tuple[pa.Table, MessyRows]:
    """Return holdings as they are delivered, some twice, and the true address of each row."""
    rng = town.chance(stream)
    rows = messed(town, holdings.at, rng, RATES, short=True)
    unsure = np.where(rng.random(len(rows)) < 0.012, rng.integers(1, 3, len(rows)), 0)
    rows.flaws[unsure > 0] |= int(Flaw.DEELDATUM)
    columns = {
        "bsn": bsn_text(holdings.person),
        "geheimhouding": digits(holdings.secret),
        "object_id": rows.object_ids(),
        "nummeraanduiding_id": rows.nummeraanduiding_ids(),
        **address_columns(rows),
        "functieAdres": chosen(("W", "B"), holdings.letter_box.astype(np.int64)),
        "datumAanvang": calendar().text(holdings.start, unsure),
        "datumEinde": calendar().text(holdings.end),
        "redenEinde": chosen(REASONS, holdings.reason),
        "geboortedatum": calendar().text(np.maximum(holdings.born, 0)),
        "partner_bsn": bsn_text(holdings.partner),
        "ouder1_bsn": bsn_text(holdings.parent),
        "ouder2_bsn": bsn_text(holdings.second_parent),
        "inOnderzoek": chosen(INQUIRY, _inquiry(rng, holdings, truth)),
        **_refused(rng, len(rows)),
    }
    order = doubled(rng, len(rows), 0.001)
    return pa.table(columns).take(pa.array(order)), rows.take(order)


def address_columns(rows: MessyRows) -> dict[str, pa.Array]:
    """Return the address as the residents register writes it."""
    return {
        "straat": rows.straat(),
        "huisnummer": rows.huisnummer(),
        "huisletter": rows.huisletter(),
        "toevoeging": rows.toevoeging(),
        "postcode": rows.postcodes(),
        "woonplaats": pa.array([TOWN]).take(pa.array(np.zeros(len(rows), dtype=np.int64))),
    }


def _inquiry(rng: np.random.Generator, holdings: Holdings, truth: Truth) -> Array:
    left = truth.of(Check.ADRESKWALITEIT).looks("vertrokken", "schijnadres")[holdings.at] & (holdings.end < 0)
    marked = rng.random(len(holdings)) < np.where(left, 0.16, 0.003)
    return np.where(marked, rng.choice(4, size=len(holdings), p=[0.2, 0.35, 0.4, 0.05]), -1)


def _refused(rng: np.random.Generator, count: int) -> dict[str, pa.Array]:
    """Return what may never be used, so that a delivery shows that it is refused; unrelated to anything else."""
    return {
        "nationaliteit": chosen(_NATIONALITIES, rng.integers(len(_NATIONALITIES), size=count)),
        "geslacht": chosen(("M", "V", "O"), rng.choice(3, size=count, p=[0.495, 0.495, 0.01])),
        "geboorteland": chosen(_COUNTRIES, rng.integers(len(_COUNTRIES), size=count)),
    }


def write_events(box: Outbox, holdings: Holdings, truth: Truth) -> None:
    """Write `brp_mutaties` of the last 24 months."""
    town = box.town
    rng = town.chance("brp_mutaties")
    parts = [_moves(rng, town, holdings), *_departures(rng, town, holdings, truth)]
    kind, person, at, came, day = (np.concatenate([part[n] for part in parts]) for n in range(5))
    order = np.lexsort((person, day))
    write_event_rows(box, tuple(column[order] for column in (kind, person, at, came, day)), first=1_000_001)


def write_event_rows(box: Outbox, events: tuple[Array, ...], *, first: int) -> None:
    """Write a file of events: kind, person, object, object before, day."""
    kind, person, at, came, day = events
    town = box.town
    rng = town.chance(f"mess of brp_mutaties {box.wave}")
    rows = messed(town, at, rng, {flaw: rate / 2 for flaw, rate in RATES.items()}, short=True)
    columns = {
        "mutatie_id": digits(first + np.arange(len(kind))),
        "soort": chosen(EVENTS, kind),
        "datum": calendar().text(day),
        "bsn": bsn_text(person),
        "object_id": rows.object_ids(),
        **address_columns(rows),
        "vorig_object_id": digits(np.where(came < 0, -1, town.objects.ids[came])),
    }
    box.send_csv("brp_mutaties", "brp_mutaties_{D}.csv", columns, rows)


Events = tuple[Array, Array, Array, Array, Array]


def _moves(rng: np.random.Generator, town: Town, holdings: Holdings) -> Events:
    """Return registrations of the last 24 months as verhuizing or briefadres, with where the person came from."""
    recent = np.flatnonzero((holdings.start > town.today - 730) & (holdings.start <= town.today))
    plain = recent[~holdings.letter_box[recent]]
    plain = plain[rng.random(len(plain)) < min(1.0, town.size(123_000) / max(len(plain), 1))]
    post = recent[holdings.letter_box[recent]]
    rows = np.concatenate([plain, post])
    kind = np.where(holdings.letter_box[rows], EVENTS.index("briefadres"), 0)
    kind[: len(plain)] = np.where(rng.random(len(plain)) < 0.012, EVENTS.index("correctie"), kind[: len(plain)])
    before = np.maximum(rows - 1, 0)
    same = (holdings.person[before] == holdings.person[rows]) & (holdings.end[before] == holdings.start[rows])
    came = np.where(same, holdings.at[before], -1)
    return kind, holdings.person[rows], holdings.at[rows], came, holdings.start[rows]


def _departures(rng: np.random.Generator, town: Town, holdings: Holdings, truth: Truth) -> tuple[Events, Events]:
    """Return departures to unknown, and re-registrations of people who had left."""
    left = np.flatnonzero((holdings.reason == UNKNOWN) & (holdings.end > town.today - 730))
    gone = np.full(len(left), EVENTS.index("vertrokken_onbekend_waarheen"))
    none = np.full(len(left), -1)
    departures = (gone, holdings.person[left], holdings.at[left], none, holdings.end[left])
    looks = truth.of(Check.ADRESKWALITEIT).looks("schijnadres", "te_veel_ingeschreven")
    able = (holdings.end < 0) & ~holdings.letter_box & (holdings.start > town.today - 730)
    again = weighted(rng, np.where(able, np.where(looks[holdings.at], 8.0, 1.0), 0.0), town.size(6_000))
    kind = np.full(len(again), EVENTS.index("herinschrijving"))
    came = np.full(len(again), -1)
    return departures, (kind, holdings.person[again], holdings.at[again], came, holdings.start[again])
