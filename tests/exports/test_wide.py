# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from pandzicht.exports.described import About, Caveat, ColumnNote
from pandzicht.exports.wide import CheckTables, column_names, facts_of_selection, wide_of_run, wide_of_selection

ABOUT = About("Wonen", "run-1", date(2026, 3, 1), date(2026, 3, 1), (Caveat("DEMO", "Een demo."),))
PANDEN: Sequence[int | None] = (1, 1, None, 0)


def tables(unit: str = "object") -> CheckTables:
    addresses = pa.table(
        {
            "address_no": pa.array(range(4), pa.int32()),
            "address_id": [f"A{number}" for number in range(4)],
            "adres": [f"Straat {number}" for number in range(4)],
            "pand_no": pa.array(PANDEN, pa.int32()),
            "pand_id": [None if pand is None else f"P{pand}" for pand in PANDEN],
        }
    )
    indicators = pa.table({"aantal": pa.array([1, None, 3, 4], pa.int32())})
    signals = pa.table({"aantal": ["yes", "unknown", "no", "no"]})
    notes = (ColumnNote("aantal", "Aantal"), ColumnNote("signaal_aantal", "Is het er?"))
    return CheckTables(addresses, indicators, signals, notes, unit)


def ranking(**columns: Sequence[object]) -> pa.Table:
    base = {"unit_id": ["A3", "A0"], "address_no": [3, 0], "pand_no": [0, 1], "score": [5, 2], "score_max": [5, 3]}
    return pa.table(base | {"unknown_count": [0, 1], "rank": [1, 2]} | columns)


def units() -> pa.Table:
    return pa.table(
        {
            "unit_id": ["A3", "A2"],
            "address_id": ["A3", "A2"],
            "stratum": ["top", "manual"],
            "inclusion_probability": pa.array([1.0, None], pa.float64()),
            "rank": pa.array([1, None], pa.int32()),
            "score": [5, 0],
            "score_max": [5, 0],
            "unknown_count": [0, 0],
            "reasons": pa.array([["a", "b"], []], pa.list_(pa.string())),
            "manual_reason": ["", "tip van de wijkagent"],
        }
    )


def test_every_address_has_a_row_and_only_those_in_the_frame_a_place() -> None:
    described = wide_of_run(tables(), ranking(), np.array([True, False, False, True]), ABOUT)
    found = described.table.to_pydict()
    assert found["address_id"] == ["A0", "A1", "A2", "A3"]
    assert found["in_frame"] == [True, False, False, True]
    assert found["rank"] == [2, None, None, 1]
    assert found["score"] == [2, None, None, 5]
    assert found["unit_id"] == found["address_id"]


def test_indicators_and_signals_of_one_name_both_have_their_column() -> None:
    found = wide_of_run(tables(), ranking(), np.ones(4, dtype=bool), ABOUT).table.to_pydict()
    assert found["aantal"] == [1, None, 3, 4]
    assert found["signaal_aantal"] == ["yes", "unknown", "no", "no"]


def test_every_row_says_of_which_run_it_is_and_with_which_caveats() -> None:
    found = wide_of_run(tables(), ranking(), np.ones(4, dtype=bool), ABOUT).table.to_pydict()
    assert set(found["run"]) == {"run-1"}
    assert set(found["peildatum"]) == {date(2026, 3, 1)}
    assert set(found["caveat"]) == {"DEMO"}


def test_the_addresses_of_a_pand_in_the_frame_share_its_place() -> None:
    framed = np.array([True, False, True, True])
    found = wide_of_run(tables("pand"), ranking(unit_id=["P0", "P1"]), framed, ABOUT).table.to_pydict()
    assert found["unit_id"] == ["P1", "P1", "A2", "P0"]
    assert found["rank"] == [2, None, None, 1]


def test_an_address_without_a_pand_is_a_unit_of_its_own() -> None:
    ranked = ranking(unit_id=["A2", "P1"], pand_no=[None, 1])
    found = wide_of_run(tables("pand"), ranked, np.ones(4, dtype=bool), ABOUT).table.to_pydict()
    assert found["rank"] == [2, 2, 1, None]


def test_an_empty_order_gives_no_address_a_place() -> None:
    bare = tables("pand")
    nothing = ranking().slice(0, 0)
    found = wide_of_run(
        CheckTables(bare.addresses, bare.indicators, bare.signals, bare.notes, "pand"),
        nothing,
        np.ones(4, dtype=bool),
        ABOUT,
    )
    assert found.table["rank"].to_pylist() == [None] * 4


def test_a_selection_brings_what_the_draw_says_in_the_order_asked() -> None:
    base = tables()
    rows = CheckTables(
        *(part.take([2, 3]) for part in (base.addresses, base.indicators, base.signals)), base.notes, "object"
    )
    found = wide_of_selection(rows, units(), ABOUT, positions=np.array([1, 0])).table.to_pydict()
    assert found["unit_id"] == ["A2", "A3"]
    assert found["stratum"] == ["manual", "top"]
    assert found["inclusion_probability"] == [None, 1.0]
    assert found["reasons"] == ["", "a|b"]
    assert found["manual_reason"] == ["tip van de wijkagent", ""]
    assert found["aantal"] == [3, 4]


def test_facts_hold_no_trace_of_the_draw() -> None:
    base = tables()
    facts = CheckTables(base.addresses, base.indicators, base.signals.select([]), base.notes[:1], "object")
    described = facts_of_selection(facts, units(), ABOUT, positions=np.array([0, 1, 0, 1]))
    names = set(described.table.column_names)
    assert names == {"unit_id", "address_id", "adres", "pand_id", "aantal", "run", "peildatum", "caveat"}


def test_an_indicator_named_after_a_column_of_the_table_gets_a_name_of_its_own() -> None:
    found = column_names(["oppervlakte_m2", "rank", "vrij"], ["vrij"])
    assert found == {
        "oppervlakte_m2": "indicator_oppervlakte_m2",
        "rank": "indicator_rank",
        "vrij": "vrij",
        "signaal_vrij": "signaal_vrij",
    }


def test_an_indicator_named_after_the_column_of_a_signal_gets_a_name_of_its_own() -> None:
    assert column_names(["signaal_x"], ["x"])["signaal_x"] == "signaal_x"
