# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moves of a period in the residents register: within the city, and of newcomers, as changes and as events."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from pandzicht.modelcity.areas import TOWN
from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.fictitious_numbers import bsn_text
from pandzicht.modelcity.holdings import Holdings
from pandzicht.modelcity.mess import messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.residents import EVENTS, RATES, write_event_rows
from pandzicht.modelcity.texts import calendar, chosen, digits

FIRST_NEWCOMER = 4_000_000
"""Numbers from here on are persons who came after the first deliveries; below those of parents outside the city."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Holdings that end with where and when each goes on, and newcomers with where and when they register."""

    ended: Array
    """Positions among the holdings of the city."""
    to: Array
    on: Array
    newcomers: Array
    at: Array
    since: Array


def write_moves(box: Outbox, holdings: Holdings, moves: Moves, rng: np.random.Generator, *, first: int) -> None:
    """Write `brp_bewoning_wijzigingen` and the `brp_mutaties` of a period, counting events on from a number."""
    ended, count, fresh = holdings.take(moves.ended), len(moves.ended), len(moves.newcomers)
    person = np.concatenate([ended.person, ended.person, moves.newcomers])
    at = np.concatenate([ended.at, moves.to, moves.at])
    start = np.concatenate([ended.start, moves.on, moves.since])
    end = np.concatenate([moves.on, np.full(count + fresh, -1)])
    secret = np.concatenate([ended.secret, ended.secret, np.zeros(fresh, dtype=np.int64)])
    asked = (end < 0) & (rng.random(len(end)) < 0.02)
    _write_changes(box, (person, at, start, end), secret, asked)
    came = np.concatenate([ended.at, np.full(fresh, -1)])
    kind = np.full(len(came), EVENTS.index("verhuizing"))
    events = (kind, person[count:], at[count:], came, start[count:])
    order = np.lexsort((events[1], events[4]))
    write_event_rows(box, tuple(column[order] for column in events), first=first)


def _write_changes(box: Outbox, holding: tuple[Array, Array, Array, Array], secret: Array, asked: Array) -> None:
    """Write the changes in the form of the Haal Centraal bewoning mock; absent parts are left out."""
    person, at, start, end = holding
    rates = {flaw: rate / 2 for flaw, rate in RATES.items()}
    rows = messed(box.town, at, box.town.chance(f"mess of changes {box.wave}"), rates, short=True)
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
