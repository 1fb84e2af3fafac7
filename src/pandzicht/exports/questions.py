# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The queue of questions about links as a table that a person fills in: what is asked, why, and room for the answer.

Every line carries a key by which it shows that what was asked still stands there: a cell that was changed, or a column
that was sorted on its own, would put an answer beside another question.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pyarrow as pa

from pandzicht.exports.described import About, ColumnNote, DescribedTable
from pandzicht.exports.harmless import harmless
from pandzicht.exports.sheet import Heading, Look, Sheet
from pandzicht.language import Language
from pandzicht.linking.judgement import Said
from pandzicht.linking.question import Question

SHEET = "Vragen"
ANSWERS: Mapping[str, Said] = MappingProxyType({"zelfde": Said.SAME, "anders": Said.DIFFERENT, "onbekend": Said.UNSURE})
"""The words that a person fills in, and what they say."""
ASKED = ("bron", "rij", "geleverd", "adres", "address_id", "ander_adres")
"""The columns that make the question: they must come back as they went."""
ANSWER, REMARK, KEY = "oordeel", "opmerking", "sleutel"
COLUMNS = (*ASKED, "reden", "rijen", ANSWER, REMARK, KEY)
_SIGNS = 6
"""Hexadecimal digits per column of the key."""

_NOTES = (
    ColumnNote("bron", "bron", "Source", meaning="De bron waar de rij uit komt"),
    ColumnNote("rij", "rij", "Name of the row by its content", meaning="De naam van de rij: die volgt uit haar inhoud"),
    ColumnNote("geleverd", "geleverd", "As delivered", meaning="Wat de rij over het adres zegt"),
    ColumnNote("adres", "adres", "The address it may mean", meaning="Bedoelt de rij dit adres?"),
    ColumnNote("address_id", "address_id", "Its id", meaning="Het BAG-id van dat adres"),
    ColumnNote(
        "ander_adres",
        "ander_adres",
        "Another address it may mean",
        meaning="Een ander adres dat de rij ook kan bedoelen",
    ),
    ColumnNote("reden", "reden", "Why this is asked", meaning="Waarom de rij zo gekoppeld of in twijfel is"),
    ColumnNote("rijen", "rijen", "Rows the answer tells of", meaning="Over hoeveel rijen het antwoord iets zegt"),
    ColumnNote(
        ANSWER,
        ANSWER,
        "same, different or unknown; empty is no answer",
        meaning="zelfde: de rij bedoelt dit adres. anders: de rij bedoelt iets anders. onbekend: de rij zegt het niet. "
        "Leeg: niet beoordeeld",
    ),
    ColumnNote(REMARK, REMARK, "Remark", meaning="Wat u erbij kwijt wilt; alleen voor mensen"),
    ColumnNote(
        KEY, KEY, "Key of the question", meaning="Waaraan Pandzicht ziet dat de vraag niet is veranderd; laat staan"
    ),
)
_WIDTHS = {"geleverd": 44, "adres": 40, "ander_adres": 40, "reden": 50, ANSWER: 12, REMARK: 30, KEY: 10}


def key_of(asked: Mapping[str, str]) -> str:
    """Return the key of a question: some digits per column that makes it, so that a changed one can be named.

    >>> key_of({"bron": "kvk"}).split("-")[0] == key_of({"bron": "kvk", "rij": "1"}).split("-")[0]
    True
    """
    return "-".join(_digits(name, asked.get(name, "")) for name in ASKED)


def changed_columns(asked: Mapping[str, str], key: str) -> tuple[str, ...]:
    """Return the columns that no longer hold what was asked; all of them when the key itself is none.

    >>> line = {"bron": "kvk", "rij": "1"}
    >>> changed_columns(line, key_of(line)), changed_columns(line | {"rij": "2"}, key_of(line))
    ((), ('rij',))
    """
    parts = key.split("-")
    if len(parts) != len(ASKED):
        return ASKED
    return tuple(name for name, part in zip(ASKED, parts, strict=True) if _digits(name, asked.get(name, "")) != part)


def _digits(name: str, text: str) -> str:
    return hashlib.sha256(f"{name}\x1f{plain(text)}".encode()).hexdigest()[:_SIGNS]


def plain(text: str) -> str:
    """Return a text as it survives a spreadsheet: blanks and line ends are one blank, none at either end."""
    return " ".join(text.split())


def described_questions(questions: Sequence[Question], about: About, language: Language) -> DescribedTable:
    """Return the queue as a table: a line per question, `oordeel` and `opmerking` empty."""
    lines = [_line(question, language) for question in questions]
    columns = {
        name: pa.array([line[name] for line in lines], pa.int64() if name == "rijen" else pa.string())
        for name in COLUMNS
    }
    return DescribedTable(pa.table(columns), _NOTES, about, name="vragen")


def _line(question: Question, language: Language) -> dict[str, str | int | None]:
    told = {
        "bron": question.source,
        "rij": question.row_id,
        "geleverd": question.delivered,
        "adres": question.address,
        "address_id": question.address_id,
        "ander_adres": question.other or "",
    }
    asked = {name: harmless(plain(text)) for name, text in told.items()}
    line: dict[str, str | int | None] = {name: text or None for name, text in asked.items()}
    line |= {"reden": question.reason.in_(language), "rijen": question.changes, ANSWER: None, REMARK: None}
    return line | {KEY: key_of(asked)}


def question_sheet(described: DescribedTable) -> Sheet:
    """Return the queue as a sheet, with a list of the words that may be filled in."""
    about = described.about
    title = f"{SHEET} · {about.title} · peildatum {about.on:%d-%m-%Y}" + (f" · {about.caveat}" if about.caveat else "")
    headings = tuple(
        Heading(
            note.label,
            f"{note.meaning}\nEN: {note.label_en}",
            Look.WRAPPED if note.name in {"geleverd", "reden", REMARK} else Look.PLAIN,
            _WIDTHS.get(note.name, 0),
            tuple(ANSWERS) if note.name == ANSWER else (),
        )
        for note in described.notes
    )
    columns = [column.to_pylist() for column in described.table.columns]
    return Sheet(SHEET, title, headings, list(zip(*columns, strict=True)))
