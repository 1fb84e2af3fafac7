# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from pandzicht.addresses.declared_spine import DeclaredRows, build_declared_spine
from pandzicht.addresses.spine import SpineOptions
from pandzicht.store.engine import Engine

VBO, LIG = 518010000385480, 518020000000001
SCHEMA = pa.schema(
    [
        ("link_object_id", pa.int64()), ("link_nummeraanduiding_id", pa.int64()), ("link_straat", pa.string()),
        ("link_huisnummer", pa.int32()), ("link_huisletter", pa.string()), ("link_toevoeging", pa.string()),
        ("link_postcode", pa.string()), ("link_woonplaats", pa.string()), ("straat", pa.string()),
        ("plaats", pa.string()),
    ]
)  # fmt: skip


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(threads=1, memory_mib=256) as made:
        yield made


def row(
    key: int | None = VBO, straat: str | None = "turfmarkt", number: int | None = 10, **more: Any
) -> dict[str, Any]:
    return {
        "link_object_id": key, "link_straat": straat, "link_huisnummer": number, "link_postcode": "2511DP",
        "link_woonplaats": "sgravenhage", "straat": straat.title() if straat else None, "plaats": "'s-Gravenhage",
        **more,
    }  # fmt: skip


def built(engine: Engine, *rows: dict[str, Any], named: bool = True, **options: Any) -> list[dict[str, Any]]:
    engine.register("rows_given", pa.Table.from_pylist(rows, schema=SCHEMA))
    declared = DeclaredRows("rows_given", "straat", "plaats") if named else DeclaredRows("rows_given")
    build_declared_spine(
        engine, declared, on=date(2026, 3, 1), name="brp", options=SpineOptions(**options) if options else None
    )
    found: list[dict[str, Any]] = engine.table("SELECT * FROM addresses ORDER BY address_no").to_pylist()
    return found


def test_an_object_stands_under_the_address_that_most_of_its_rows_give(engine: Engine) -> None:
    rows = [row(), row(), row(straat="spui"), row(LIG, "bkade", 3, link_huisletter="A", link_toevoeging="2")]
    vbo, lig = built(engine, *rows)
    assert (vbo["address_id"], vbo["soort"], vbo["adres"]) == (
        "0518010000385480", "verblijfsobject", "Turfmarkt 10, 2511DP 's-Gravenhage",
    )  # fmt: skip
    assert (lig["soort"], lig["adres"]) == ("ligplaats", "Bkade 3A-2, 2511DP 's-Gravenhage")
    names = engine.rows(
        "SELECT straat_norm, huisnummer, huisletter, toevoeging, soort FROM address_names ORDER BY address_no"
    )
    assert names == [("turfmarkt", 10, None, None, "hoofdadres"), ("bkade", 3, "A", "2", "hoofdadres")]


def test_what_such_a_spine_cannot_know_is_absent(engine: Engine) -> None:
    (found,) = built(engine, row())
    unknown = ("status", "oppervlakte_m2", "gebruiksdoelen", "pand_id", "pand_no", "x_cm", "in_onderzoek", "buurtcode")
    assert [found[name] for name in unknown] == [None] * len(unknown)
    assert (found["levensfase"], found["panden_aantal"]) == ("bestaand", 0)
    assert engine.value("SELECT count(*) FROM panden") == 0


def test_of_equally_frequent_addresses_the_first_in_the_alphabet_is_taken(engine: Engine) -> None:
    rows = [row(straat="spui"), row(straat="ammunitiehaven"), row(straat="zieken"), row(straat=None)]
    assert built(engine, *rows)[0]["straat"] == "Ammunitiehaven"
    assert built(engine, *rows[::-1])[0]["straat"] == "Ammunitiehaven"
    assert built(engine, row(number=9), row(number=10))[0]["huisnummer"] == 9


def test_the_text_most_often_written_is_shown(engine: Engine) -> None:
    rows = [row(straat="turfmarkt") | {"straat": text} for text in ("TURFMARKT", "Turfmarkt", "Turfmarkt", "turfm.")]
    assert built(engine, *rows)[0]["straat"] == "Turfmarkt"
    tied = [row(straat="turfmarkt") | {"straat": text} for text in ("Turfmarkt", "TURFMARKT")]
    assert built(engine, *tied)[0]["straat"] == "TURFMARKT"
    assert built(engine, row() | {"straat": None})[0]["straat"] == "turfmarkt"
    assert built(engine, row(), named=False)[0]["straat"] == "turfmarkt"


def test_rows_without_an_object_make_no_address(engine: Engine) -> None:
    assert len(built(engine, row(), row(None), row(518100000000001), row(518200000000001))) == 1


def test_an_object_without_an_address_is_named_by_its_id(engine: Engine) -> None:
    (found,) = built(engine, row(straat=None, number=None, link_postcode=None, link_woonplaats=None, plaats=None))
    assert (found["straat"], found["adres"]) == (None, "0518010000385480")


def test_the_nummeraanduiding_is_kept_where_rows_give_it(engine: Engine) -> None:
    built(engine, row(link_nummeraanduiding_id=518200000747446), row(LIG, "bkade"))
    found = engine.rows("SELECT nummeraanduiding_id FROM address_names ORDER BY address_no")
    assert found == [(518200000747446,), (None,)]


def test_two_objects_may_give_the_same_nummeraanduiding(engine: Engine) -> None:
    rows = [row(link_nummeraanduiding_id=518200000747446), row(LIG, link_nummeraanduiding_id=518200000747446)]
    assert [found["huisnummer"] for found in built(engine, *rows)] == [10, 10]


def test_protected_objects_are_left_out_of_it_too(engine: Engine) -> None:
    rows = [row(), row(LIG, "bkade")]
    (found,) = built(engine, *rows, protected=pa.table({"object_id": [VBO]}))
    assert found["object_id"] == LIG
    assert engine.value("SELECT count(*) FROM protected_names") == 1
