# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deliveries that went wrong on their way: each stops before anything is published, and what stood before stands.

A good delivery is taken in first; a week later comes the corrupted one. It must be refused with a message that names
its file and the place in it, and leave every byte of the state as it was.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from pandzicht.cli.main import app
from pandzicht.definitions.source import Source
from pandzicht.errors import DeliveryFaults, DeliveryRefused, NotAvailable
from pandzicht.sources.delivery import deliveries_of
from pandzicht.sources.standing import deliveries_in_force
from pandzicht.store.workspace import Workspace
from tests.addresses import bag_xml as bag
from tests.sources.making import ON, a_source, a_workspace, csv_text, files_under, load

LATER = ON + timedelta(days=7)
PLACE = re.compile(
    r"line \d+|record \d+|column|field '|header|sheet|cell|Retour!|the whole delivery|feature|layer|mutatieGroep"
    r"|voorkomen|\$"
)
"""A place within a file."""
WHOLE = re.compile(
    r"is empty|is a damaged|zip bomb|lies beside|is a PDF|is a web page|cannot be read|declared as|expected an? "
    r"|no rows|an empty list|holds no"
)
"""What is said of a file that cannot be opened, or holds nothing: it has no place."""
REGISTER = a_source(
    {
        "object_id": {"from": "object_id", "type": "bag_id", "role": "object_id"},
        "straat": {"from": "straat", "role": "straat"},
        "huisnummer": {"from": "huisnummer", "type": "integer", "role": "huisnummer", "min": 1},
        "postcode": {"from": "postcode", "role": "postcode"},
        "soort": {"from": "soort", "type": "code", "codes": {"W": "woning", "B": "bedrijf"}},
        "waarde": {"from": "waarde", "type": "decimal", "min": 0},
        "van": {"from": "van", "type": "date"},
        "tot": {"from": "tot", "type": "date"},
        "wie": {"from": "bsn", "type": "pseudonym", "required": True},
    },
    validity={"from": "van", "to": "tot"},
    ignored=["toelichting"],
    refused=["nationaliteit"],
)


def rows(count: int = 40) -> list[dict[str, str]]:
    """A healthy register."""
    return [
        {
            "object_id": f"999901{number:010d}",
            "straat": f"{'ABCDEFGHIJ'[number % 10]}laan Zuid",
            "huisnummer": str(number + 1),
            "postcode": f"{1000 + number}AB",
            "soort": "WB"[number % 3 == 0],
            "waarde": f"{200 + number}.50",
            "van": f"20{10 + number % 10}-03-{number % 28 + 1:02d}",
            "tot": f"2024-05-{number % 28 + 1:02d}" if number % 2 else "",
            "bsn": f"99999{number:04d}",
            "toelichting": "één regel",
            "nationaliteit": "0001",
        }
        for number in range(count)
    ]


def with_all(**values: Callable[[dict[str, str]], str]) -> bytes:
    """The register as CSV with columns made anew."""
    return csv_text([{**row, **{name: make(row) for name, make in values.items()}} for row in rows()]).encode()


def swapped(one: str, other: str) -> bytes:
    return with_all(**{one: lambda row: row[other], other: lambda row: row[one]})


def only(*names: str) -> bytes:
    return csv_text([{name: row[name] for name in names} for row in rows()]).encode()


GOOD = csv_text(rows()).encode()
LINES = GOOD.split(b"\n")


