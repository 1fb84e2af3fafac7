# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a check reads is derived field by field, whatever way a definition comes to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.aggregate import read_aggregate
from pandzicht.definitions.catalogue import Catalogue, read_catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.closed_list import (
    beyond,
    fields_of_check,
    fields_of_dossier,
    fields_of_indicators,
    fields_of_signal,
    joined,
)
from pandzicht.definitions.indicator import Indicator
from pandzicht.definitions.source import About, FieldType
from pandzicht.signals.compiling import context_on
from pandzicht.signals.indicators import fields_read
from tests.signals.small_city import DAY
from tests.small_catalogue import FILES, bent, write_catalogue


def test_a_value_a_filter_and_a_validity_are_read(tmp_path: Path) -> None:
    catalogue = read_catalogue(write_catalogue(tmp_path))
    assert fields_of_indicators(catalogue, ["oppervlakte_m2", "bewoners_aantal", "hinder_aantal"]) == {
        "bag": {"oppervlakte_m2"},
        "bewoning": {"van", "tot"},
        "meldingen": {"datum", "soort"},
    }


def test_the_two_ends_of_a_partial_date_are_one_field(tmp_path: Path) -> None:
    changes = bent("indicators/bewoners_aantal.yaml", "geldig_op(:peildatum)", "binnen(tot_laatst, 'P7D')")
    catalogue = read_catalogue(write_catalogue(tmp_path, changes))
    assert fields_of_indicators(catalogue, ["bewoners_aantal"]) == {"bewoning": {"tot"}}


def test_rows_that_are_only_counted_are_read_without_a_field(tmp_path: Path) -> None:
    changes = bent("indicators/bewoners_aantal.yaml", " filter (where geldig_op(:peildatum))", "")
    catalogue = read_catalogue(write_catalogue(tmp_path, changes))
    assert fields_of_indicators(catalogue, ["bewoners_aantal"]) == {"bewoning": frozenset()}


def test_a_signal_that_expires_reads_the_day_of_its_evidence(tmp_path: Path) -> None:
    changes = bent("indicators/hinder_aantal.yaml", "binnen(datum, 'P1Y') and ", "")
    catalogue = read_catalogue(write_catalogue(tmp_path, changes))
    assert fields_of_signal(catalogue, catalogue.signals["hinder"]) == {"meldingen": {"datum", "soort"}}
    assert fields_of_indicators(catalogue, ["hinder_aantal"]) == {"meldingen": {"soort"}}


def test_a_figure_per_owner_reads_who_owns(tmp_path: Path) -> None:
    owners = "owners: {key: straat, kind: soort, legal_persons: [woonadres]}\n"
    changes = bent("indicators/hinder_aantal.yaml", "source: meldingen", "source: meldingen\nper: owner")
    changes |= {"sources/bewoning.yaml": FILES["sources/bewoning.yaml"] + owners}
    catalogue = read_catalogue(write_catalogue(tmp_path, changes))
    assert fields_of_indicators(catalogue, ["hinder_aantal"]) == {
        "meldingen": {"datum", "soort"},
        "bewoning": {"straat", "soort", "van", "tot"},
    }


def test_challenger_frame_and_facts_are_read_as_well(tmp_path: Path) -> None:
    text = (
        FILES["checks/wonen.yaml"]
        .replace("hinder: 1}", "overbewoning: 2}")
        .replace(
            "points: {overbewoning: 3, niemand_ingeschreven: 2, ",
            "challenger: {motive: {nl: Proef}, points: {hinder: 1}}\npoints: {",
        )
    )
    catalogue = read_catalogue(write_catalogue(tmp_path, {"checks/wonen.yaml": text}))
    assert set(fields_of_check(catalogue, catalogue.checks["wonen"])) == {"bag", "bewoning", "meldingen"}
    assert beyond({"a": frozenset({"x", "y"}), "b": frozenset()}, {"a": ("x",), "b": ()}) == {"a": ("y",)}


def test_a_list_of_sources_from_before_fields_were_listed_can_still_be_opened() -> None:
    document = {
        "check": "wonen",
        "label": {"nl": "Wonen"},
        "unit": "object",
        "legal_basis": [{"article": "Huisvestingswet 2014 art. 21", "verified": "te_toetsen"}],
        "purpose": "wonen",
        "sources": ["bag", "bewoning"],
        "ai_act": {"nl": "Vaste regels"},
        "frame": "woonfunctie",
        "points": {"vol": 1},
        "strata": {"control": 0.2},
        "result": {"nl": "een gesprek"},
    }
    check = Check.model_validate(document)
    assert check.sources == {"bag": (), "bewoning": ()}
    assert check.missing == ("dpia", "iama", "ai_act.class", "criteria", "approved", "ends_on")


@pytest.fixture(scope="module")
def catalogue(root: Path) -> Catalogue:
    return read_catalogue(root / "catalogue")


def read_by_the_engine(catalogue: Catalogue, indicator: Indicator) -> set[tuple[str, str]]:
    """The fields that the compiled aggregate names; `nieuw_geleverd` is no field but whether there was a row before."""
    source = catalogue.sources[indicator.source]
    columns = fields_read(read_aggregate(indicator.aggregate), source, context_on(catalogue, DAY))
    partial = [name for name, field in source.fields.items() if field.type is FieldType.PARTIAL_DATE]
    named = {next((name for name in partial if column.startswith(f"{name}_")), column) for column in columns}
    return {(source.source, name) for name in named - {"nieuw_geleverd"}}


def test_the_engine_reads_nothing_that_the_closed_lists_of_the_catalogue_lack(catalogue: Catalogue) -> None:
    checks = catalogue.checks.values()
    listed = {(source, field) for check in checks for source, names in check.sources.items() for field in names}
    rows = [
        item
        for item in catalogue.indicators.values()
        if catalogue.sources[item.source].about is About.ADDRESS and catalogue.sources[item.source].is_supplied
    ]
    read = {pair for item in rows for pair in read_by_the_engine(catalogue, item)}
    assert len(read) > 80
    assert read - listed == set()


def test_every_check_of_the_catalogue_lists_what_it_reads_and_no_more(catalogue: Catalogue) -> None:
    for check in catalogue.checks.values():
        told = joined([fields_of_check(catalogue, check), fields_of_dossier(catalogue, check)])
        assert {name: set(fields) for name, fields in check.sources.items()} == told
