# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is delivered is what the reference page promises: files, columns, row counts, true addresses."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest

from tests.modelcity.written import ON, Written

NAMED = re.compile(r"`(\w+(?:\.csv)?)`(?! holds| the)")
FORMS = {"woz": "cp1252", "mma": "cp1252", "corporatie": "utf-16"}


def sections(root: Path) -> dict[str, str]:
    """The sections of the reference page by the names of their files."""
    page = (root / "docs" / "reference" / "model-city-files.md").read_text(encoding="utf-8")
    parts = re.split(r"^### ", page, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0]: part.partition("\n## ")[0] for part in parts}


def tables(section: str) -> Iterator[tuple[str, list[str]]]:
    """The column lists of a section with the text line above each."""
    above, columns = "", []
    for line in section.splitlines():
        if line.startswith("| ") and not line.startswith("| ---"):
            columns.append(line.split("|")[1].strip())
        elif columns and not line.startswith("|"):
            yield above, columns[1:]
            columns = []
        if line and not line.startswith("|"):
            above = line
    if columns:
        yield above, columns[1:]


def promised(root: Path, file: str) -> dict[str, list[str]]:
    """The columns of a file (per layer or part) as the page has them."""
    section = next(text for head, text in sections(root).items() if file in head)
    found: dict[str, list[str]] = {}
    for above, columns in tables(section):
        for name in NAMED.findall(above) if above.startswith(("Layer", "`")) else [""]:
            found[name] = columns
    return found


def header(path: Path, source: str) -> list[str]:
    with path.open(encoding=FORMS.get(source, "utf-8-sig"), newline="") as stream:
        lines = stream.read().splitlines()[:3]
    line = lines[2] if lines[0].startswith("PublicatieDatum") else lines[0]
    delimiter = max(";|,", key=line.count)
    return next(csv.reader([line], delimiter=delimiter))


CSV_FILES = {
    "brp_bewoning": "brp_bewoning/brp_bewoning_{D}.csv",
    "brp_mutaties": "brp_mutaties/brp_mutaties_{D}.csv",
    "woz": "woz/woz_{D}.csv",
    "kvk": "kvk/kvk_vestigingen_{D}.csv",
    "brk": "brk/brk_eigendom_{D}.csv",
    "ep_online": "ep_online/v{D}_v2_csv.csv",
    "handhaving": "handhaving/handhaving_{D}.csv",
    "bezoeken": "bezoeken/bezoeken_{D}.csv",
    "mma": "mma/mma_{D}.csv",
    "corporatie": "corporatie/corporatiebezit_{D}.csv",
    "toeristische_verhuur": "toeristische_verhuur/registraties_{D}.csv",
    "verhuur_nachten": "verhuur_nachten/verhuur_nachten_{D}.csv",
    "containers": "containers/containers_{D}.csv",
    "winkelleegstand": "winkelleegstand/winkelleegstand_{D}.csv",
    "precario": "precario/precario_{D}.csv",
    "wkpb": "wkpb/wkpb_{D}.csv",
    "beschermd": "beschermd/beschermd_{D}.csv",
    "energie": "energie/netbeheer_{D}.csv",
    "leefbaarometer": "leefbaarometer/leefbaarometer_buurt.csv",
    "politie": "politie/47018NED.csv",
    "sbi": "sbi/sbi_codes.csv",
}


@pytest.mark.parametrize("source", CSV_FILES)
def test_a_delimited_file_has_the_promised_name_and_columns(city: Written, root: Path, source: str) -> None:
    (path,) = city.files(source)
    pattern = CSV_FILES[source]
    assert path == city.folder / "deliveries" / pattern.replace("{D}", f"{ON:%Y%m%d}")
    assert header(path, source) == promised(root, pattern)[""]


def test_the_four_files_of_signalen_have_the_promised_columns(city: Written, root: Path) -> None:
    columns = promised(root, "signalen/signals.csv")
    assert {path.name: header(path, "signalen") for path in city.files("signalen")} == columns


