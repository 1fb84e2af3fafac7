# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Indicators: zero is earned, unknown stays unknown, and the evidence is what was counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.signals.compiling import context_on
from pandzicht.signals.evidence import evidence_among, evidence_conditions
from pandzicht.store.engine import Engine
from tests.signals.small_city import DAY, address, column, compare, report, resident
from tests.small_catalogue import FILES, bent

CITY = [address(0), address(1), address(2, soort="standplaats", gebruiksdoelen=None), address(3)]


def test_rows_are_counted_per_address_and_zero_only_where_the_source_covers(tmp_path: Path) -> None:
    rows = {"bewoning": [resident(0), resident(0), resident(0, tot=DAY), resident(3, van=date(2026, 3, 2))]}
    with Engine(threads=1) as engine:
        compare(engine, tmp_path, CITY, rows)
        assert column(engine, "indicators", "bewoners_aantal") == [2, 0, None, 0]


def test_zero_is_not_earned_when_no_delivery_stands_for_the_peildatum(tmp_path: Path) -> None:
    with Engine(threads=1) as engine:
        compare(engine, tmp_path, CITY, {"bewoning": [resident(0)]}, stands=False)
        assert column(engine, "indicators", "bewoners_aantal") == [1, None, None, None]


def test_a_source_without_a_delivery_leaves_its_indicators_unknown(tmp_path: Path) -> None:
    with Engine(threads=1) as engine:
        compare(engine, tmp_path, CITY, {"bewoning": [resident(0)]})
        assert column(engine, "indicators", "hinder_aantal") == [None] * 4
        assert column(engine, "signals", "hinder") == ["unknown"] * 4


def test_the_spine_gives_its_own_columns(tmp_path: Path) -> None:
    with Engine(threads=1) as engine:
        compare(
            engine,
            tmp_path,
            [address(0, oppervlakte_m2=None), address(1, oppervlakte_m2=40)],
            {"bewoning": [resident(1)]},
        )
        assert column(engine, "indicators", "oppervlakte_m2") == [None, 40]


def test_an_expired_signal_is_no_and_a_fresh_one_yes(tmp_path: Path) -> None:
    old = [report(0, date(2025, 6, 1)), report(0, date(2025, 7, 1))]
    fresh = [report(1, date(2025, 6, 1)), report(1, date(2026, 2, 1))]
    with Engine(threads=1) as engine:
        compare(engine, tmp_path, CITY, {"meldingen": [*old, *fresh]})
        assert column(engine, "indicators", "hinder_aantal") == [2, 2, None, 0]
        assert column(engine, "signals", "hinder") == ["no", "yes", "unknown", "no"]


def test_an_absent_row_never_accuses_while_one_may_belong_there(tmp_path: Path) -> None:
    with Engine(threads=1) as engine:
        compare(engine, tmp_path, CITY, {"bewoning": [resident(0), resident(None)]}, doubts=[("bewoning", 1)])
        assert column(engine, "signals", "niemand_ingeschreven") == ["no", "unknown", "unknown", "yes"]


AGGREGATES = {
    "count(distinct soort)": ["integer", [2, None]],
    "sum(nummer)": ["integer", [30, None]],
    "min(van_laatst)": ["date", [date(2019, 1, 1), None]],
    "max(van_laatst)": ["date", [date(2021, 1, 1), None]],
    "mediaan(nummer)": ["integer", [10, None]],
    "nieuwste(soort, van_laatst)": ["code", ["woonadres", None]],
    "nieuwste(soort, van_laatst) filter (where soort = 'briefadres')": ["code", ["briefadres", None]],
}


BASIS = "legal_basis: [{article: Wet BRP art. 3.8, verified: te_toetsen}]\n"


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_each_aggregate(tmp_path: Path, aggregate: str) -> None:
    kind, expected = AGGREGATES[aggregate]
    rows = [
        resident(0, van=date(2020, 1, 1), nummer=5, soort="briefadres"),
        resident(0, van=date(2021, 1, 1), nummer=10),
        resident(0, van=date(2019, 1, 1), nummer=15),
    ]
    added = f"indicator: proef\nsource: bewoning\nlabel: {{nl: Proef}}\ntype: {kind}\naggregate: {aggregate}\n{BASIS}"
    with Engine(threads=1) as engine:
        compare(
            engine, tmp_path, [address(0), address(1)], {"bewoning": rows}, changes={"indicators/proef.yaml": added}
        )
        assert column(engine, "indicators", "proef") == expected


