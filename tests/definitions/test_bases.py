# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A signal rests on its own basis and on those of all it reads."""

from __future__ import annotations

from pathlib import Path

from pandzicht.definitions.bases import bases_of_check, bases_of_signal, bases_of_source, unverified
from pandzicht.definitions.catalogue import read_catalogue
from tests.partnership import PARTNERSHIP, SOURCE
from tests.small_catalogue import FILES, bent, write_catalogue

VERIFIED = "verified: {by: Jurist, on: 2026-01-02}"


def test_source_and_indicator_count_beside_the_signal(tmp_path: Path) -> None:
    changes = bent("signals/overbewoning.yaml", "verified: te_toetsen", VERIFIED)
    catalogue = read_catalogue(write_catalogue(tmp_path, changes))
    stated = bases_of_signal(catalogue, catalogue.signals["overbewoning"])
    assert set(stated) == {"overbewoning", "bewoners_aantal", "oppervlakte_m2", "bag", "bewoning"}
    assert unverified(stated) == ("bewoners_aantal", "bag", "bewoning")


def test_a_check_rests_on_what_its_frame_and_facts_read(tmp_path: Path) -> None:
    catalogue = read_catalogue(write_catalogue(tmp_path))
    assert set(bases_of_check(catalogue, catalogue.checks["wonen"])) == {
        "wonen",
        "bewoners_aantal",
        "oppervlakte_m2",
        "bag",
        "bewoning",
    }


def test_what_intake_derives_has_a_basis_of_its_own(tmp_path: Path) -> None:
    source = FILES["sources/bewoning.yaml"].replace("verified: te_toetsen", VERIFIED) + (
        "household: {person: bsn, partner: [p], parents: [o], birth_date: g, at: object_id, dpia: DPIA-9,\n"
        "  legal_basis: [{article: Huisvestingswet 2014 art. 21 onder c, verified: te_toetsen}]}\n"
    )
    indicator = FILES["indicators/bewoners_aantal.yaml"].replace("verified: te_toetsen", VERIFIED)
    signal = FILES["signals/niemand_ingeschreven.yaml"].replace("verified: te_toetsen", VERIFIED)
    changes: dict[str, str | None] = {
        "sources/bewoning.yaml": source,
        "indicators/bewoners_aantal.yaml": indicator,
        "signals/niemand_ingeschreven.yaml": signal,
    }
    plain = read_catalogue(write_catalogue(tmp_path / "plain", changes))
    assert unverified(bases_of_signal(plain, plain.signals["niemand_ingeschreven"])) == ()
    changes["indicators/bewoners_aantal.yaml"] = indicator.replace("geldig_op(:peildatum)", "zonder_relatie")
    derived = read_catalogue(write_catalogue(tmp_path / "derived", changes))
    assert unverified(bases_of_signal(derived, derived.signals["niemand_ingeschreven"])) == ("bewoning",)
    assert unverified(bases_of_source(derived.sources["bewoning"])) == ("bewoning",)
    assert unverified(bases_of_source(derived.sources["bewoning"].model_copy(update={"household": None}))) == ()


def test_taking_in_a_source_of_a_partnership_rests_on_the_basis_of_that_too(tmp_path: Path) -> None:
    changes = {**PARTNERSHIP, "sources/samen_panden.yaml": SOURCE.replace("verified: te_toetsen", VERIFIED)}
    catalogue = read_catalogue(write_catalogue(tmp_path, changes))
    stated = bases_of_source(catalogue.sources["samen_panden"], catalogue.channels["samen"])
    assert unverified(stated) == ("samen",)
