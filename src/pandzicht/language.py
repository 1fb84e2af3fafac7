# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""In which language Pandzicht speaks: Dutch first, English beside it.

Texts stand in the code in English; their Dutch is in `locale/nl/LC_MESSAGES/`: `pandzicht.po` for the core and the
command line, `office.po` for the pages in a browser. Every translation program opens them. They are read as they are,
so there is nothing to compile. A language is a value that the edge passes in.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from json import loads
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
_BEGINNING = re.compile(r"^(?=msgid )", re.MULTILINE)
_ORIGINAL, _PLURAL, _ONE, _MANY = "msgid", "msgid_plural", "msgstr[0]", "msgstr[1]"


class Language(StrEnum):
    """A language that Pandzicht speaks."""

    NL = "nl"
    EN = "en"


Say = Callable[..., str]
"""Says an English text of the code in a language: `say(text, **values)` or `say(one, many, count=n, **values)`."""


def speaker(language: Language) -> Say:
    """Return the function that says a text in a language, with values as people of that language write them.

    >>> speaker(Language.EN)("{count} row", "{count} rows", count=1234)
    '1,234 rows'
    >>> speaker(Language.NL)("{count} row", "{count} rows", count=1)
    '1 rij'
    """

    def say(text: str, plural: str = "", /, **values: object) -> str:
        number = values.get("count")
        spoken = _translations(language)
        said = spoken.ngettext(text, plural, number if isinstance(number, int) else 2) if plural else None
        return (said or spoken.gettext(text)).format_map(
            {name: shown(value, language) for name, value in values.items()}
        )

    return say


def message(text: str) -> str:
    """Mark a text that is said later, by whoever knows the language."""
    return text


def shown(value: object, language: Language = Language.NL) -> str:
    """Return a value as people read it: 1.234, 2,5, 01-03-2026, ja. Ids, codes and years are given as text.

    >>> shown(1234), shown(Decimal("2.50")), shown(date(2026, 3, 1)), shown(None), shown(True)
    ('1.234', '2,5', '01-03-2026', 'onbekend', 'ja')
    >>> shown(1234, Language.EN), shown(None, Language.EN)
    ('1,234', 'unknown')
    """
    spoken = _translations(language)
    if value is None:
        return spoken.gettext("unknown")
    if isinstance(value, bool):
        return spoken.gettext("yes") if value else spoken.gettext("no")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, int | Decimal):
        return _number(value, language)
    if isinstance(value, tuple | list):
        return ", ".join(shown(item, language) for item in value)
    return str(value)


def delivered(value: object, language: Language = Language.NL) -> str:
    """Return a value as the register has it: a whole number has no separators, for it may be a code, an id or a year.

    >>> delivered(1906), delivered(date(2026, 3, 1))
    ('1906', '01-03-2026')
    """
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else shown(value, language)


def _number(value: int | Decimal, language: Language) -> str:
    text = f"{value:,}"
    if isinstance(value, Decimal) and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if language is Language.EN else text.translate(str.maketrans(",.", ".,"))


class _Translations(gettext.NullTranslations):
    """The texts of one catalogue; a text that is not in it stays English."""

    def __init__(self, texts: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        return self._texts.get(message, (message,))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        one, many = self._texts.get(msgid1, (msgid1, msgid2))
        return one if n == 1 else many


@lru_cache(maxsize=len(Language))
def _translations(language: Language) -> gettext.NullTranslations:
    texts: dict[str, tuple[str, ...]] = {}
    for path in sorted((LOCALE / language / "LC_MESSAGES").glob("*.po")):
        texts |= read_po(path.read_text(encoding="utf-8"))
    return _Translations(texts) if texts else gettext.NullTranslations()


def read_po(text: str) -> dict[str, tuple[str, ...]]:
    r"""Return the texts of a catalogue of gettext with their translation: one, or for one and for many.

    >>> read_po('msgid "row"\nmsgstr "r"\n"ij"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n')
    {'row': ('rij',), 'a': ('c', 'd')}
    """
    entries = (dict(_parts_of(block)) for block in _BEGINNING.split(text))
    return {
        entry[_ORIGINAL]: (entry[_ONE], entry[_MANY]) if _PLURAL in entry else (entry["msgstr"],)
        for entry in entries
        if entry.get(_ORIGINAL)
    }


def _parts_of(block: str) -> Iterator[tuple[str, str]]:
    """Yield the keywords of one entry with their text, which may go on over several lines."""
    keyword, told = "", ""
    for line in block.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith('"'):
            told += loads(line)
            continue
        if keyword:
            yield keyword, told
        keyword, _, text = line.partition(" ")
        told = loads(text)
    if keyword:
        yield keyword, told
