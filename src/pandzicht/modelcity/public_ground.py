# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Objects on public ground: places without an object in the BAG, with or without a permit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.arrays import Array, weighted
from pandzicht.modelcity.mess import Flaw, messed
from pandzicht.modelcity.objects import HORECA, WINKEL
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.permits import GRANTED, Case, Permits
from pandzicht.modelcity.texts import calendar, chosen, decimals, digits, joined
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import RIGHT, SHARES, SHOWN, Check
from pandzicht.modelcity.write_csv import write_csv

SORTS = ("terras", "uitstalling", "steiger", "container", "reclamebord", "bouwkeet")


@dataclass(frozen=True, slots=True)
class Places:
    """Places by own key (their position + 1): columns of equal length."""

    at: Array
    sort: Array
    permit: Array
    """Position of the case that allows it, -1 when the list names none."""
    really: Array
    """Whether it stands there without a permit."""
    looks: Array

    def __len__(self) -> int:
        return len(self.at)

    def keys(self) -> pa.Array:
        """Return the own key of every place."""
        return joined("PO-", digits(np.arange(1, len(self.at) + 1), 6))


def build_places(town: Town, permits: Permits) -> Places:
    """Put terraces and other things on public ground; some lack a permit, some only seem to."""
    rng = town.chance("precario")
    count = town.size(4_000)
    sort = rng.choice(len(SORTS), size=count, p=[0.45, 0.2, 0.1, 0.1, 0.1, 0.05])
    shops = np.isin(town.objects.use, (WINKEL, HORECA)) & town.objects.standing
    at = weighted(rng, shops + 0.01 * town.objects.standing, count)
    cases = np.flatnonzero(
        (permits.kind == Case.TERRAS) & (permits.result == GRANTED) & (permits.opened > town.today - 1700)
    )
    share = 3.0 * SHARES[Check.ILLEGALE_BOUW]
    really = rng.random(count) < share
    looks = (really & (rng.random(count) < SHOWN + 0.2)) | (
        ~really & (rng.random(count) < share * SHOWN * (1 / RIGHT - 1))
    )
    permit = np.where(
        looks | (len(cases) == 0), -1, cases[rng.integers(max(len(cases), 1), size=count)] if len(cases) else -1
    )
    allowed = permit >= 0
    at = np.where(allowed, permits.at[np.maximum(permit, 0)], at)
    return Places(at, np.where(allowed, 0, sort), permit, really, looks)


def write_places(box: Outbox, places: Places, permits: Permits) -> None:
    """Write `precario`."""
    town = box.town
    rng = town.chance("mess of precario")
    count = len(places)
    rows = messed(town, places.at, rng, {Flaw.AFKORTING: 0.1, Flaw.KLEINE_LETTERS: 0.05})
    numbers = pa.array(permits.numbers(), type=pa.string())
    granted = permits.closed[np.maximum(places.permit, 0)]
    iso = calendar("%Y-%m-%d")
    objects = town.objects
    columns = {
        "objectnummer": places.keys(),
        "soort": chosen(SORTS, places.sort),
        "x": decimals(objects.x[places.at] + rng.normal(0, 1.5, count), 2),
        "y": decimals(town.streets.y[objects.street[places.at]] + rng.normal(0, 1, count), 2),
        "oppervlakte_m2": decimals(rng.gamma(3, 5, count) + 1, 1),
        "vergunningnummer": numbers.take(pa.array(places.permit, mask=places.permit < 0)),
        "vergunning_tot": iso.text(np.where(places.permit < 0, -1, granted + 5 * 365)),
        "waargenomen_op": iso.text(town.today - rng.integers(20, 400, count)),
        "nabij": rows.one_line(),
    }
    path = box.path("precario", "precario_{D}.csv")
    write_csv(path, pa.table(columns))
    box.delivered("precario", [path], count)
    box.true_objects("precario", np.full(count, -1), rows.flaw_names())
