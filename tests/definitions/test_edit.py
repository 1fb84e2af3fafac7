# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A definition that is being changed: the base stays, the faults are those of the whole catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import Catalogue, plain, read_catalogue
from pandzicht.definitions.edit import LONGEST, Edit, Edited, affected_by, edited, placed, same
from pandzicht.definitions.rules import RULES
from pandzicht.errors import NotFound, PandzichtError


@pytest.fixture(scope="module")
def base(root: Path) -> Catalogue:
    """The catalogue that comes with Pandzicht."""
    return read_catalogue(root / "catalogue")


def text_of(root: Path, name: str) -> str:
    return (root / "catalogue" / f"{name}.yaml").read_text(encoding="utf-8")


def changed(base: Catalogue, root: Path, place: str, old: str, new: str) -> Edited:
    text = text_of(root, place)
    assert old in text
    folder, name = place.split("/")
    return edited(base, Edit(folder, name, text.replace(old, new)), RULES)


def test_an_unchanged_text_has_no_faults_and_says_the_same(base: Catalogue, root: Path) -> None:
    found = changed(base, root, "signals/overbewoning", "signal", "signal")
    assert found.faults == ()
    assert same(found.definition, base.signals["overbewoning"])


def test_a_wrong_word_is_told_with_its_line_and_the_base_stays(base: Catalogue, root: Path) -> None:
    before = plain(base.signals["overbewoning"])
    found = changed(base, root, "signals/overbewoning", "bewoners_aantal >=", "bewoners_aantaal >=")
    (fault,) = found.faults
    assert (fault.file, fault.place) == ("signals/overbewoning.yaml", "line 10")
    assert "unknown name 'bewoners_aantaal'; did you mean 'bewoners_aantal'?" in fault.found
    assert plain(base.signals["overbewoning"]) == before


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("scenarios:", "scenarois:", "line 27", "unknown key 'scenarois'"),
        ("  nl: Staan", "nl: [Staan", "line 7, column 5", "is not YAML"),
        ("signal: overbewoning", "signal: anders", "line 4", "is named 'anders' but its file 'overbewoning'"),
        ("signal: overbewoning", "signal: overbewoning\nsignal: x", "line 5", "key 'signal' stands twice"),
    ],
)
def test_what_cannot_be_read_is_told_first(
    base: Catalogue, root: Path, old: str, new: str, place: str, said: str
) -> None:
    found = changed(base, root, "signals/overbewoning", old, new)
    own = [fault for fault in found.faults if fault.file == "signals/overbewoning.yaml"]
    assert any((fault.place, said in fault.found) == (place, True) for fault in own), own
    assert found.faults[0].file == "signals/overbewoning.yaml"
    assert found.definition is None


def test_nothing_and_far_too_much_are_refused(base: Catalogue) -> None:
    assert "holds no mapping" in edited(base, Edit("signals", "overbewoning", ""), RULES).faults[0].found
    with pytest.raises(PandzichtError, match="at most 60000 are read"):
        edited(base, Edit("signals", "overbewoning", "x" * (LONGEST + 1)), RULES)


def test_lines_of_windows_are_lines(base: Catalogue, root: Path) -> None:
    text = text_of(root, "signals/overbewoning").replace("\n", "\r\n")
    assert edited(base, Edit("signals", "overbewoning", text), RULES).faults == ()


@pytest.mark.parametrize(("folder", "name"), [("sources", "bag"), ("roles", "analist"), ("../x", "y")])
def test_other_definitions_are_not_changed_here(base: Catalogue, folder: str, name: str) -> None:
    with pytest.raises(PandzichtError, match="not changed in the office"):
        edited(base, Edit(folder, name, ""), RULES)


def test_a_definition_that_is_not_there_is_told(base: Catalogue) -> None:
    with pytest.raises(NotFound, match="'geen' is not among the signals"):
        edited(base, Edit("signals", "geen", "signal: geen"), RULES)


def test_what_it_touches_follows_from_what_names_it(base: Catalogue) -> None:
    assert affected_by(base, "signals", "overbewoning") == ("overbewoning",)
    assert "overbewoning" in affected_by(base, "norms", "norm_m2_per_persoon")
    assert affected_by(base, "norms", "lijst_meldingen_afval") == ("afval_gemeld",), "an indicator counts by it"
    assert affected_by(base, "checks", "hennep") == ()


def test_a_document_takes_places_and_layout_from_a_folder_that_says_the_same(base: Catalogue) -> None:
    document = base.whole()
    document["norms"]["norm_m2_per_persoon"] |= {"label": {"nl": "Anders"}}
    made = placed(document, base)
    assert made.files["signals", "overbewoning"].lines
    assert made.files["norms", "norm_m2_per_persoon"].lines == {}
    assert made.norms["norm_m2_per_persoon"].label.nl == "Anders"


def test_what_four_eyes_saw_is_no_fault_because_its_file_is_not_here(base: Catalogue, root: Path) -> None:
    made = placed(base.whole(), Catalogue())
    assert [fault for rule in RULES for fault in rule(made)] != [], "a document leaves out what the grammar fills in"
    assert edited(made, Edit("signals", "overbewoning", text_of(root, "signals/overbewoning")), RULES).faults == ()
    found = changed(made, root, "signals/overbewoning", "bewoners_aantal >=", "bewoners_aantaal >=")
    assert [fault.place for fault in found.faults] == ["line 10"]