def lines(change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    return b"\n".join(change(list(LINES)))


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return target.getvalue()


CSV: Mapping[str, tuple[bytes, str]] = {
    "cut in the middle of a record": (GOOD[: len(GOOD) // 2], "the file ends within this line"),
    "empty": (b"", "the file is empty"),
    "nothing but the header": (LINES[0] + b"\n", "no rows"),
    "a NUL byte": (GOOD.replace(b"Zuid", b"Zu\0d", 1), "NUL"),
    "another delimiter": (GOOD.replace(b";", b","), "the declared delimiter"),
    "bytes of another encoding": (GOOD.decode().encode("cp1252"), "no UTF-8"),
    "UTF-16 where UTF-8 is declared": (GOOD.decode().encode("utf-16"), "utf-16"),
    "a name twice in the header": (GOOD.replace(b"straat", b"postcode", 1), "stands here again"),
    "a field that nobody reads": (csv_text([{**row, "geloof": "x"} for row in rows()]).encode(), "'geloof'"),
    "a field that is missing": (only(*[name for name in rows()[0] if name != "postcode"]), "'postcode'"),
    "a field that was renamed": (GOOD.replace(b"huisnummer", b"huisnr", 1), "'huisnr'"),
    "a quote that is never closed": (GOOD.replace(b"Alaan Zuid", b'"Alaan Zuid', 1), "quote"),
    "a record with a field too many": (lines(lambda all_: [*all_[:5], all_[5] + b";x", *all_[6:]]), "12 fields"),
    "a record with a field too few": (
        lines(lambda all_: [*all_[:5], all_[5].rsplit(b";", 1)[0], *all_[6:]]),
        "10 fields where the header has 11",
    ),
    "two formats of dates in one column": (
        with_all(van=lambda row: row["van"] if int(row["huisnummer"]) % 2 else "13-01-2012"),
        "'13-01-2012' is not a date written as %Y-%m-%d",
    ),
    "years of two digits": (with_all(van=lambda row: row["van"][2:]), "before the year 1000"),
    "doubled": (csv_text([*rows(), *rows()]).encode(), "is the same as record 1"),
    "two deliveries one after the other": (GOOD + GOOD, "record 42"),
    "half of it missing": (csv_text(rows()[:20]).encode(), "20 rows where the delivery of 2026-03-01 had 40"),
    "street and postcode swapped": (swapped("straat", "postcode"), "texts that are no postcode"),
    "number and value swapped": (swapped("huisnummer", "waarde"), "not a whole number"),
    "begin and end swapped": (
        with_all(van=lambda row: row["tot"] or row["van"], tot=lambda row: row["van"]),
        "ends before it begins",
    ),
    "codes that nobody knows": (with_all(soort=lambda _: "X"), "'X' is not one of the declared codes"),
    "negative numbers": (with_all(waarde=lambda row: "-" + row["waarde"]), "below the minimum 0"),
    "thousands separators": (with_all(waarde=lambda _: "1.250,00"), "without thousands separators"),
    "decimal commas": (with_all(waarde=lambda row: row["waarde"].replace(".", ",")), "decimal sign '.'"),
    "formulas": (with_all(straat=lambda _: "=HYPERLINK(A1)"), "as the formula of a spreadsheet does"),
    "words in place of numbers": (with_all(huisnummer=lambda _: "n.v.t."), "'n.v.t.' is not a whole number"),
    "ids in the notation of a spreadsheet": (
        with_all(object_id=lambda _: "9,99901E+15"),
        "texts that are no object_id",
    ),
    "ids without their leading digit": (
        with_all(object_id=lambda row: row["object_id"][1:]),
        "texts that are no object_id",
    ),
    "ids of panden in place of objects": (
        with_all(object_id=lambda row: row["object_id"].replace("999901", "999910")),
        "texts that are no object_id",
    ),
    "postcodes without letters": (with_all(postcode=lambda row: row["postcode"][:4]), "texts that are no postcode"),
    "persons without a number": (with_all(bsn=lambda _: ""), "is required and absent"),
    "the header again among the rows": (
        lines(lambda all_: [*all_[:20], all_[0], *all_[20:]]),
        "'huisnummer' is not a whole number",
    ),
    "a byte order mark between two files": (GOOD + b"\xef\xbb\xbf" + GOOD, "record 42"),
    "a byte order mark before a byte order mark": (b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD, "object_id"),
    "a line end within a field": (GOOD.replace(b"Blaan Zuid", b"Blaan\rZuid", 1), "fields where the header has 11"),
    "a sign-in page": (b"<!DOCTYPE html><html><body>Inloggen</body></html>", "is a web page"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF"),
}


@dataclass(frozen=True)
class Case:
    """A source, its good delivery, a corrupted one, and what must be told of it."""

    source: Source
    good: Mapping[str, bytes]
    bad: Mapping[str, bytes]
    told: str
    on: date = LATER


Prepare = Callable[[Case, Path], Workspace]
Refused = Callable[[Case], str]


@pytest.fixture(scope="module")
def prepare(tmp_path_factory: pytest.TempPathFactory) -> Prepare:
    """Gives a workspace in which the good delivery of a case stands; each is made once and then copied."""
    made: dict[str, Path] = {}

    def workspace_of(case: Case, root: Path) -> Workspace:
        key = repr((case.source, sorted(case.good.items())))
        if key not in made:
            made[key] = tmp_path_factory.mktemp("good")
            load(a_workspace(made[key] / "w"), case.source, *written(made[key] / "in", case.good))
        shutil.copytree(made[key] / "w", root)
        return a_workspace(root)

    return workspace_of


@pytest.fixture
def refused(tmp_path: Path, prepare: Prepare) -> Refused:
    """Load the corrupted delivery after the good one; return what was said of it."""

    def said_of(case: Case) -> str:
        workspace = prepare(case, tmp_path / "w")
        (first,) = deliveries_of(workspace, case.source.source)
        before = files_under(workspace.state)
        with pytest.raises((DeliveryFaults, DeliveryRefused, NotAvailable)) as stopped:
            load(workspace, case.source, *written(tmp_path / "bad", case.bad), on=case.on, today=LATER)
        assert files_under(workspace.state) == before
        assert deliveries_of(workspace, case.source.source) == (first,)
        assert deliveries_in_force(workspace, case.source, on=LATER, known=LATER) == [first]
        said = str(stopped.value)
        assert case.told in said, said
        return said

    return said_of


@pytest.fixture
def told(refused: Refused) -> Refused:
    """The same, and what was said names the file and the place."""

    def said_of(case: Case) -> str:
        said = refused(case)
        assert any(name in said for name in case.bad), said
        assert PLACE.search(said) or WHOLE.search(said), said
        return said

    return said_of


def written(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


@pytest.mark.parametrize("name", CSV)
def test_a_corrupted_csv(told: Refused, name: str) -> None:
    content, words = CSV[name]
    told(Case(REGISTER, {"week9.csv": GOOD}, {"week10.csv": content}, words))


ARCHIVES: Mapping[str, tuple[str, bytes, str]] = {
    "a zip bomb": ("week10.zip", zipped(week10__csv=b"0" * (24 << 20)), "as a zip bomb does"),
    "a zip that was cut": ("week10.zip", zipped(week10__csv=GOOD)[:300], "is a damaged or cut zip"),
    "a stranger in the zip": ("week10.zip", zipped(week10__csv=GOOD, virus__exe=b"MZ"), "lies beside the delivery"),
    "a gzip that was cut": ("week10.csv.gz", gzip.compress(GOOD)[:-40], "damaged or cut gzip"),
    "two files of different layouts": (
        "week10.zip",
        zipped(a__csv=GOOD, b__csv=b"x;y\n1;2\n"),
        "the first file is absent",
    ),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_corrupted_archive(told: Refused, name: str) -> None:
    file, content, words = ARCHIVES[name]
    told(Case(REGISTER, {"week9.csv": GOOD}, {file: content}, words))


def test_utf_8_where_windows_1252_is_declared(told: Refused) -> None:
    source = REGISTER.model_copy(update={"format": REGISTER.format.model_copy(update={"encoding": "cp1252"})})
    good = {"week9.csv": GOOD.decode().encode("cp1252")}
    told(Case(source, good, {"week10.csv": GOOD}, "the file is UTF-8"))


def test_events_of_after_the_delivery(told: Refused) -> None:
    fields = {"nr": {"from": "nr"}, "dag": {"from": "dag", "type": "date"}}
    source = a_source(fields, delivery="events", dated_by="dag", key=["nr"])
    good, bad = (
        csv_text([{"nr": str(number), "dag": day} for number in range(30)]).encode()
        for day in ("2026-02-01", "2062-02-01")
    )
    case = Case(source, {"week9.csv": good}, {"week10.csv": bad}, "is of after the delivery, which is of 2026-03-08")
    assert "record 1" in told(case)


def test_a_delivery_dated_in_the_future(refused: Refused) -> None:
    case = Case(
        REGISTER, {"week9.csv": GOOD}, {"week10.csv": GOOD + b"\n"}, "lies after today", LATER + timedelta(days=1)
    )
    assert "give the day the delivery is of" in refused(case)


def test_a_source_that_is_not_registered(tmp_path: Path) -> None:
    root = tmp_path / "w"
    (root / "catalogue" / "sources").mkdir(parents=True)
    (root / "pandzicht.toml").write_text('[workspace]\nname = "proef"\n', encoding="utf-8")
    path = tmp_path / "week10.csv"
    path.write_bytes(GOOD)
    answer = CliRunner().invoke(app, ["load", "geruchten", str(path), "--date", "2026-03-08", "--workspace", str(root)])
    assert answer.exit_code != 0
    assert "'geruchten' is not registered, so nothing was read" in str(answer.exception) + answer.output
    assert not (root / "state" / "deliveries").exists()


TABLE = a_source({"nr": {"from": "nr"}, "straat": {"from": "adres.straat", "role": "straat"}}, reader="json")
RECORDS: list[dict[str, Any]] = [{"nr": str(number), "adres": {"straat": "Dorpsweg"}} for number in range(30)]
PLAIN = json.dumps(RECORDS).encode()
JSON: Mapping[str, tuple[bytes, str]] = {
    "cut": (PLAIN[: len(PLAIN) // 2], "line 1"),
    "a key twice in one record": (PLAIN.replace(b'"nr": "3"', b'"nr": "3", "nr": "4"'), "nr"),
    "a comma too many": (PLAIN[:-1] + b",]", "line 1"),
    "the error answer of an API": (b'{"title": "Unauthorized", "status": 401}', "week10.json"),
    "records that are no objects": (b"[1, 2, 3]", "record"),
    "a path that nobody reads": (
        json.dumps([{**one, "gezondheid": {"zorg": "x"}} for one in RECORDS]).encode(),
        "gezondheid",
    ),
    "no list but a list of lists": (json.dumps([RECORDS]).encode(), "record"),
    "no number (NaN)": (PLAIN.replace(b'"nr": "3"', b'"nr": NaN'), "NaN"),
    "an empty list": (b"[]", "week10.json"),
}


@pytest.mark.parametrize("name", JSON)
def test_a_corrupted_json(told: Refused, name: str) -> None:
    content, words = JSON[name]
    told(Case(TABLE, {"week9.json": PLAIN}, {"week10.json": content}, words))


def test_persons_where_address_holdings_are_expected(told: Refused) -> None:
    holding = {"datumAanvangAdreshouding": "20200101", "adresseerbaarObjectIdentificatie": "9999010000000017"}
    holdings = [{"burgerservicenummer": f"99999{number:04d}", "verblijfplaats": holding} for number in range(30)]
    fields = {
        "wie": {"from": "burgerservicenummer", "type": "pseudonym"},
        "object_id": {"from": "verblijfplaats.adresseerbaarObjectIdentificatie", "type": "bag_id", "role": "object_id"},
    }
    ignored = ["verblijfplaats.datumAanvangAdreshouding", "einde*"]
    source = a_source(fields, reader="haalcentraal_bewoning", ignored=ignored)
    persons = [{**one, "naam": {"geslachtsnaam": "Geheim"}, "partners": []} for one in holdings]
    bad = {"week10.json": json.dumps(persons).encode()}
    case = Case(source, {"week9.json": json.dumps(holdings).encode()}, bad, "these are persons")
    told(case)


def workbook(change: Callable[[Worksheet], None] = lambda _: None, title: str = "Retour") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    sheet.append(["nr", "straat", "dag"])
    for number in range(30):
        sheet.append([number, "Dorpsweg", date(2026, 1, 1)])
    change(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def set_cell(place: str, value: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[place] = value

    return change


SHEETS: Mapping[str, tuple[bytes, str]] = {
    "a formula in a cell": (workbook(set_cell("B5", "=A1&A2")), "B5"),
    "an error in a cell": (workbook(set_cell("A7", "#REF!")), "A7"),
    "cells that were merged": (workbook(lambda sheet: sheet.merge_cells("A3:B4")), "A3"),
    "another sheet": (workbook(title="Blad1"), "Retour"),
    "dates as text in another format": (workbook(set_cell("C4", "1 januari")), "'1 januari' is not a date"),
    "a workbook that was cut": (workbook()[:2_000], "week10.xlsx"),
    "CSV with the name of a workbook": (GOOD, "week10.xlsx"),
    "a header without rows": (workbook(lambda sheet: sheet.delete_rows(2, 40)), "week10.xlsx"),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_corrupted_workbook(told: Refused, name: str) -> None:
    content, words = SHEETS[name]
    fields = {
        "nr": {"from": "nr", "type": "integer"},
        "straat": {"from": "straat", "role": "straat"},
        "dag": {"from": "dag", "type": "date"},
    }
    source = a_source(fields, reader="xlsx", format={"sheet": "Retour"})
    told(Case(source, {"week9.xlsx": workbook()}, {"week10.xlsx": content}, words))


def parquet(**columns: list[Any]) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table(columns), target)
    return target.getvalue()


SURVEY = parquet(nr=[str(number) for number in range(30)], deuren=list(range(30)))
PARQUETS: Mapping[str, tuple[bytes, str]] = {
    "a broken footer": (SURVEY[:-8] + b"\xff\xff\xff\x7fPAR1", "week10.parquet"),
    "cut": (SURVEY[: len(SURVEY) // 2], "week10.parquet"),
    "damaged in the middle": (SURVEY[:40] + bytes(200) + SURVEY[240:], "week10.parquet"),
    "another column": (parquet(nr=["1"] * 30, ras=["x"] * 30), "'ras'"),
    "no rows": (parquet(nr=pa.array([], pa.string()), deuren=pa.array([], pa.int32())), "week10.parquet"),
}


@pytest.mark.parametrize("name", PARQUETS)
def test_a_corrupted_parquet_file(told: Refused, name: str) -> None:
    content, words = PARQUETS[name]
    fields = {"nr": {"from": "nr"}, "deuren": {"from": "deuren", "type": "integer"}}
    source = a_source(fields, reader="parquet")
    told(Case(source, {"week9.parquet": SURVEY}, {"week10.parquet": content}, words))


def geopackage(
    tmp_path: Path, name: str, *, layer: str = "buurten", crs: str = "EPSG:28992", shift: float = 0.0
) -> bytes:
    squares = [shapely.box(80_000 + 10 * n + shift, 455_000, 80_010 + 10 * n + shift, 455_010) for n in range(30)]
    table = pa.table({"geom": shapely.to_wkb(squares), "code": [f"BU{number:08d}" for number in range(30)]})
    path = tmp_path / name
    pyogrio.write_arrow(table, path, layer=layer, driver="GPKG", geometry_name="geom", geometry_type="Polygon", crs=crs)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no layer", "buurten"),
        ("another system", "week10.gpkg"),
        ("cut", "week10.gpkg"),
        ("outside the country", "week10.gpkg"),
    ],
)
def test_a_corrupted_geopackage(tmp_path: Path, told: Refused, name: str, words: str) -> None:
    good = geopackage(tmp_path, "good.gpkg")
    bad = {
        "no layer": lambda: geopackage(tmp_path, "a.gpkg", layer="straten"),
        "another system": lambda: geopackage(tmp_path, "b.gpkg", crs="EPSG:4326"),
        "cut": lambda: good[: len(good) // 3],
        "outside the country": lambda: geopackage(tmp_path, "c.gpkg", shift=900_000.0),
    }[name]()
    fields = {"code": {"from": "code", "type": "code"}}
    source = a_source(
        fields, reader="boundaries", format={"layer": "buurten"}, about="boundaries", ignored=["geom_fout"]
    )
    told(Case(source, {"week9.gpkg": good}, {"week10.gpkg": bad}, words))


SPINE = a_source({}, source="bag", about="spine", reader="bag_extract")
STAND = "9999VBO01032026-000001.xml"
NEXT = "9999VBO08032026-000001.xml"


def stand(count: int, *more: str, day: str = "2026-03-08") -> bytes:
    homes = [
        part
        for number in range(1, count + 1)
        for part in (
            bag.verblijfsobject(f"999901{number:010d}", number=f"999920{number:010d}"),
            bag.nummeraanduiding(f"999920{number:010d}", huisnummer=str(number)),
        )
    ]
    return bag.stand_file(bag.woonplaats(), bag.openbare_ruimte(), bag.pand(), *homes, *more, day=day).encode()


WRONG = bag.change("wijziging", was=bag.pand(year="1700"), wordt=bag.pand(year="1932"))
BAG: Mapping[str, tuple[dict[str, bytes], str]] = {
    "XML that was cut": ({NEXT: stand(8)[:3_000]}, "line"),
    "XML that is not well formed": ({NEXT: stand(8).replace(b"</Objecten:status>", b"</Objecten:stand>", 1)}, "line"),
    "another register in XML": ({NEXT: b'<?xml version="1.0"?><klanten><klant/></klanten>'}, NEXT),
    "half of the objects": ({NEXT: stand(4)}, "objects over those before: 0.5"),
    "the same file twice": ({NEXT: stand(8), "9999VBO08032026-000002.xml": stand(8)}, "stands there twice"),
    "no object at all": ({NEXT: stand(0)}, "no adresseerbaar object"),
    "a zip within a zip that was cut": ({"bag.zip": zipped(inner__zip=zipped(a__xml=stand(8))[:200])}, "bag.zip"),
    "mutations that do not match": (
        {"9999MUT08032026-000001.xml": bag.mutation_file(WRONG).encode()},
        "does not match",
    ),
    "an element that nobody knows": (
        {NEXT: stand(8, bag.verblijfsobject("9999010000000099", more="<Objecten:eigenaar>x</Objecten:eigenaar>"))},
        "eigenaar",
    ),
}


@pytest.mark.parametrize("name", BAG)
def test_a_corrupted_spine(told: Refused, name: str) -> None:
    files, words = BAG[name]
    told(Case(SPINE, {STAND: stand(8, day="2026-03-01")}, files, words))


def test_an_extract_that_is_given_too_early_a_date(refused: Refused) -> None:
    case = Case(
        SPINE, {STAND: stand(8, day="2026-03-01")}, {NEXT: stand(8, day="2026-03-20")}, "the files speak of 2026-03-20"
    )
    assert NEXT in refused(case)


def test_there_are_at_least_forty() -> None:
    assert sum(map(len, (CSV, ARCHIVES, JSON, SHEETS, PARQUETS, BAG))) >= 70
