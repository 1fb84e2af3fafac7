# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Personal lists of GBA-V: persons carried down to their history, and the end of every address."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.source import Format
from pandzicht.readers.haalcentraal_bewoning import read_haalcentraal_bewoning
from pandzicht.readers.lo3_csv import read_lo3_csv as read
from tests.readers.conftest import Deliver, Told, check_contract

HEADER = ";01.01.10;01.01.20;07.67.10;07.67.20;08.10.30;08.11.10;08.11.80;08.13.20;08.83.10;08.83.20;08.83.30;08.84.10;"


def line(**values: str) -> str:
    """A line of the file; names are elements with underscores, `label` the first column."""
    titles = ["label", *HEADER.split(";")[1:-1]]
    given = {name.removeprefix("e").replace("_", "."): value for name, value in values.items()}
    assert set(given) <= set(titles)
    return ";".join(given.get(title, "") for title in titles) + ";"


def person(number: int, **values: str) -> str:
    return line(label=f"Lg01_{number}", e01_01_20=f"99999000{number}", **values)


def table_of(deliver: Deliver, *lines: str, header: str = HEADER) -> dict[str, list[Any]]:
    delivered = read([deliver("a.csv", "\r\n".join(["\ufeff" + header, *lines, ""]))], Format())
    check_contract(delivered)
    found: dict[str, list[Any]] = delivered.table.to_pydict()
    return found


@pytest.fixture(scope="module")
def real_lists(real_data: Path) -> Any:
    (file,) = (real_data / "brp-testset").glob("*GBA-V.csv")
    return read([file], Format())


def test_the_real_lists_are_read_with_every_element(real_lists: Any) -> None:
    check_contract(real_lists)
    table = real_lists.table
    assert table.num_rows == 2156
    assert table["record_no"].to_pylist() == list(range(1, 2157))
    titles = [name for name in table.column_names if name[:2].isdigit()]
    assert len(titles) == 255
    assert titles.count("06.88.10#2") == 1
    assert Counter(table["actueel"].to_pylist()) == {"J": 687, "N": 1469}
    assert Counter(table["onjuist"].to_pylist()) == {"J": 31, "N": 2125}
    assert table["08.09.10"].to_pylist().count("0518") == 410
    assert table["08.11.70"].to_pylist().count("'s-Gravenhage") == 184


def test_one_object_of_many_addresses_has_five_residents_and_history(real_lists: Any) -> None:
    lines = [row["actueel"] for row in real_lists.table.to_pylist() if row["08.11.80"] == "0530010002090237"]
    assert Counter(lines) == {"J": 5, "N": 75}


def test_every_history_line_belongs_to_the_person_above(real_lists: Any) -> None:
    rows = real_lists.table.select(["label", "01.01.20", "01.01.10", "persoon"]).to_pylist()
    person: str | None = None
    for row in rows:
        if row["label"]:
            person = row["01.01.20"] or row["01.01.10"] or row["label"]
        assert row["persoon"] == person


def test_the_ends_agree_with_the_bewoning_of_the_same_persons(real_lists: Any, real_data: Path) -> None:
    """The bewoning file of the same test set was made from these lists, some of which have changed their BSN since."""
    bewoning = read_haalcentraal_bewoning([real_data / "brp-testset" / "bewoning-mock-test-data.json"], Format()).table
    place = "verblijfplaats."
    expected = Counter(
        (row["burgerservicenummer"], row[f"{place}datumAanvangAdreshouding"], row[f"{place}datumEindeAdreshouding"])
        for row in bewoning.to_pylist()
        if row[f"{place}datumAanvangAdreshouding"]
    )
    lists = real_lists.table.to_pylist()
    suspended = {row["persoon"] for row in lists if row["07.67.20"]}
    found = Counter(
        (row["persoon"], row["08.10.30"], row["einde"])
        for row in lists
        if row["08.10.30"]
        and row["onjuist"] == "N"
        and row["persoon"] not in suspended
        and not row["eindeDoorOnderzoek"]
    )
    assert sum(found.values()) > 1_400
    assert sum((found - expected).values()) < 0.03 * sum(found.values())


def test_an_address_ends_where_the_next_newer_begins(deliver: Deliver) -> None:
    found = table_of(
        deliver,
        person(1, e08_10_30="20200101", e08_11_10="Derde"),
        line(e08_10_30="20150000", e08_11_10="Tweede"),
        line(e08_13_20="20100505"),
        line(),
        line(e08_10_30="20000101", e08_11_10="Eerste"),
        person(2, e08_10_30="19990101", e08_11_10="Ander"),
    )
    assert found["einde"] == [None, "20200101", "20150000", None, "20100505", None]
    assert found["persoon"] == ["999990001"] * 5 + ["999990002"]
    assert found["actueel"] == ["J", "N", "N", "N", "N", "J"]


