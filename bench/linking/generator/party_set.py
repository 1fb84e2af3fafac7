# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A data set of parties: a register of persons and companies, and owners' rows that speak of them.

Of the rows 12 % speak of a party that
is not in the register; of the others 18 % have moved, 7 % have a slip in the name, 3 % of the persons have day and
month exchanged, 4 % the first of January of their year, 2 % no date at all.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from bench.linking.generator import party_names as names
from bench.linking.generator.party_reach import Party, fits_another
from bench.linking.generator.slip import slipped

COMPANIES = 0.3
ABSENT, MOVED, SLIP = 0.12, 0.18, 0.07
DAY_MONTH, NEW_YEAR, NO_DATE = 0.03, 0.04, 0.02
BY_TRADE_NAME, OWN_NUMBER = 0.15, 0.1
"""Share of the rows of a company with a trade name that carry it instead; share that carries its KVK number."""
LABELS = 2_000
_LETTERS = "ABCDEGHJKL"
_FIRST_DAY = date(1930, 1, 1)


def make_party_set(parties: int, rows: int, seed: int) -> dict[str, pa.Table]:
    """Return the register `parties` and the rows `owners`, each row with its `truth`, null for none."""
    rng = np.random.default_rng(seed)
    absent = round(rows * ABSENT)
    everyone = [_party(number, rng) for number in range(parties + absent)]
    chosen = np.r_[rng.integers(parties, size=rows - absent), parties + np.arange(absent)]
    spoken_of = [everyone[which] for which in rng.permutation(chosen).tolist()]
    owners = [_owner(party, rng) for party in spoken_of]
    tied = fits_another(everyone[:parties], spoken_of, owners)
    labels = np.zeros(rows, dtype=bool)
    labels[rng.choice(rows, min(LABELS, rows // 4), replace=False)] = True
    table = pa.Table.from_pylist(owners, _OWNERS).append_column("is_label", pa.array(labels))
    table = table.append_column("tied", pa.array(tied))
    truth = pa.compute.if_else(pa.compute.less(table["truth"], parties), table["truth"], pa.scalar(None, pa.int32()))
    table = table.set_column(table.schema.get_field_index("truth"), "truth", truth)
    register = pa.Table.from_pylist(everyone[:parties], _REGISTER)
    return {
        "parties": register,
        "owners": table.add_column(0, "row_no", pa.array(np.arange(rows), pa.int32())),
    }


_NAME = [("kind", pa.string()), ("voorvoegsel", pa.string()), ("naam", pa.string()), ("voornaam", pa.string()),
         ("geboortedatum", pa.date32()), ("kvk_nummer", pa.string()), ("straat", pa.string()),
         ("huisnummer", pa.int32()), ("postcode", pa.string())]  # fmt: skip
_REGISTER = pa.schema([("party_no", pa.int32()), *_NAME, ("handelsnaam", pa.string())])
_OWNERS = pa.schema([("truth", pa.int32()), *_NAME])


def _party(number: int, rng: np.random.Generator) -> Party:
    party = {"party_no": number, **_home(rng)}
    if rng.random() < COMPANIES:
        name, form, trade = names.company(rng)
        return party | {"kind": "company", "naam": names.full_company(name, form), "handelsnaam": trade or None,
                        "kvk_nummer": str(10_000_000 + number), "name": name, "form": form}  # fmt: skip
    return party | {
        "kind": "person",
        "voorvoegsel": names.PARTICLES[int(rng.integers(len(names.PARTICLES)))] or None,
        "naam": names.surname(rng),
        "voornaam": names.given_name(rng),
        "geboortedatum": _FIRST_DAY + timedelta(days=int(rng.integers(27_000))),
    }


def _owner(party: Party, rng: np.random.Generator) -> Party:
    home = _home(rng) if rng.random() < MOVED else {key: party[key] for key in ("straat", "huisnummer", "postcode")}
    row: Party = {"truth": party["party_no"], "kind": party["kind"], **home}
    if party["kind"] == "company":
        trade = party["handelsnaam"]
        text = (
            trade
            if trade and rng.random() < BY_TRADE_NAME
            else names.written_company(party["name"], party["form"], rng)
        )
        return row | {
            "naam": _with_slip(text, rng),
            "kvk_nummer": party["kvk_nummer"] if rng.random() < OWN_NUMBER else None,
        }
    particle, name = names.written_surname(party["voorvoegsel"] or "", party["naam"], rng)
    return row | {
        "voorvoegsel": particle or None,
        "naam": _with_slip(name, rng),
        "voornaam": names.written_given(party["voornaam"], rng) or None,
        "geboortedatum": _told_day(party["geboortedatum"], rng),
    }


def _home(rng: np.random.Generator) -> Party:
    street = int(rng.integers(6_000))
    letters = f"{_LETTERS[street // 10 % 10]}{_LETTERS[street % 10]}"
    return {
        "straat": f"straat {street}",
        "huisnummer": int(rng.integers(1, 120)),
        "postcode": f"{3100 + street // 100}{letters}",
    }


def _with_slip(text: str, rng: np.random.Generator) -> str:
    return slipped(text, rng) if rng.random() < SLIP else text


def _told_day(day: date, rng: np.random.Generator) -> date | None:
    kind = rng.random()
    if kind < DAY_MONTH and day.day <= 12:
        return date(day.year, day.day, day.month)
    if kind < DAY_MONTH + NEW_YEAR:
        return date(day.year, 1, 1)
    return None if kind < DAY_MONTH + NEW_YEAR + NO_DATE else day
