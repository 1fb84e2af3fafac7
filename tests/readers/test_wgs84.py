# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Longitude and latitude in each other's place."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pandzicht.errors import DeliveryFaults
from pandzicht.readers.wgs84 import Degrees, check_wgs84
from pandzicht.store.engine import Engine

DEGREES = Degrees("lon", "lat")
HERE = ("4.3", "52.1")


def check(*points: tuple[str | None, str | None]) -> None:
    columns = {"lon": [lon for lon, _ in points], "lat": [lat for _, lat in points]}
    places = {"file_no": [0] * len(points), "record_no": list(range(1, len(points) + 1))}
    with Engine() as engine:
        check_wgs84(engine, ["a.csv"], pa.table(columns | places), DEGREES)


@pytest.mark.parametrize(
    "other", [HERE, (None, None), ("x", "y"), ("0", "0"), ("121000.5", "487000.5"), ("-3.7", "40.4")]
)
def test_points_here_and_elsewhere_pass(other: tuple[str | None, str | None]) -> None:
    check(HERE, other)


def test_a_file_with_all_points_swapped_is_told_as_a_whole() -> None:
    with pytest.raises(
        DeliveryFaults, match=r"a.csv: longitude and latitude are swapped, in 2 of 2 records; correct it"
    ):
        check(HERE[::-1], HERE[::-1], (None, None))


def test_a_few_swapped_points_are_told_each() -> None:
    with pytest.raises(DeliveryFaults) as caught:
        check(HERE, HERE[::-1], HERE, ("52.2", "3.9"), HERE)
    assert [fault.place for fault in caught.value.faults] == ["record 2", "record 4"]
