# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The city as a whole: the same bytes for the same seed, the truth apart, nothing that names or numbers a person."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from pandzicht.errors import WorkspaceFault
from pandzicht.modelcity.city import build_city
from pandzicht.modelcity.fictitious_numbers import passes_eleven
from tests.modelcity.written import ON, Written

SMALL = 300


def build(folder: Path, *, seed: int = 7, on: date = ON) -> dict[str, str]:
    build_city(folder, addresses=SMALL, seed=seed, on=on, progress=lambda stage, part: None)
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    first, again, other = build(tmp_path / "a"), build(tmp_path / "b"), build(tmp_path / "c", seed=8)
    assert first == again
    assert first.keys() == other.keys()
    same = {name for name in first if first[name] == other[name]}
    assert same <= {"deliveries/deliveries.json", "deliveries/sbi/sbi_codes.csv"}


def test_an_earlier_city_is_replaced_whole(tmp_path: Path) -> None:
    build(tmp_path / "city", on=ON - timedelta(days=30))
    assert build(tmp_path / "city") == build(tmp_path / "fresh")


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(WorkspaceFault, match=r"photo\.jpg"):
        build(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_deliveries_that_no_model_city_wrote_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "deliveries").mkdir()
    (tmp_path / "deliveries" / "brp.csv").write_text("bsn\n")
    with pytest.raises(WorkspaceFault, match="something else"):
        build(tmp_path)
    assert (tmp_path / "deliveries" / "brp.csv").read_text() == "bsn\n"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "city").write_text("x")
    with pytest.raises(WorkspaceFault, match="is a file"):
        build(tmp_path / "city")


def test_too_few_addresses_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 200 addresses; 50"):
        build_city(tmp_path / "city", addresses=50, seed=1, on=ON, progress=lambda stage, part: None)
    assert not (tmp_path / "city").exists()


def test_the_smallest_city_is_whole(tmp_path: Path) -> None:
    summary = build_city(tmp_path, addresses=200, seed=2, on=ON, progress=lambda stage, part: None)
    assert {entry.rows > 0 for entry in summary.entries} == {True}
    assert summary.rows == sum(entry.rows for entry in summary.entries)


def test_progress_rises_from_nothing_to_all(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    build_city(tmp_path, addresses=200, seed=2, on=ON, progress=lambda stage, part: told.append((stage, part)))
    assert (told[0][1], told[-1]) == (0.0, ("done", 1.0))
    assert [part for _, part in told] == sorted(part for _, part in told)


def test_every_delivered_file_is_listed_once_and_no_truth_is_among_them(city: Written) -> None:
    root = city.folder / "deliveries"
    found = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    listed = sorted(name for item in city.listed for name in item["files"])
    assert set(found) == {*listed, "deliveries.json"}
    assert len(listed) == len(set(listed))
    assert {path.name for path in city.folder.iterdir()} == {"deliveries", "truth"}


def test_no_delivered_byte_speaks_of_the_truth(city: Written) -> None:
    for path in (city.folder / "deliveries").rglob("*"):
        if path.is_file() and path.suffix in {".csv", ".json"}:
            content = path.read_bytes().lower()
            assert b"schijn" not in content.replace(b"schijnadres", b""), path.name
            assert b"truth" not in content, path.name


def test_the_second_week_is_small_and_a_week_later(city: Written) -> None:
    dates = {wave: {item["date"] for item in city.listed if item["wave"] == wave} for wave in (1, 2)}
    assert dates == {1: {"2026-03-02"}, 2: {"2026-03-09"}}
    waves = [item["wave"] for item in city.listed]
    assert waves == sorted(waves)
    rows = {entry.source: entry.rows for entry in city.summary.entries if entry.wave == 2}
    assert set(rows) == {
        "bag", "brp_bewoning_wijzigingen", "brp_mutaties", "signalen", "vergunningen", "bezoeken", "mma",
        "toeristische_verhuur", "retourpost",
    }  # fmt: skip
    assert sum(count for source, count in rows.items() if source != "bag") < 300


def test_the_summary_beside_the_truth_is_what_was_returned(city: Written) -> None:
    written = json.loads((city.folder / "truth" / "summary.json").read_text())
    assert (written["addresses"], written["seed"], written["on"]) == (2_000, 5, "2026-03-02")
    assert written["in_violation"] == city.summary.in_violation
    assert [row["rows"] for row in written["rows"]] == [entry.rows for entry in city.summary.entries]


def texts(city: Written) -> Iterator[tuple[str, str]]:
    """Every delivered text file, those inside the extract too."""
    for path in sorted((city.folder / "deliveries").rglob("*")):
        if path.suffix in {".csv", ".json"}:
            raw = path.read_bytes()
            encoding = "utf-16" if raw[:2] == b"\xff\xfe" else "cp1252" if path.parts[-2] in {"woz", "mma"} else "utf-8"
            yield path.name, raw.decode(encoding)
    for path in city.files("bag_historie"):
        yield from unpacked(path.read_bytes())


def unpacked(content: bytes) -> Iterator[tuple[str, str]]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    for name in archive.namelist():
        if name.endswith(".zip") and "MACOSX" not in name:
            yield from unpacked(archive.read(name))
        elif name.endswith(".xml"):
            yield name, archive.read(name).decode()


NINE_DIGITS = re.compile(r"(?<![\d.,])\d{9}(?![\d.,])")


def test_no_nine_digits_anywhere_can_be_a_burgerservicenummer(city: Written) -> None:
    seen = 0
    for name, text in texts(city):
        numbers = set(NINE_DIGITS.findall(text))
        seen += len(numbers)
        assert [number for number in numbers if passes_eleven(number)] == [], name
    assert seen > 4_000


def test_no_column_holds_a_name_of_a_person(city: Written) -> None:
    """Names stand only where the trade register and the land register have those of firms and legal persons."""
    pattern = re.compile(r"voornaam|geslachtsnaam|achternaam|voorletters|volledigenaam|\bnaam\b|_naam\b", re.IGNORECASE)
    heads = {}
    for name, text in texts(city):
        if name.endswith(".csv"):
            lines = [line for line in text.splitlines()[:3] if line.count(";") + line.count(",") + line.count("|") >= 2]
            heads[name] = [word for word in re.split(r"[;,|]", lines[0]) if pattern.search(word)]
    named = {re.sub(r"_?\d{8}", "", name): words for name, words in heads.items() if words}
    assert named == {
        "kvk_vestigingen.csv": ["naam"],
        "brk_eigendom.csv": ["statutaire_naam"],
        "leefbaarometer_buurt.csv": ["bu_naam"],
    }


def test_a_statutory_name_belongs_to_a_legal_person(city: Written) -> None:
    for row in city.rows("brk"):
        assert bool(row["statutaire_naam"]) == (row["eigenaar_soort"] == "niet_natuurlijk_persoon")
        assert bool(row["eigenaar_sleutel"]) == (row["eigenaar_soort"] == "natuurlijk_persoon")
        assert not row["eigenaar_sleutel"] or re.fullmatch(r"NP-[0-9a-f]{12}", row["eigenaar_sleutel"])
