# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The week after: changes, new events and a few full deliveries, so that a second run shows what changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from pandzicht.modelcity.areas import TOWN
from pandzicht.modelcity.arrays import Array, several
from pandzicht.modelcity.bag_light import write_later_bag_light
from pandzicht.modelcity.cases import write_cases
from pandzicht.modelcity.complaints import FIRST_ID, build_complaints, write_complaints
from pandzicht.modelcity.enforcement import Cases
from pandzicht.modelcity.fictitious_numbers import bsn_text
from pandzicht.modelcity.holdings import Holdings
from pandzicht.modelcity.letting import write_registrations
from pandzicht.modelcity.mess import messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.owners import Owners
from pandzicht.modelcity.permits import Permits
from pandzicht.modelcity.post import write_returned_mail
from pandzicht.modelcity.residents import EVENTS, RATES, write_event_rows
from pandzicht.modelcity.texts import calendar, chosen, digits
from pandzicht.modelcity.tips import write_tips
from pandzicht.modelcity.truth import Truth
from pandzicht.modelcity.visits import build_visits, write_visits

DAYS = 7
_NEWCOMERS = 8_000_000
"""Numbers of persons who come from elsewhere in the second week; below those of parents outside the city."""
CROSSINGS = 12
"""Addresses at which the new registrations make many persons on few square metres."""


def open_second_week(box: Outbox) -> None:
    """Move the outbox a week on."""
    box.wave = 2
    box.day = box.town.on + timedelta(days=DAYS)


@dataclass(frozen=True, slots=True)
class Week:
    """What the second week goes on from."""

    bag: Path
    owners: Owners
    cases: Cases
    permits: Permits
    truth: Truth


def write_second_week(box: Outbox, week: Week, *, holdings: Holdings, letting: Array) -> None:
    """Write all deliveries of the second week."""
    town, truth = box.town, week.truth
    open_second_week(box)
    days = (town.today, box.today)
    write_later_bag_light(box, week.bag)
    _write_changes(box, holdings)
    reports = build_complaints(town, truth, rng=town.chance("signalen week 2"), share=2 / 300, period=days)
    write_complaints(box, reports, first=FIRST_ID + 1_000_000, subfolder=f"{box.day:%Y%m%d}")
    write_cases(box, _new_permits(box, week.permits), first=len(week.permits) + 1)
    count = town.size(160)
    visits = build_visits(town, week.owners, week.cases, truth, subject="bezoeken week 2", count=count, period=days)
    write_visits(box, visits, first=town.size(25_000) + 1)
    write_tips(box, truth, share=25 / 4_000, period=days, first=town.size(4_000) + 100)
    dropped = town.chance("registrations week 2").random(len(letting)) < 0.01
    write_registrations(box, letting, dropped=dropped)
    write_returned_mail(box, truth, count=town.size(60), period=days, first=town.size(6_000) + 1)


def _new_permits(box: Outbox, permits: Permits) -> Permits:
    """Return cases like some of the earlier ones, opened in the second week and still open."""
    rng = box.town.chance("vergunningen week 2")
    rows = several(rng, np.ones(len(permits)), box.town.size(150))
    opened = np.sort(rng.integers(box.town.today, box.today, len(rows)))
    none = np.full(len(rows), -1)
    return Permits(permits.kind[rows], permits.at[rows], opened, none, none, none, permits.detail[rows])


