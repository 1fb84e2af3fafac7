# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Adults without partner, parent or child at their address, by the rules of the catalogue's `household`."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pandzicht.definitions.words import Duration

RELATIONS = ("partner", "ouder1", "ouder2")


def without_relation(rows: pd.DataFrame, on: date) -> np.ndarray:
    """Return per row whether it is of an adult without relation at the address; False also where unknown."""
    day = np.datetime64(on, "s")
    start, end = rows["datum_aanvang_vroegst"].to_numpy(), rows["datum_einde_laatst"].to_numpy()
    own = (rows["object_id"].to_numpy() > 0) & (np.isnat(start) | (start <= day)) & (np.isnat(end) | (end > day))
    at = np.flatnonzero(own)
    home, _ = pd.factorize(rows["object_id"].to_numpy()[at])
    person = rows["persoon"].to_numpy()[at]
    told = np.stack([rows[name].to_numpy() for name in RELATIONS])
    has = (told[:, at] > 0).any(axis=0)
    # who tells of no relation in this row may tell of them in another
    silent = pd.Index(pd.unique(person[~has]))
    elsewhere = np.flatnonzero((told > 0).any(axis=0))
    elsewhere = elsewhere[silent.get_indexer(rows["persoon"].to_numpy()[elsewhere]) >= 0]
    has |= pd.Index(pd.unique(rows["persoon"].to_numpy()[elsewhere])).get_indexer(person) >= 0
    related = _related(rows, at, home, person, told, elsewhere)
    born = [rows[name].to_numpy()[at] for name in ("geboorte_vroegst", "geboorte_laatst")]
    grown = np.datetime64(Duration("P18Y").before(on), "s")
    youngest = pd.Series(np.where(np.isnat(born[1]), np.datetime64("9999-12-31", "s"), born[1])[~has])
    youngest = youngest.groupby(home[~has]).max().reindex(np.arange(home.max() + 1)).to_numpy()
    twelve_years = (born[0].astype("datetime64[M]") + 144).astype("datetime64[s]") + (
        born[0] - born[0].astype("datetime64[M]").astype("datetime64[s]")
    )
    may_have_child = youngest[home] >= twelve_years
    answer = np.zeros(len(rows), dtype=bool)
    answer[at] = (born[1] <= grown) & has & ~may_have_child & ~related
    return answer


def _related(
    rows: pd.DataFrame, at: np.ndarray, home: np.ndarray, person: np.ndarray, told: np.ndarray, elsewhere: np.ndarray
) -> np.ndarray:
    """Return per row of `at` whether somebody at the home and this person name each other."""
    persons = pd.Index(pd.unique(person))
    width = len(persons) + 1
    own = home.astype(np.int64) * width + persons.get_indexer(person)
    lives_here = pd.Index(pd.unique(own))
    teller, other, where = [person] * len(told), list(told[:, at]), [home] * len(told)
    if len(elsewhere):
        lines = pd.DataFrame({"person": rows["persoon"].to_numpy()[elsewhere], "line": elsewhere})
        joined = lines.merge(pd.DataFrame({"person": person, "home": home}), on="person")
        for relation in told:
            teller.append(joined["person"].to_numpy())
            other.append(relation[joined["line"].to_numpy()])
            where.append(joined["home"].to_numpy())
    teller_all, other_all, where_all = (np.concatenate(parts) for parts in (teller, other, where))
    named = (other_all > 0) & (teller_all != other_all)
    codes = persons.get_indexer(other_all[named])
    pairs = where_all[named].astype(np.int64) * width + codes
    met = (codes >= 0) & (lives_here.get_indexer(pairs) >= 0)
    tellers = where_all[named][met].astype(np.int64) * width + persons.get_indexer(teller_all[named][met])
    return pd.Index(pd.unique(np.concatenate([tellers, pairs[met]]))).get_indexer(own) >= 0
