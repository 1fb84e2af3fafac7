# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.errors import ExportRefused
from pandzicht.exports.target import refuse_unless_writable, whole_file

FORMS = (".xlsx", ".csv")


def test_a_new_file_in_an_existing_folder_is_allowed(tmp_path: Path) -> None:
    refuse_unless_writable(tmp_path / "lijst.CSV", FORMS, force=False)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lijst.docx", r"'\.docx' is not a form .* \.xlsx, \.csv"),
        ("lijst", r"the name has no suffix .* \.xlsx, \.csv"),
        ("weg/lijst.csv", "does not exist; make it first"),
        ("map.csv", "is a folder; name a file"),
        ("oud.csv", "exists already; choose another name, or replace it with --force"),
    ],
)
def test_what_cannot_be_written_is_refused_in_one_sentence(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "map.csv").mkdir()
    (tmp_path / "oud.csv").write_text("oud", encoding="utf-8")
    with pytest.raises(ExportRefused, match=said) as refused:
        refuse_unless_writable(tmp_path / name, FORMS, force=False)
    assert "\n" not in str(refused.value)
    assert (tmp_path / "oud.csv").read_text(encoding="utf-8") == "oud"


def test_with_force_an_existing_file_may_be_replaced_but_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "oud.csv").write_text("oud", encoding="utf-8")
    (tmp_path / "map.csv").mkdir()
    refuse_unless_writable(tmp_path / "oud.csv", FORMS, force=True)
    with pytest.raises(ExportRefused, match="is a folder"):
        refuse_unless_writable(tmp_path / "map.csv", FORMS, force=True)


def test_the_finished_file_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "lijst.csv"
    target.write_text("oud", encoding="utf-8")
    with whole_file(target) as place:
        place.write_text("nieuw", encoding="utf-8")
        assert target.read_text(encoding="utf-8") == "oud"
    assert target.read_text(encoding="utf-8") == "nieuw"
    assert [path.name for path in tmp_path.iterdir()] == ["lijst.csv"]


def test_a_writing_that_fails_leaves_the_old_file_and_nothing_half(tmp_path: Path) -> None:
    target = tmp_path / "lijst.csv"
    target.write_text("oud", encoding="utf-8")

    def stumble(place: Path) -> None:
        place.write_text("half", encoding="utf-8")
        raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"), whole_file(target) as place:
        stumble(place)
    assert target.read_text(encoding="utf-8") == "oud"
    assert [path.name for path in tmp_path.iterdir()] == ["lijst.csv"]


def test_a_full_disk_is_told_with_the_name_of_the_file(tmp_path: Path) -> None:
    with (
        pytest.raises(ExportRefused, match=r"lijst\.csv: cannot be written \(No space left"),
        whole_file(tmp_path / "lijst.csv"),
    ):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_which_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="cannot be written"), whole_file(tmp_path / "weg" / "lijst.csv"):
        pass
