# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dump of Signalen: four files as one table, coordinates put right, reporters refused."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.source import Format
from pandzicht.readers.signalen_dump import read_signalen_dump as read
from tests.readers.conftest import Deliver, Told, check_contract, rows

FORM = Format(delimiter=",")
ADDRESS = '{"openbare_ruimte": "Zilverduinstraat", "huisnummer": 12, "huisletter": "A", "postcode": "9911AB"}'
DUMP = {
    "signals.csv": [
        ["id", "text", "category_assignment_id", "location_id", "reporter_id", "status_id"],
        ["700", "Zak, naast bak", "31", "21", "null", "11"],
        ["701", "null", "32", "22", "null", "12"],
        ["702", "Stank", "31", "null", "null", "13"],
    ],
    "locations.csv": [
        ["id", "lat", "lng", "buurt_code", "address", "_signal_id"],
        ["22", "4.15", "52.2", "null", "null", "701"],
        ["21", "4.141833", "52.119204", "BU99990101", ADDRESS, "700"],
    ],
    "statusses.csv": [["id", "state", "created_at"], ["11", "o", "2025"], ["12", "m", "2026"], ["13", "b", "2026"]],
    "categories.csv": [["id", "main_slug", "sub_slug"], ["31", "wonen", "leegstand"], ["32", "afval", "grofvuil"]],
}


def write(deliver: Deliver, folder: str = "dump", **changes: Any) -> Path:
    """Write a dump; a change replaces the file of that name, None leaves it out."""
    for name, lines in (DUMP | {f"{name}.csv": lines for name, lines in changes.items()}).items():
        if lines is not None:
            text = "".join(",".join('"' + value.replace('"', '""') + '"' for value in line) + "\n" for line in lines)
            path = deliver(f"{folder}/{name}", text)
    return path.parent


def test_what_belongs_to_a_report_is_laid_beside_it(deliver: Deliver) -> None:
    delivered = read([write(deliver)], FORM)
    check_contract(delivered)
    first, second, third = rows(delivered)
    assert first == {
        "id": "700",
        "text": "Zak, naast bak",
        "category_assignment_id": "31",
        "location_id": "21",
        "status_id": "11",
        "location.id": "21",
        "location.lat": "52.119204",
        "location.lng": "4.141833",
        "location.buurt_code": "BU99990101",
        "location._signal_id": "700",
        "location.address.openbare_ruimte": "Zilverduinstraat",
        "location.address.huisnummer": "12",
        "location.address.huisletter": "A",
        "location.address.postcode": "9911AB",
        "status.id": "11",
        "status.state": "o",
        "status.created_at": "2025",
        "category.id": "31",
        "category.main_slug": "wonen",
        "category.sub_slug": "leegstand",
        "file_no": 2,
        "record_no": 1,
    }
    assert {name for name in second if name.startswith("location.address")} == set()
    assert (second["location.lng"], second["status.state"], second["category.main_slug"]) == ("4.15", "m", "afval")
    assert {name for name in third if name.startswith("location.")} == set()
    assert third["record_no"] == 3


def test_files_in_the_same_order_join_alike(deliver: Deliver) -> None:
    """The source writes the files line by line alike: then nothing need be looked up."""
    turned = [DUMP["locations.csv"][0], *DUMP["locations.csv"][:0:-1], ["23", "4.2", "52.3", "x", ADDRESS, "702"]]
    signals = [*DUMP["signals.csv"][:3], ["702", "Stank", "31", "23", "null", "13"]]
    table = read([write(deliver, locations=turned, signals=signals)], FORM).table
    assert table["location._signal_id"].to_pylist() == table["id"].to_pylist() == ["700", "701", "702"]
    assert table["location.address.huisletter"].to_pylist() == ["A", None, "A"]


def test_a_zip_and_single_files_are_read_alike(deliver: Deliver, tmp_path: Path) -> None:
    folder = write(deliver)
    with zipfile.ZipFile(tmp_path / "dump.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, f"export/{path.name}")
    files = [folder / name for name in DUMP]
    whole = read([folder], FORM).table.drop_columns(["file_no"])
    assert read([tmp_path / "dump.zip"], FORM).table.drop_columns(["file_no"]).equals(whole)
    single = read(files, FORM).table
    assert single.drop_columns(["file_no"]).equals(whole)
    assert set(single["file_no"].to_pylist()) == {0}


def test_reporters_are_refused_before_anything_is_read(deliver: Deliver, told: Told) -> None:
    folder = write(deliver, signals=[["no header"]])
    deliver("dump/reporters.csv", "id,email\n1,iemand@example.org\n")
    (fault,) = told(read, folder, delimiter=",")
    assert "dump/reporters.csv: holds who reported, which is never read; take it out of the delivery" in fault
    assert "example.org" not in fault


def test_a_dump_without_addresses_is_read(deliver: Deliver) -> None:
    bare = [[line[0], line[1], line[2]] for line in DUMP["locations.csv"]]
    table = read([write(deliver, locations=bare)], FORM).table
    assert table["location.lat"].to_pylist() == ["52.119204", "52.2", None]
    none = [[*line[:4], "null", *line[5:]] if at else line for at, line in enumerate(DUMP["locations.csv"])]
    assert not [name for name in read([write(deliver, locations=none)], FORM).fields if "address" in name]


def changed(name: str, at: int, column: int, value: str) -> list[list[str]]:
    lines = [list(line) for line in DUMP[name]]
    lines[at][column] = value
    return lines


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"statusses": None}, ["statusses.csv: is not in the delivery"]),
        ({"signals": None, "categories": None}, ["signals.csv: is not in", "categories.csv: is not in"]),
        ({"notes": [["id"], ["1"]]}, ["dump: notes.csv: is not read from a dump of Signalen; leave it out"]),
        (
            {"locations": changed("locations.csv", 0, 1, "breedte")},
            ["locations.csv, header: the column 'lat' is absent"],
        ),
        ({"locations": changed("locations.csv", 2, 0, "22")}, ["record 2: the id 22 stands here again", "location_id"]),
        (
            {"signals": changed("signals.csv", 2, 5, "99")},
            ["1 of 3 reports name a status_id that is not in it, the first in record 2"],
        ),
        (
            {"locations": changed("locations.csv", 2, 4, "Zilverduinstraat 12")},
            ["record 2: the address is no JSON object"],
        ),
        ({"locations": changed("locations.csv", 2, 4, '["x"]')}, ["record 2: the address is no JSON object"]),
        (
            {"locations": changed("locations.csv", 2, 4, '{"huisnummer": 1, "huisnummer": 2}')},
            ["locations.csv, record 2: the key 'huisnummer' stands twice in $"],
        ),
        (
            {
                "locations": [
                    DUMP["locations.csv"][0],
                    ["22", "52.2", "4.15", "", "null", ""],
                    ["21", "52.1", "4.1", "", "null", ""],
                ]
            },
            ["lat of locations.csv holds the latitude, where the dump of Signalen has the longitude, in 2 of 2"],
        ),
    ],
)
def test_a_dump_that_is_not_whole_or_not_itself_is_told(
    deliver: Deliver, told: Told, changes: dict[str, Any], expected: list[str]
) -> None:
    faults = told(read, write(deliver, **changes), delimiter=",")
    assert len(faults) == len(expected)
    assert all(part in fault for part, fault in zip(expected, faults, strict=True))
