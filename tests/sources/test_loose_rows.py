# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every row of a loose table becomes one to link, whatever stands in it."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from pandzicht.definitions.source import Role
from pandzicht.sources.loose_rows import KEYS, VIEW, Malformed, hold_rows, spell_rows
from pandzicht.store.engine import Engine

ROLES = {Role.STRAAT: "Straat", Role.HUISNUMMER_GEHEEL: "Nr", Role.POSTCODE: "pc"}
Texts = tuple[str | None, str | None, str | None]


def held(engine: Engine, *rows: Texts, basis: str = "b", roles: dict[Role, str] | None = None) -> dict[int, str]:
    columns = zip(*rows, strict=True) if rows else ([], [], [])
    table = pa.table(
        {name: pa.array(texts, pa.string()) for name, texts in zip(("Straat", "Nr", "pc"), columns, strict=True)}
    )
    hold_rows(engine, table, roles or ROLES, basis=basis)
    return dict(engine.rows(f"SELECT delivered_no, content FROM {KEYS} ORDER BY 1"))


def spelled(engine: Engine) -> list[dict[str, Any]]:
    return engine.table(f"SELECT * FROM {VIEW} ORDER BY row_no").to_pylist()


def test_rows_are_spelled_in_their_place() -> None:
    with Engine() as engine:
        held(engine, ("Dorpsstraat", "1a", "2511 ca"), (None, None, None))
        spell_rows(engine, ROLES)
        first, second = spelled(engine)
    told = ("link_straat", "link_huisnummer", "link_huisletter", "link_postcode", "row_no", "delivery_no")
    assert [first[name] for name in told] == ["dorpsstraat", 1, "A", "2511CA", 0, 0]
    assert [second[name] for name in told] == [None, None, None, None, 1, 0]
    assert first["row_id"] != second["row_id"]


def test_what_an_intake_would_set_aside_stays_a_row() -> None:
    with Engine() as engine:
        held(engine, ("=1+1", "geen", "x"), ("a\0b", "-5", ""), ("Markt'; DROP TABLE x; --", "1", "2511CA"))
        assert spell_rows(engine, ROLES) == (
            Malformed(Role.STRAAT, 1, 3),
            Malformed(Role.HUISNUMMER_GEHEEL, 1, 3),
            Malformed(Role.POSTCODE, 1, 2),
        )
        assert [row["row_no"] for row in spelled(engine)] == [0, 1, 2]


def test_content_is_the_same_for_the_same_texts_on_the_same_basis_only() -> None:
    with Engine() as engine:
        found = held(engine, ("Markt", "1", None), (" Markt ", "1", ""), ("Markt1", None, None), (None, "Markt", "1"))
        assert found[0] == found[1]
        assert len(set(found.values())) == 3
        assert all(len(content) == 16 for content in found.values())
        assert held(engine, ("Markt", "1", None), basis="c")[0] != found[0]
        assert held(engine, ("Markt", "1", None), basis="b'); --")[0] != found[0]


def test_rows_that_need_no_linking_are_left_out() -> None:
    with Engine() as engine:
        held(engine, ("Markt", "1", None), ("Markt", "2", None))
        engine.run("CREATE TABLE taken AS SELECT 0::BIGINT AS delivered_no")
        spell_rows(engine, ROLES, without="taken")
        assert [row["row_no"] for row in spelled(engine)] == [1]


def test_an_id_and_a_place_are_read_from_text() -> None:
    roles = {Role.OBJECT_ID: "Straat", Role.X_RD: "Nr", Role.Y_RD: "pc"}
    with Engine() as engine:
        held(engine, ("9999010000000017", "81000,5", "455000"), ("17", "ver", "weg"), roles=roles)
        spell_rows(engine, roles)
        found = [(row["link_object_id"], row["link_x_cm"], row["link_y_cm"]) for row in spelled(engine)]
    assert found == [(9999010000000017, 8100050, 45500000), (None, None, None)]