def _write_changes(box: Outbox, holdings: Holdings) -> None:
    """Write `brp_bewoning_wijzigingen` and the events of the week: moves within the city, departures, newcomers."""
    town = box.town
    rng = town.chance("bewoning week 2")
    holds = (holdings.end < 0) & ~holdings.letter_box & (holdings.start < town.today - 30)
    mover = several(rng, holds * 1.0, town.size(550))
    homes = np.flatnonzero(town.objects.dwelling)
    to = homes[rng.integers(len(homes), size=len(mover))]
    moved_on = rng.integers(town.today, box.today, len(mover))
    crowded, newcomers = _crossings(box, holdings, homes, rng)
    fresh = rng.integers(town.today, box.today, len(crowded))
    person = np.concatenate([holdings.person[mover], holdings.person[mover], newcomers])
    at = np.concatenate([holdings.at[mover], to, crowded])
    start = np.concatenate([holdings.start[mover], moved_on, fresh])
    end = np.concatenate([moved_on, np.full(len(mover) + len(crowded), -1)])
    secret = np.concatenate([holdings.secret[mover], holdings.secret[mover], np.zeros(len(crowded), dtype=np.int64)])
    asked = (end < 0) & (rng.random(len(end)) < 0.02)
    _write_mock(box, (person, at, start, end), secret, asked)
    came = np.concatenate([holdings.at[mover], np.full(len(crowded), -1)])
    kind = np.full(len(came), EVENTS.index("verhuizing"))
    events = (kind, person[len(mover) :], at[len(mover) :], came, start[len(mover) :])
    order = np.lexsort((events[1], events[4]))
    write_event_rows(box, tuple(column[order] for column in events), first=2_000_001)


def _crossings(box: Outbox, holdings: Holdings, homes: Array, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return where newcomers register: five at once at a few small homes, single ones elsewhere."""
    town = box.town
    now = np.bincount(holdings.at[holdings.end < 0], minlength=len(town.objects))
    tight = several(rng, ((now >= 2) & (now <= 4) & (town.objects.area < 75) & town.objects.dwelling) * 1.0, CROSSINGS)
    single = homes[rng.integers(len(homes), size=max(1, town.size(340)))]
    at = np.concatenate([np.repeat(tight, 5), single])
    return at, _NEWCOMERS // 2 + np.arange(len(at))


def _write_mock(box: Outbox, holding: tuple[Array, Array, Array, Array], secret: Array, asked: Array) -> None:
    """Write the changes in the form of the Haal Centraal bewoning mock; absent parts are left out."""
    person, at, start, end = holding
    rates = {flaw: rate / 2 for flaw, rate in RATES.items()}
    rows = messed(box.town, at, box.town.chance("mess of changes"), rates, short=True)
    day = calendar()
    inquiry = day.text(np.where(asked, np.maximum(start, box.today - 2), -1))
    nested = {
        "datumAanvangAdreshouding": day.text(start),
        "datumEindeAdreshouding": day.text(end),
        "functieAdres": chosen(("W",), at * 0),
        "straat": rows.straat(),
        "huisnummer": rows.huisnummer(),
        "huisletter": rows.huisletter(),
        "huisnummertoevoeging": rows.toevoeging(),
        "postcode": rows.postcodes(),
        "woonplaats": chosen((TOWN,), at * 0),
        "adresseerbaarObjectIdentificatie": rows.object_ids(),
        "nummeraanduidingIdentificatie": rows.nummeraanduiding_ids(),
        "aangifteAdreshouding": chosen(("I", "G", "A"), at % 3),
    }
    numbers = bsn_text(person).to_pylist()
    codes = digits(secret).to_pylist()
    columns = {name: column.to_pylist() for name, column in nested.items()}
    found = []
    for row, (number, code, since) in enumerate(zip(numbers, codes, inquiry.to_pylist(), strict=True)):
        home: dict[str, object] = {name: column[row] for name, column in columns.items() if column[row] is not None}
        if since:
            home["inOnderzoek"] = {"aanduidingGegevensInOnderzoek": "089999", "datumIngangOnderzoek": since}
        person_part = {"burgerservicenummer": number, "geheimhoudingPersoonsgegevens": code}
        found.append({**person_part, "verblijfplaats": home})
    path = box.path("brp_bewoning_wijzigingen", "bewoning_wijzigingen_{D}.json")
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    box.delivered("brp_bewoning_wijzigingen", [path], len(found))
    box.true_addresses("brp_bewoning_wijzigingen", rows)
