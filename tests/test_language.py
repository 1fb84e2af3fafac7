# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything that is said through the catalogue of Dutch texts stands in it, whole, and nothing else does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest

from pandzicht.language import LOCALE, Language, delivered, read_po, shown, speaker

SOURCES = (LOCALE.parent, LOCALE.parent.parent / "pandzicht_web")
FOLDER = LOCALE / "nl" / "LC_MESSAGES"
CATALOGUE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.po")))
IN_TEMPLATE = re.compile(r"""{% say ("[^"]*")(?: ("[^"]*"))?[^%]*%}""")
SAYING = {"_say", "message", "progress", "say", "tell"}
VALUES = {"yes", "no", "unknown"}
"""Said by `shown`."""


def texts_of_the_code() -> Iterator[str]:
    """The literal texts that the code says, marks, or keeps in both languages."""
    for path in sorted(path for folder in SOURCES for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _says(node.func):
                texts = [item.value for item in node.args if isinstance(item, ast.Constant)]
                yield from (text for text in texts if isinstance(text, str))


def texts_of_the_templates() -> Iterator[str]:
    """The literal texts that the pages in a browser say."""
    for path in sorted(path for folder in SOURCES for path in folder.rglob("*.html")):
        for found in IN_TEMPLATE.finditer(path.read_text(encoding="utf-8")):
            yield from (ast.literal_eval(text) for text in found.groups() if text)


def _says(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        of_text = isinstance(function.value, ast.Name) and function.value.id == "Text" and function.attr == "of"
        return of_text or function.attr in SAYING
    if isinstance(function, ast.Call):
        return isinstance(function.func, ast.Name) and function.func.id == "speaker"
    return isinstance(function, ast.Name) and function.id in SAYING


def originals() -> set[str]:
    """The texts of the catalogue, those for many included."""
    lines = CATALOGUE.replace("msgid_plural", "msgid")
    return {text for text in read_po_originals(lines) if text}


def read_po_originals(text: str) -> list[str]:
    entries = text.split("msgid ")[1:]
    return [
        "".join(ast.literal_eval(line) for line in entry.split("msgstr")[0].splitlines() if line) for entry in entries
    ]


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_text_that_is_said_has_its_dutch_and_nothing_else_has() -> None:
    said = set(texts_of_the_code()) | set(texts_of_the_templates()) | VALUES
    assert said - originals() == set()
    assert originals() - said == set()


def test_a_translation_has_the_values_of_its_text_and_is_not_empty() -> None:
    for text, translated in read_po(CATALOGUE).items():
        for one in translated:
            assert one.strip(), text
            assert names(one) == names(text), text


def test_a_text_is_translated_once() -> None:
    listed = [text for text in read_po_originals(CATALOGUE.replace("msgid_plural", "msgid")) if text]
    assert sorted(listed) == sorted(set(listed))


def test_a_text_without_translation_stays_as_it_is() -> None:
    assert speaker(Language.NL)("not in the catalogue: {x}", x=1) == "not in the catalogue: 1"
    assert speaker(Language.EN)("{count} row", "{count} rows", count=1) == "1 row"


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (1234567, "1.234.567", "1,234,567"),
        (Decimal("1234.50"), "1.234,5", "1,234.5"),
        (date(2026, 3, 1), "01-03-2026", "01-03-2026"),
        (False, "nee", "no"),
        (None, "onbekend", "unknown"),
        (("a", 1000), "a, 1.000", "a, 1,000"),
        ("9999010000000017", "9999010000000017", "9999010000000017"),
    ],
)
def test_a_value_is_shown_as_people_write_it(value: object, nl: str, en: str) -> None:
    assert (shown(value, Language.NL), shown(value, Language.EN)) == (nl, en)


def test_a_delivered_number_is_never_grouped() -> None:
    assert [delivered(value) for value in (9999010000000017, 1906, True, None)] == [
        "9999010000000017", "1906", "ja", "onbekend",
    ]  # fmt: skip
