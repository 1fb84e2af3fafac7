# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading a page of the documentation: what it asks, and where an answer is otherwise than it says."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.journeys.pages import Command, FilledIn, Written, steps_of, unlike

PAGE = """\
Make this:

```yaml title="a/b.yaml"
one: 1
two: 2
```

```diff title="a/b.yaml"
 one: 1
+more: 3
```

```console fails
$ pandzicht check a
one fault
$ pandzicht check b
```

```sh
not followed
```
"""


def test_a_page_gives_its_files_and_commands_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, added, first, second = steps_of(PAGE)
    assert isinstance(made, Written)
    assert isinstance(added, Written)
    assert [first, second] == [
        Command("pandzicht check a", ("one fault",), fails=True),
        Command("pandzicht check b", (), fails=True),
    ]
    made.put(tmp_path)
    added.put(tmp_path)
    assert (tmp_path / "a/b.yaml").read_text(encoding="utf-8") == "one: 1\nmore: 3\ntwo: 2\n"


def test_the_cells_of_a_workbook_are_written_as_a_person_types_them(tmp_path: Path) -> None:
    Written("a.xlsx", "Nr;Straat\n1;Markt\n;007a\n", is_added=False).put(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [list(row) for row in book["Blad1"].iter_rows(values_only=True)] == [
        ["Nr", "Straat"], [1, "Markt"], [None, "007a"],
    ]  # fmt: skip


def test_a_line_to_add_after_one_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="has no line"):
        Written("x.yaml", " b: 1\n+c: 2\n", is_added=True).put(tmp_path)


@pytest.mark.parametrize(
    ("told", "answered", "otherwise"),
    [
        (("Run 1-abcdef12 of 3,958.",), "Run 2-fedcba98 of 12.\n", ""),
        (("a", "b"), "a\nc\n", "b"),
        (("a",), "a\nb\n", "(and then) b"),
        (("a", "..."), "a\nb\n", ""),
        (("...", "c", "..."), "a\nb\nc\nd\n", ""),
        (("...", "c"), "a\nb\n", "c"),
        (("a", "b"), "a\n", "b"),
        ((), "anything\n", ""),
    ],
)
def test_an_answer_is_held_line_by_line_against_the_page(told: tuple[str, ...], answered: str, otherwise: str) -> None:
    assert unlike(told, answered) == otherwise


def test_cells_of_a_workbook_are_filled_in_and_emptied(tmp_path: Path) -> None:
    Written("a.xlsx", "Nr;Straat\n1;Markt\n", is_added=False).put(tmp_path)
    (step,) = steps_of('```cells title="a.xlsx"\nB2 Kerkstraat 3\nA2\n```\n')
    assert step == FilledIn("a.xlsx", (("B2", "Kerkstraat 3"), ("A2", "")))
    step.put(tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet] == [["Nr", "Straat"], [None, "Kerkstraat 3"]]
