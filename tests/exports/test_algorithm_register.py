# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The entry of a check is valid, follows its definitions, and what a register would refuse is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pandzicht.definitions.check import Challenger
from pandzicht.definitions.publication_standard import RULES
from pandzicht.definitions.words import Text
from pandzicht.exports.algorithm_register import entry_faults, entry_of
from pandzicht.exports.disclosure import Disclosure
from pandzicht.governance.activity import activity_of_check
from pandzicht.language import Language
from tests.published_catalogue import disclosed, with_publication
from tests.small_catalogue import FILES, bent


def entry(told: Disclosure) -> dict[str, object]:
    found = entry_of(told, activity_of_check(told.catalogue, told.check.check))
    assert found is not None
    return found


def test_an_entry_is_valid_and_in_the_order_of_the_standard(tmp_path: Path) -> None:
    found = entry(disclosed(tmp_path))
    assert list(entry_faults("x.json", found)) == []
    assert list(found) == [name for name in RULES if name in found]


def test_an_entry_says_what_the_check_runs_on(tmp_path: Path) -> None:
    found = entry(disclosed(tmp_path))
    assert found["source_id"] == "check:wonen"
    assert found["publication_category"] == "Impactvolle algoritmes"
    assert found["contact_email"] == "vragen@gemeente.example"
    assert found["lawful_basis"] == "Huisvestingswet 2014 art. 21 (nog niet getoetst)"
    assert found["source_data"] == (
        "BAG (Gemeente): Gebruiksoppervlakte\n"
        "Bewoning (Burgerzaken): Ingeschreven personen\n"
        "Meldingen (Openbare ruimte): Berichten over hinder"
    )
    method = str(found["methods_and_models"])
    assert "15% van een lijst wordt geloot" in method
    assert "niet zelflerend" in method
    assert "Staan er meer mensen ingeschreven dan de woning mag huisvesten? (3)" in method
    assert found["impacttoetsen_grouping"] == [
        {"title": "Data Protection Impact Assessment (DPIA), DPIA-1"},
        {"title": "Impact Assessment Mensenrechten en Algoritmes (IAMA), IAMA-1"},
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (bent("signals/hinder.yaml", "hinder_aantal >= 2", "hinder_aantal >= 3"), "methods_and_models"),
        (with_publication("De afweging.", "Anders."), "proportionality"),
        (bent("indicators/hinder_aantal.yaml", "Berichten over hinder", "Klachten"), "source_data"),
    ],
)
def test_another_definition_gives_another_entry(tmp_path: Path, changes: dict[str, str | None], field: str) -> None:
    before, after = entry(disclosed(tmp_path / "a")), entry(disclosed(tmp_path / "b", changes))
    assert before[field] != after[field]


@pytest.mark.parametrize(
    ("own", "tried", "said"),
    [
        (False, None, "niet zelflerend"),
        (False, False, "niet zelflerend"),
        (False, True, "worden beproefd; mensen keurden dat goed"),
        (True, None, "De punten zijn geleerd van uitkomsten"),
        (True, True, "De punten zijn geleerd van uitkomsten"),
    ],
)
def test_that_outcomes_taught_points_follows_from_the_definition(
    tmp_path: Path, own: bool, tried: bool | None, said: str
) -> None:
    told = disclosed(tmp_path)
    points = Challenger(points=dict(told.check.points), motive=Text(nl="Beproefd."), learned=bool(tried))
    check = told.check.model_copy(update={"learned": own, "challenger": None if tried is None else points})
    method = str(entry(replace(told, check=check))["methods_and_models"])
    assert said in method
    assert ("niet zelflerend" in method) is (said == "niet zelflerend")


def test_the_register_takes_dutch_whatever_the_language_of_the_rest(tmp_path: Path) -> None:
    told = disclosed(tmp_path)
    english = Disclosure(told.catalogue, told.check, told.organisation, Language.EN)
    assert entry(english) == entry(told)


def test_details_of_sources_about_persons_stay_when_not_everything_fits(tmp_path: Path) -> None:
    told = disclosed(tmp_path, bent("indicators/hinder_aantal.yaml", "Berichten over hinder", "b" * 2_400))
    assert entry(told)["source_data"] == (
        "BAG (Gemeente)\nBewoning (Burgerzaken): Ingeschreven personen\nMeldingen (Openbare ruimte)"
    )


def test_what_does_not_fit_at_all_is_told_and_not_cut(tmp_path: Path) -> None:
    told = disclosed(tmp_path, bent("sources/meldingen.yaml", "owner: Openbare ruimte", f"owner: {'o' * 2_500}"))
    (fault,) = entry_faults("algoritmeregister/wonen.json", entry(told))
    assert str(fault).startswith("algoritmeregister/wonen.json: field 'source_data': has 2")
    assert "the limit is 2500" in str(fault)


def test_a_check_without_a_publication_has_no_entry(tmp_path: Path) -> None:
    told = disclosed(tmp_path, {"checks/wonen.yaml": FILES["checks/wonen.yaml"]})
    assert entry_of(told, activity_of_check(told.catalogue, told.check.check)) is None


def test_all_faults_of_an_entry_are_told_at_once() -> None:
    wrong = {"name": "x" * 101, "status": "aan", "gemeente": "Duinrijk", "contact_email": "balie"}
    told = [str(fault) for fault in entry_faults("wonen.json", wrong)]
    assert [fault.split(": ")[1] for fault in told] == [
        f"field '{name}'"
        for name in (
            "gemeente",
            "name",
            "description_short",
            "organization",
            "status",
            "contact_email",
            "publication_category",
            "lang",
        )
    ]
    assert "has 101 signs, the limit is 100" in told[1]
    assert told[1].endswith("shorten it by 1")


def test_the_records_of_the_register_itself_are_refused_for_what_the_standard_does_not_know(real_data: Path) -> None:
    folder = real_data / "algoritmeregister"
    records = sorted(folder.glob("algorithm_*.json"))
    if not records:
        pytest.skip("the records of the algorithm register are not among the real files")
    for path in records:
        faults = list(entry_faults(path.name, json.loads(path.read_text(encoding="utf-8"))))
        places = {fault.place for fault in faults}
        # They are records of a test there: a theme of an older standard, made-up dates and addresses.
        assert {"field 'uuid'", "field 'language'", "field 'dpia'", "field 'category'", "field 'lang'"} <= places
        assert "field 'name'" not in places
        assert "field 'status'" not in places
