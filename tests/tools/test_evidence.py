# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The evidence of the repository has no gap, and each kind of gap is told, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.evidence import ITEMS, Evidence, EvidenceFaults, read_evidence

TEST = "tests/made/test_made.py::test_it"
PROVEN = f"{{asks: That it is so., law: Wet art. 1, state: proven, tests: [{TEST}]}}"
WHOLE = "First:\n" + "".join(f"  {item}: {PROVEN}\n" for item in ITEMS[:20])
WHOLE += "Second:\n" + "".join(f"  {item}: {PROVEN}\n" for item in ITEMS[20:])


def read(folder: Path, text: str = WHOLE) -> Evidence:
    """The evidence of a text, in a repository with one test."""
    file = folder / "tests" / "made" / "test_made.py"
    file.parent.mkdir(parents=True)
    file.write_text("def test_it() -> None:\n    assert 1 + 1 == 2\n", encoding="utf-8")
    (folder / "evidence.yaml").write_text(text, encoding="utf-8")
    return read_evidence(folder / "evidence.yaml", folder)


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(EvidenceFaults) as told:
        read(folder, text)
    return [str(fault) for fault in told.value.faults]


def with_row(row: str) -> str:
    """The whole evidence with another row for item 7."""
    return WHOLE.replace(f"  7: {PROVEN}", f"  7: {row}")


def test_the_evidence_of_the_repository_has_no_gap() -> None:
    evidence = read_evidence()
    assert tuple(evidence.rows) == ITEMS
    assert len(ITEMS) == 54


def test_every_item_has_its_row_and_every_test_is_named_once(tmp_path: Path) -> None:
    evidence = read(tmp_path)
    assert list(evidence.groups) == ["First", "Second"]
    assert (len(evidence.rows), evidence.tests) == (len(ITEMS), (TEST,))


@pytest.mark.parametrize("item", ["1", "23b", "45"])
def test_an_item_without_a_row_is_a_gap(tmp_path: Path, item: str) -> None:
    told = faults(tmp_path, WHOLE.replace(f"  {item}: {PROVEN}\n", ""))
    assert told == [f"evidence.yaml: line 1: item {item} has no row; add it"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "{asks: A., law: B., state: nearly, tests: []}",
            "state: Input should be 'proven', 'does_not_apply' or 'planned'",
        ),
        ("{asks: A., law: B.}", "state: Field required"),
        ("{asks: '', law: B., state: proven, tests: [x]}", "asks: String should have at least 1 character"),
        (f"{{asks: A., law: B., state: proven, test: {TEST}}}", "test: Extra inputs are not permitted"),
        ("{asks: A., law: B., state: proven}", "'proven' without a test"),
        ("{asks: A., law: B., state: proven, tests: []}", "'proven' without a test"),
        (f"{{asks: A., law: B., state: proven, tests: [{TEST}, {TEST}]}}", "a test named twice"),
        (f"{{asks: A., law: B., state: proven, tests: [{TEST}], part: office}}", "which only 'planned' has"),
        ("{asks: A., law: B., state: planned, note: Later.}", "'planned' without the part it is planned for"),
        ("{asks: A., law: B., state: planned, part: office}", "'planned' without a note of why"),
        (
            "{asks: A., law: B., state: planned, part: someday, note: Later.}",
            "part: Input should be 'office'",
        ),
        ("{asks: A., law: B., state: does_not_apply, note: ' '}", "'does_not_apply' without a note of why"),
        (f"{{asks: A., law: B., state: does_not_apply, note: No., tests: [{TEST}]}}", "'does_not_apply' with tests"),
        (f"{{asks: A., law: B., state: proven, tests: [{TEST}_gone]}}", f"{TEST}_gone: the file has no such test"),
        (
            f"{{asks: A., law: B., state: planned, part: office, note: L., tests: [{TEST}_gone]}}",
            f"{TEST}_gone: the file has no such test",
        ),
        ("proven", "Input should be a valid dictionary"),
    ],
)
def test_a_row_that_says_too_little_or_what_cannot_be_is_a_gap(tmp_path: Path, row: str, told: str) -> None:
    (found,) = faults(tmp_path, with_row(row))
    assert found.startswith("evidence.yaml: line 8: item 7: ")
    assert told in found


@pytest.mark.parametrize(
    "row",
    [
        "{asks: A., law: B., state: does_not_apply, note: It is of no use here.}",
        "{asks: A., law: B., state: planned, part: learning, note: It needs outcomes.}",
        f"{{asks: A., law: B., state: planned, part: learning, note: It needs outcomes., tests: [{TEST}]}}",
    ],
)
def test_what_does_not_apply_or_is_planned_says_why(tmp_path: Path, row: str) -> None:
    assert read(tmp_path, with_row(row)).rows["7"].note


@pytest.mark.parametrize("item", ["46", "23d", "0"])
def test_an_item_that_the_checklist_does_not_have_is_told(tmp_path: Path, item: str) -> None:
    told = faults(tmp_path, f"{WHOLE}  {item}: {PROVEN}\n")
    assert told == [f"evidence.yaml: line {len(ITEMS) + 3}: '{item}' is no item of the checklist"]


def test_an_item_that_stands_twice_or_in_another_place_is_told(tmp_path: Path) -> None:
    told = faults(tmp_path / "twice", f"{WHOLE}  1: {PROVEN}\n")
    assert "not in the order of the checklist, each once" in told[0]
    moved = WHOLE.replace(f"  7: {PROVEN}\n", "") + f"  7: {PROVEN}\n"
    assert "not in the order of the checklist, each once" in faults(tmp_path / "moved", moved)[0]
    (told_by_yaml,) = faults(tmp_path / "in_one", WHOLE.replace("  8:", "  7:"))
    assert "stands twice" in told_by_yaml


def test_all_gaps_are_told_at_once(tmp_path: Path) -> None:
    text = with_row("{asks: A., law: B., state: planned}").replace(f"  9: {PROVEN}\n", "")
    told = " ".join(faults(tmp_path, text))
    for part in ("item 9 has no row", "'planned' without the part it is planned for; 'planned' without a note of why"):
        assert part in told


def test_a_file_that_holds_no_groups_is_told(tmp_path: Path) -> None:
    assert "holds no mapping" in faults(tmp_path / "list", "- 1\n")[0]
    assert len(faults(tmp_path / "text", "First: none\n")) == len(ITEMS)
