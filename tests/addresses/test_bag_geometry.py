# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from lxml import etree

from pandzicht.addresses.bag_geometry import GeometryFault, places_of, shape_of
from tests.addresses.bag_xml import NAMESPACES, SQUARE, area, element, point

BOW = "206000.0 447000.0 206010.0 447010.0 206010.0 447000.0 206000.0 447010.0 206000.0 447000.0"
HOLE = "206001.0 447001.0 206002.0 447001.0 206002.0 447002.0 206001.0 447002.0 206001.0 447001.0"


def parsed(xml: str) -> etree._Element:
    return etree.fromstring(f"<root {NAMESPACES}>{xml}</root>")


def place(xml: str) -> tuple[int | None, int | None, str | None]:
    found = places_of([shape_of(parsed(xml))])
    return found.x_cm[0].as_py(), found.y_cm[0].as_py(), found.faults.get(0)


def test_a_point_is_its_own_place_in_whole_centimetres() -> None:
    assert place(point("206335.699", "447529.842")) == (20633570, 44752984, None)
    assert place(element("gml:Point", element("gml:pos", "206335.699 447529.842"))) == (20633570, 44752984, None)


def test_an_area_is_at_its_centroid() -> None:
    assert place(area()) == (20600500, 44701000, None)


def test_an_inner_ring_is_no_part_of_the_area() -> None:
    x, y, fault = place(area(SQUARE, HOLE))
    assert fault is None
    assert x is not None
    assert x > 20600500
    assert y is not None
    assert y > 44701000


def test_three_dimensions_and_lines_that_wrap_make_no_difference() -> None:
    points = SQUARE.split()
    wrapped = "\n      ".join(f"{points[at]} {points[at + 1]}\n 0.0" for at in range(0, len(points), 2))
    assert place(area(f"\n {wrapped} \n", dimension=3)) == (20600500, 44701000, None)


def test_several_areas_are_one_thing() -> None:
    far = " ".join(str(float(number) + 100) for number in SQUARE.split())
    assert place(area(SQUARE) + area(far)) == (20605500, 44706000, None)


def test_an_area_that_crosses_itself_is_repaired_and_reported() -> None:
    x, y, fault = place(area(BOW))
    assert (x, y) == (20600500, 44700500)
    assert fault == "is no valid area (Self-intersection[206005 447005])"


def test_coordinates_exchanged_are_reported_and_not_kept() -> None:
    x, y, fault = place(point("447529.842", "206335.699"))
    assert (x, y) == (None, None)
    assert fault == "lies outside the bounds of RD (x 447530, y 206336 m)"


@pytest.mark.parametrize("number", ["nan", "inf"])
def test_what_is_no_place_is_reported(number: str) -> None:
    assert place(point(number))[:2] == (None, None)


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        ("<Objecten:geometrie/>", "holds no coordinates"),
        (element("gml:Polygon"), "holds no coordinates"),
        (point("206335,699"), "holds a coordinate that is no number: 206335,699 447529.842 0.0"),
        (point(z=""), "holds 2 numbers, not a whole number of points in 3 dimensions"),
        (point(z=" 0.0 206335.699 447529.842 0.0"), "is a point of 2 positions"),
        (area("206000 447000 206010 447000 206000 447000"), "has a ring of 3 points; an area needs 4"),
        (
            area(SQUARE.replace("206000.0 447000.0", "206001.0 447000.0", 1)),
            "has a ring that does not end where it began",
        ),
        (area(""), "holds 0 numbers"),
    ],
)
def test_what_cannot_be_read_says_why(xml: str, told: str) -> None:
    with pytest.raises(GeometryFault) as caught:
        shape_of(parsed(xml))
    assert told in str(caught.value)


def test_many_shapes_at_once_keep_their_order() -> None:
    shapes = [shape_of(parsed(xml)) for xml in (area(BOW), point(), area(), point("1", "2"))]
    found = places_of(shapes)
    assert found.x_cm.to_pylist() == [20600500, 20633570, 20600500, None]
    assert sorted(found.faults) == [0, 3]
