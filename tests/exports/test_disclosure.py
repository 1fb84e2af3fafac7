# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is disclosed follows from the definitions, and what nobody said is told to be missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.admission import kept_out
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.refused import Admission
from pandzicht.definitions.words import LegalBasis, Verification
from pandzicht.exports.disclosure import (
    NEVER_USED,
    Disclosure,
    bases_said,
    fields_at_intake,
    fields_said,
    names_persons,
    people_said,
    person_fields,
)
from pandzicht.language import Language, speaker
from pandzicht.store.organisation import UNNAMED
from tests.published_catalogue import CONCERNS, disclosed, published
from tests.small_catalogue import FILES, bent

HOUSEHOLD = """\
protected: {field: geheim, person: bsn}
household:
  person: bsn
  partner: [partner]
  parents: [ouder1, ouder2]
  birth_date: geboren
  at: object_id
  legal_basis: [{article: Huisvestingswet 2014 art. 21 onder c, verified: te_toetsen}]
  dpia: DPIA-9
"""


def test_sources_and_data_are_those_that_the_check_reads(tmp_path: Path) -> None:
    told = disclosed(tmp_path)
    assert [source.source for source in told.sources] == ["bag", "bewoning", "meldingen"]
    assert told.used_of(told.sources[1]) == ("Ingeschreven personen",)


def test_a_source_without_a_basis_for_delivery_is_not_told_as_used(tmp_path: Path) -> None:
    told = disclosed(tmp_path, bent("sources/meldingen.yaml", "supply: eigen", "supply: none"))
    assert [source.source for source in told.sources] == ["bag", "bewoning"]
    assert "hinder" not in {signal.signal for signal, _ in told.points}


def test_a_signal_on_points_is_told_the_highest_first(tmp_path: Path) -> None:
    points = [(signal.signal, points) for signal, points in disclosed(tmp_path).points]
    assert points == [("overbewoning", 3), ("niemand_ingeschreven", 2), ("hinder", 1)]


def test_without_a_publication_or_organisation_it_says_so(tmp_path: Path) -> None:
    changes: dict[str, str | None] = {"checks/wonen.yaml": FILES["checks/wonen.yaml"]}
    told = disclosed(tmp_path, changes, organisation=UNNAMED)
    missing = "niet ingevuld"
    assert {told.published("goal"), told.ground, told.contact, *told.recipients, told.security[-1]} == {missing}
    assert told.retention[0] == f"Vergelijkingen en lijsten van deze controle: {missing}"


def test_a_check_has_its_own_contact_or_that_of_the_organisation(tmp_path: Path) -> None:
    told = disclosed(tmp_path / "a")
    assert told.contact == "vragen@gemeente.example"
    own: dict[str, str | None] = {
        "checks/wonen.yaml": (tmp_path / "a/checks/wonen.yaml").read_text(encoding="utf-8")
        + "  contact: wonen@gemeente.example\n"
    }
    assert disclosed(tmp_path / "b", own).contact == "wonen@gemeente.example"


def test_whom_rows_are_about_must_be_said_where_fields_are_about_persons(tmp_path: Path) -> None:
    catalogue = published(tmp_path, {"sources/bewoning.yaml": FILES["sources/bewoning.yaml"]})
    always, *named = people_said(catalogue.sources.values(), Language.NL)
    assert always.startswith("Mensen die wonen of werken op een adres")
    assert named == ["niet ingevuld"]
    said = published(tmp_path / "said").sources
    assert people_said([said["bewoning"]], Language.EN)[1:] == ("Who is registered",)


def protected_source(folder: Path) -> Catalogue:
    text = FILES["sources/bewoning.yaml"].replace("ignored:", f"{HOUSEHOLD}ignored:") + CONCERNS
    return published(folder, {"sources/bewoning.yaml": text})


def test_what_is_thrown_away_at_intake_is_told_and_what_is_kept_is_not(tmp_path: Path) -> None:
    source = protected_source(tmp_path).sources["bewoning"]
    assert fields_at_intake(source) == ("geheim", "partner", "ouder1", "ouder2", "geboren")
    assert person_fields(source) == ("persoon",)
    assert fields_said(source, person_fields(source), Language.NL) == ("persoon (als pseudoniem)",)


def test_security_names_only_what_these_sources_make_happen(tmp_path: Path) -> None:
    catalogue = protected_source(tmp_path)
    told = disclosed(tmp_path / "b")
    all_of_it = Disclosure(catalogue, catalogue.checks["wonen"], told.organisation)
    assert any("geheime gegevens" in text for text in all_of_it.security)
    assert not any("geheime gegevens" in text for text in told.security)
    assert told.security[-1] == "Schijven zijn versleuteld"


def test_a_source_of_objects_only_names_no_persons(tmp_path: Path) -> None:
    sources = published(tmp_path).sources
    assert {name: names_persons(source) for name, source in sources.items()} == {
        "bag": False,
        "bewoning": True,
        "meldingen": False,
    }


def test_an_article_that_nobody_verified_is_marked() -> None:
    verified = LegalBasis(article="Wet A art. 1", verified=Verification(by="Jurist", on="2026-01-01"))  # type: ignore[arg-type]
    unverified = LegalBasis(article="Wet B art. 2", verified="te_toetsen")
    assert bases_said([verified, unverified], speaker(Language.NL)) == (
        "Wet A art. 1",
        "Wet B art. 2 (nog niet getoetst)",
    )


@pytest.mark.parametrize("name", NEVER_USED)
def test_what_is_said_never_to_be_used_is_refused_by_the_grammar(name: str) -> None:
    assert kept_out([name])[name].admission is Admission.REFUSED


def test_dropped_fields_are_told_per_source(tmp_path: Path) -> None:
    assert disclosed(tmp_path).dropped == ("Bewoning: nationaliteit",)


def test_the_limits_are_those_of_the_norms_that_are_read(tmp_path: Path) -> None:
    assert [norm.norm for norm in disclosed(tmp_path).norms] == ["norm_m2_per_persoon"]