def test_a_pand_counts_the_rows_of_all_its_addresses_and_its_own(tmp_path: Path) -> None:
    text = FILES["indicators/hinder_aantal.yaml"].replace("source: meldingen", "source: meldingen\nper: pand")
    city = [address(0, pand_no=0, pand_id=1), address(1, pand_no=0, pand_id=1), address(2)]
    own = {**report(None, date(2026, 1, 1)), "pand_no": 0}
    rows = [report(0, date(2026, 1, 1)), own]
    with Engine(threads=1) as engine:
        compare(engine, tmp_path, city, {"meldingen": rows}, changes={"indicators/hinder_aantal.yaml": text})
        assert column(engine, "indicators", "hinder_aantal") == [2, 2, 0]


PER = "indicator: {name}\nsource: meldingen\nper: {per}\nlabel: {{nl: Proef}}\naggregate: count(*)\n"


def test_a_street_and_an_owner_share_their_value(tmp_path: Path) -> None:
    source = FILES["sources/bewoning.yaml"] + "owners: {key: straat, kind: soort, legal_persons: [woonadres]}\n"
    changes: dict[str, str | None] = {
        "sources/bewoning.yaml": source,
        "indicators/per_straat.yaml": PER.format(name="per_straat", per="straat") + "absent: zero\n",
        "indicators/per_eigenaar.yaml": PER.format(name="per_eigenaar", per="owner"),
    }
    city = [address(0), address(1, straat="Kade"), address(2)]
    owners = [resident(0, straat="bv"), resident(1, straat="bv"), resident(2, straat="mens", soort="briefadres")]
    reports = [report(0, date(2026, 1, 1)), report(1, date(2026, 1, 1))]
    with Engine(threads=1) as engine:
        compare(engine, tmp_path, city, {"bewoning": owners, "meldingen": reports}, changes=changes)
        assert column(engine, "indicators", "per_straat") == [1, 1, 1]
        assert column(engine, "indicators", "per_eigenaar") == [2, 2, None]


DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 1))


@given(st.lists(st.tuples(st.integers(0, 3), DAYS, st.sampled_from(["hinder", "afval"])), max_size=12))
def test_the_evidence_of_a_count_is_as_many_rows_as_it_says(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[int, date, str]]
) -> None:
    rows = [report(number, day, soort) for number, day, soort in drawn] or [report(None, DAY)]
    with Engine(threads=1) as engine:
        catalogue = compare(
            engine, tmp_path_factory.mktemp("catalogue"), [address(number) for number in range(4)], {"meldingen": rows}
        )
        counts = column(engine, "indicators", "hinder_aantal")
        indicator, source = catalogue.indicators["hinder_aantal"], catalogue.sources["meldingen"]
        for number, count in enumerate(counts):
            own = engine.table(
                "SELECT s.* FROM source_meldingen s JOIN links l USING (row_no) WHERE l.address_no = ?", [number]
            )
            conditions = evidence_conditions([indicator], source, context_on(catalogue, DAY))
            found = evidence_among(engine, own, conditions)
            assert len(found["hinder_aantal"]) == count


def test_a_norm_without_a_value_on_the_day_makes_a_signal_unknown(tmp_path: Path) -> None:
    changes = bent("norms/norm_m2_per_persoon.yaml", "from: 2023-07-01", "from: 2026-07-01")
    changes |= {"signals/overbewoning.yaml": FILES["signals/overbewoning.yaml"]}
    with Engine(threads=1) as engine:
        compare(engine, tmp_path, [address(0)], {"bewoning": [resident(0)] * 6}, changes=changes)
        assert column(engine, "signals", "overbewoning") == ["unknown"]
