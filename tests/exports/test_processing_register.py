# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The processing register has what AVG art. 30 asks, per check, of comparing and per source."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, replace
from pathlib import Path

from pandzicht.exports.processing_register import (
    MARK,
    ProcessingEntry,
    entry_of_check,
    entry_of_comparison,
    entry_of_intake,
    register_csv,
    register_document,
)
from pandzicht.governance.activity import activity_of_check
from pandzicht.store.organisation import UNNAMED
from tests.published_catalogue import CONCERNS, ORGANISATION, disclosed
from tests.small_catalogue import FILES

HOUSEHOLD = """\
household:
  person: bsn
  partner: [partner]
  parents: [ouder1]
  birth_date: geboren
  at: object_id
  legal_basis: [{article: Huisvestingswet 2014 art. 21 onder c, verified: te_toetsen}]
  dpia: DPIA-9
"""


def of_check(folder: Path) -> ProcessingEntry:
    told = disclosed(folder)
    return entry_of_check(told, activity_of_check(told.catalogue, told.check.check))


def test_the_entry_of_a_check_has_every_part_of_the_article(tmp_path: Path) -> None:
    found = of_check(tmp_path)
    assert found.verwerkingsverantwoordelijke == "Gemeente Duinrijk"
    assert found.functionaris_gegevensbescherming == "fg@gemeente.example"
    assert found.doeleinden == ("Doel <van> de controle.", "Een huisbezoek.")
    assert found.rechtsgrond[0].endswith("(AVG art. 6 lid 1 onder e)")
    assert found.betrokkenen[1:] == ("Wie is ingeschreven",)
    assert "Bewoning: Ingeschreven personen" in found.persoonsgegevens
    assert found.ontvangers == ("Analisten",)
    assert found.doorgifte == "Geen"
    assert found.bewaartermijnen[0] == "Vergelijkingen en lijsten van deze controle: 1 jaar"
    assert found.vertrouwelijkheid == "intern"
    assert found.dpia == ("DPIA-1",)
    assert all(asdict(found).values())


def test_confidentiality_is_that_of_the_most_confidential_source(tmp_path: Path) -> None:
    text = FILES["sources/meldingen.yaml"].replace("confidentiality: intern", "confidentiality: geheim")
    told = disclosed(tmp_path, {"sources/meldingen.yaml": text})
    entry = entry_of_check(told, activity_of_check(told.catalogue, told.check.check))
    assert entry.vertrouwelijkheid == "geheim"


def test_comparing_has_an_entry_over_all_checks(tmp_path: Path) -> None:
    told = disclosed(tmp_path)
    found = entry_of_comparison(told.catalogue, [told], ORGANISATION)
    assert found.activiteit.startswith("vergelijking@")
    assert found.doeleinden == ("Wonen",)
    assert found.bronnen == ("BAG", "Bewoning", "Meldingen")
    assert found.bewaartermijnen == ("Wonen: Vergelijkingen en lijsten van deze controle: 1 jaar",)


def test_the_list_of_protected_objects_is_part_of_comparing(tmp_path: Path) -> None:
    protected = (
        FILES["sources/meldingen.yaml"]
        .replace("source: meldingen", "source: beschermd\nabout: protected")
        .replace("label: {nl: Meldingen, en: Reports}", "label: {nl: Beschermd}")
        .replace("delivery: events", "delivery: full")
        .replace("dated_by: datum\n", "")
        .replace("purposes: [wonen]\n", "")
    )
    told = disclosed(tmp_path, {"sources/beschermd.yaml": protected})
    assert "Beschermd" in entry_of_comparison(told.catalogue, [told], ORGANISATION).bronnen


def test_the_intake_of_a_source_tells_fields_about_persons_and_what_is_thrown_away(tmp_path: Path) -> None:
    text = FILES["sources/bewoning.yaml"].replace("ignored:", f"{HOUSEHOLD}ignored:") + CONCERNS
    told = disclosed(tmp_path, {"sources/bewoning.yaml": text})
    found = entry_of_intake(told.catalogue.sources["bewoning"], [told], ORGANISATION)
    assert found.activiteit.startswith("bron:bewoning@")
    assert found.persoonsgegevens[:2] == (
        "Over personen: persoon (als pseudoniem)",
        "Gebruikt bij het inlezen, en in dezelfde stap weggegooid: partner, ouder1, geboren",
    )
    assert found.rechtsgrond[-1].startswith("Huisvestingswet 2014 art. 21 onder c")
    assert found.dpia == ("DPIA-1", "DPIA-9")


def test_the_intake_of_visits_tells_that_who_looked_is_kept_as_a_pseudonym(tmp_path: Path) -> None:
    outcomes = "outcomes: {of: {wonen: soort}, step: soort, established: [ja], nothing: [nee], by: ambtenaar}\n"
    told = disclosed(tmp_path, {"sources/meldingen.yaml": FILES["sources/meldingen.yaml"] + outcomes})
    found = entry_of_intake(told.catalogue.sources["meldingen"], [told], ORGANISATION)
    assert found.persoonsgegevens[-1].startswith("Wie er keek, als pseudoniem dat geen definitie leest")
    assert found.persoonsgegevens[-1].endswith(": ambtenaar")
    assert not any(
        "Wie er keek" in line
        for line in entry_of_intake(told.catalogue.sources["bewoning"], [], UNNAMED).persoonsgegevens
    )


def test_a_source_that_no_check_reads_says_so(tmp_path: Path) -> None:
    told = disclosed(tmp_path)
    found = entry_of_intake(told.catalogue.sources["meldingen"], [], UNNAMED)
    assert found.doeleinden == ("Geen controle leest deze bron",)
    assert found.verwerkingsverantwoordelijke == found.doorgifte == found.beveiliging[-1] == "niet ingevuld"


def test_the_document_is_named_by_activity_and_not_by_version(tmp_path: Path) -> None:
    document = register_document([of_check(tmp_path)])
    assert list(document) == ["check:wonen"]
    assert document["check:wonen"]["naam"] == "Wonen"


def test_the_csv_opens_in_a_spreadsheet_and_carries_out_nothing(tmp_path: Path) -> None:
    entry = replace(of_check(tmp_path), naam='=HYPERLINK("x")', ontvangers=("a;b", 'zegt "c"'))
    text = register_csv([entry])
    assert text.startswith(MARK)
    header, row = csv.reader(io.StringIO(text.removeprefix(MARK)), delimiter=";")
    found = dict(zip(header, row, strict=True))
    assert found["naam"] == '\'=HYPERLINK("x")'
    assert found["ontvangers"] == 'a;b\nzegt "c"'
    assert found["activiteit"] == entry.activiteit