@pytest.mark.parametrize(
    ("source", "pattern"),
    [
        ("bag", "bag/bag-light_{D}.gpkg"),
        ("luchtfoto", "luchtfoto/luchtfoto_{D}.gpkg"),
        ("monumenten", "monumenten/monumenten_{D}.gpkg"),
        ("gebieden", "gebieden/wijkenbuurten_{Y}_v1.gpkg"),
    ],
)
def test_a_geopackage_has_the_promised_layers_and_columns(city: Written, root: Path, source: str, pattern: str) -> None:
    (path,) = city.files(source)
    assert path.name == Path(pattern).name.replace("{D}", f"{ON:%Y%m%d}").replace("{Y}", f"{ON:%Y}")
    columns = promised(root, pattern)
    found = {
        str(layer): list(pyogrio.read_info(path, layer=layer)["fields"]) for layer in pyogrio.list_layers(path)[:, 0]
    }
    if source in {"luchtfoto", "monumenten"}:
        assert list(found.values()) == [columns[""]]
        return
    if source == "gebieden":
        fewer = [name for name in columns["buurten"] if name not in {"buurtcode", "buurtnaam", "wijkcode"}]
        columns |= {"wijken": ["wijkcode", "wijknaam", *fewer], "gemeenten": fewer}
    assert set(found) == set(columns)
    assert {layer: sorted(names) for layer, names in found.items()} == {
        layer: sorted(names) for layer, names in columns.items()
    }
    assert source != "bag" or list(columns["verblijfsobject"]) == found["verblijfsobject"]


def test_the_workbook_and_the_parquet_have_the_promised_columns(city: Written, root: Path) -> None:
    book = openpyxl.load_workbook(city.files("retourpost")[0])
    assert book.sheetnames == ["Retour"]
    assert list(next(book["Retour"].values)) == promised(root, "retourpost/")[""]
    schema = pq.read_schema(city.files("gevelscan")[0])
    assert schema.names == promised(root, "gevelscan/")[""]


def test_the_json_of_areas_and_of_changes_has_the_promised_fields(city: Written, root: Path) -> None:
    figures = json.loads(city.files("cbs_kerncijfers")[0].read_text())
    assert list(figures["value"][0]) == promised(root, "cbs_kerncijfers/")[""]
    changes = json.loads(city.files("brp_bewoning_wijzigingen", wave=2)[0].read_text())
    allowed = set(promised(root, "bewoning_wijzigingen_{D}.json")[""])
    assert {path for item in changes for path in paths(item)} <= allowed
    assert {"burgerservicenummer", "verblijfplaats.straat", "verblijfplaats.datumEindeAdreshouding"} <= allowed


def paths(item: Any, before: str = "") -> Iterator[str]:
    for key, part in item.items():
        yield from paths(part, f"{before}{key}.") if isinstance(part, dict) else [before + key]


WITHOUT_ADDRESSES = {"bag", "bag_historie", "gebieden", "cbs_kerncijfers", "leefbaarometer", "politie", "sbi"}


def test_every_row_with_an_address_has_its_true_one(city: Written) -> None:
    counts = {entry.source: entry.rows for entry in city.summary.entries if entry.wave == 1}
    for source in counts.keys() - WITHOUT_ADDRESSES:
        rows = city.links(source)
        assert len(rows) == counts[source], source
        per_file: dict[int, list[int]] = {}
        for row in rows:
            per_file.setdefault(row["file_no"], []).append(row["record_no"])
        for numbers in per_file.values():
            assert numbers == list(range(1, len(numbers) + 1)), source


def test_the_faults_of_the_truth_are_those_of_the_page(city: Written, root: Path) -> None:
    page = (root / "docs" / "reference" / "model-city-files.md").read_text(encoding="utf-8")
    block = page.partition("## Messiness")[2].partition("## Addresses")[0]
    known = {line.split("|")[1].strip() for line in block.splitlines() if line.startswith("| ")} - {"fault", "---"}
    folder = city.folder / "truth" / "links"
    found = {
        fault
        for path in folder.glob("*.parquet")
        for row in pq.read_table(path).to_pylist()
        for fault in row["fouten"].split("|")
    }
    assert found - {""} <= known
    assert known - found == set()


COUNTS = {
    "brp_bewoning": 870_000, "brp_mutaties": 145_000, "woz": 560_000, "brk": 300_000, "ep_online": 200_000,
    "signalen": 300_000, "vergunningen": 80_000, "handhaving": 30_500, "bezoeken": 25_000, "containers": 250_000,
    "kvk": 66_000, "retourpost": 6_000, "corporatie": 79_000, "toeristische_verhuur": 5_000,
}  # fmt: skip


@pytest.mark.parametrize("source", COUNTS)
def test_the_rows_are_in_proportion_to_the_page(city: Written, source: str) -> None:
    rows = next(entry.rows for entry in city.summary.entries if (entry.source, entry.wave) == (source, 1))
    assert rows == pytest.approx(COUNTS[source] * 2_000 / 284_000, rel=0.15)