def test_an_address_in_error_never_held_and_ends_nothing(deliver: Deliver) -> None:
    found = table_of(
        deliver,
        person(1, e08_10_30="20160601", e08_11_10="Goed"),
        line(e08_10_30="20160526", e08_11_10="Fout", e08_84_10="O"),
        line(e08_10_30="20100818", e08_11_10="Ouder"),
        line(e08_11_10="Fout zonder datum", e08_84_10="O"),
    )
    assert found["onjuist"] == ["N", "J", "N", "J"]
    assert found["einde"] == [None, "20160526", "20160601", "00000000"]


def test_unknown_starts_give_unknown_ends(deliver: Deliver) -> None:
    found = table_of(
        deliver, person(1, e08_10_30="00000000", e08_11_10="B"), line(e08_11_10="A"), line(e08_10_30="20000101")
    )
    assert found["einde"] == [None, "00000000", "00000000"]


@pytest.mark.parametrize(
    ("reason", "date", "ends"),
    [
        ("O", "20210202", ["20210202", "20200101"]),
        ("E", "20190101", ["20190101", "20190101"]),
        ("F", "20210202", ["20200101", "20100101"]),
        ("W", "", ["20200101", "20100101"]),
        ("", "20210202", [None, "20200101"]),
    ],
)
def test_a_suspended_list_ends_its_addresses(deliver: Deliver, reason: str, date: str, ends: list[str | None]) -> None:
    found = table_of(
        deliver,
        person(1, e07_67_10=date, e07_67_20=reason, e08_10_30="20200101", e08_11_10="B"),
        line(e08_10_30="20100101", e08_11_10="A"),
    )
    assert found["einde"] == ends


def test_an_investigation_of_absence_ends_the_address_it_is_about(deliver: Deliver) -> None:
    found = table_of(
        deliver,
        person(1, e08_10_30="20200101", e08_83_10="089999", e08_83_20="20220526"),
        person(2, e08_10_30="20200101", e08_83_10="589999", e08_83_20="20220526", e08_83_30="20220810"),
        person(3, e08_10_30="20200101", e08_83_10="081120", e08_83_20="20220526"),
        person(4, e08_10_30="20230101"),
        line(e08_10_30="20200101", e08_83_10="089999", e08_83_20="20220526"),
    )
    assert found["eindeDoorOnderzoek"] == ["20220526", None, None, None, "20220526"]
    assert found["einde"] == ["20220526", None, None, None, "20220526"]


def test_two_files_do_not_mix_their_persons(deliver: Deliver) -> None:
    text = "\n".join([HEADER, person(1, e08_10_30="20200101"), line(e08_10_30="20100101")])
    files = [deliver("a.csv", text), deliver("b.csv", text.replace("99999000", "99999001"))]
    table = read(files, Format()).table
    assert table["persoon"].to_pylist() == ["999990001", "999990001", "999990011", "999990011"]
    assert table["einde"].to_pylist() == [None, "20200101"] * 2
    assert table["file_no"].to_pylist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (HEADER.replace("08.11.10", ""), ["line 1, column 47: column 7, after '08.10.30', has no title"]),
        (
            HEADER.replace("08.11.10", "straat"),
            ["column 7, after '08.10.30', has the title 'straat', which is no LO3 element"],
        ),
        (HEADER.replace("08.11.80", "08.11.10"), ["column 8, after '08.11.10', has the title 08.11.10 again"]),
        (HEADER.replace("08.10.30", "08.10.20"), ["line 1: the column 08.10.30 is absent"]),
        (
            HEADER.removeprefix(";") + "x",
            ["line 1, column 1: the first column is '01.01.10'", "which is no LO3 element"],
        ),
        (
            HEADER.replace("01.01.10", "01.02.10").replace("01.01.20", ""),
            ["column 3, after '01.02.10', has no title", "line 1: the column 01.01.20 is absent"],
        ),
    ],
)
def test_a_header_that_is_not_that_of_gba_v_is_told(
    deliver: Deliver, told: Told, header: str, expected: list[str]
) -> None:
    faults = told(read, deliver("a.csv", f"{header}\n{person(1)}\n"))
    assert len(faults) == len(expected)
    assert all(part in fault for part, fault in zip(expected, faults, strict=True))


def test_history_before_the_first_person_is_told(deliver: Deliver, told: Told) -> None:
    (fault,) = told(read, deliver("a.csv", f"{HEADER}\n{line(e08_10_30='20200101')}\n{person(1)}\n"))
    assert "line 2: history before the first person" in fault


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "the file is empty"),
        (HEADER + "\n", "no rows"),
        ('"' + HEADER, "the quote that opens here is never closed"),
        (f"{HEADER}\n{person(1)}x;y\n", "line 2"),
        (f"{HEADER}\n{person(1)}\n".replace(";", ","), "the first column is"),
        ((HEADER + "\nLg;Grö").encode("cp1252"), "is no UTF-8"),
    ],
)
def test_what_is_no_such_file_is_told(deliver: Deliver, told: Told, content: str | bytes, expected: str) -> None:
    assert expected in told(read, deliver("a.csv", content))[0]
