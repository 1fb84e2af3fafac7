# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheets of a selection: Werkvoorraad, Indicatoren, Bron and Verantwoording; for analysts Rangorde and Uitleg too.

Werkvoorraad is the list that is handed out. It shows no stratum, score, rank or colour, and stands in the order of
addresses, never of rank: who holds the list cannot tell a control address from a targeted one. The order of rank has a
sheet of its own, for analysts only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pandzicht.exports.described import ColumnNote
from pandzicht.exports.described_sheet import ANSWERS, CLOSING, described_sheet
from pandzicht.exports.dossier import AccountLine, Analysis, AnswerLine, Book, Dossier
from pandzicht.exports.sheet import Cell, Heading, Link, Look, Sheet

WORK, ORDER, VALUES, REASONS, ROWS, ACCOUNT = (
    "Werkvoorraad",
    "Rangorde",
    "Indicatoren",
    "Uitleg",
    "Bron",
    "Verantwoording",
)
NO_REASON = "geen signaal is ja"
SECOND = "door een collega"
SECOND_NOTE = (
    "Geloot over de hele lijst: een collega gaat er binnen twee weken ook heen, zonder te weten wat de eerste zag\n"
    "EN: Second visit by a colleague, drawn by lot"
)
_UNIT_LABELS = {"object": "Adresseerbaar object", "pand": "Pand"}


def sheets_of(book: Book) -> list[Sheet]:
    """Return the sheets of a selection in the order of their tabs."""
    places = _Places.of(book)
    sheets = [_work(book, places), _values(book)]
    if book.analyses:
        sheets += [_order(book, places), _reasons(book, places)]
    return [*sheets, _rows(book, places), _account(book)]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each unit begins in the sheets that hold several rows per unit."""

    values: Mapping[str, int]
    reasons: Mapping[str, int]
    rows: Mapping[str, int]

    @classmethod
    def of(cls, book: Book) -> _Places:
        values: dict[str, int] = {}
        for row, unit in enumerate(book.table.table["unit_id"].to_pylist()):
            values.setdefault(unit, row)
        reasons = _begins((item.unit.unit_id, len(_answers(book, item))) for item in book.dossiers)
        return cls(values, reasons, _begins((item.unit.unit_id, len(item.rows)) for item in book.dossiers))

    def link_values(self, unit: str) -> Link:
        return Link(VALUES, self.values[unit], "indicatoren")

    def link_reasons(self, unit: str) -> Link | None:
        return Link(REASONS, self.reasons[unit], "uitleg") if unit in self.reasons else None

    def link_rows(self, dossier: Dossier) -> Link | None:
        count = len(dossier.rows)
        text = f"{count} rij" if count == 1 else f"{count} rijen"
        return Link(ROWS, self.rows[dossier.unit.unit_id], text) if count else None


def _begins(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    found, row = {}, 0
    for unit, count in counts:
        if count:
            found[unit] = row
        row += count
    return found


def _answers(book: Book, dossier: Dossier) -> Sequence[AnswerLine]:
    analysis = book.analyses.get(dossier.unit.unit_id)
    return analysis.answers if analysis else ()


def _title(book: Book, name: str) -> str:
    about = book.about
    said = f"{name} · {about.title} · peildatum {about.on:%d-%m-%Y} · run {about.run} · selectie {book.selection}"
    return f"{said} · {about.caveat}" if about.caveat else said


def _work(book: Book, places: _Places) -> Sheet:
    pand = book.unit == "pand"
    headings = [
        Heading("Adres", "EN: Address", width=40),
        Heading("Postcode", "EN: Postcode"),
        Heading("Woonplaats", "EN: Town"),
        Heading(_UNIT_LABELS["object"], "BAG-id van het object dat het adres heeft\nEN: Id of the addressable object"),
        Heading("Pand", "BAG-id van het pand\nEN: Id of the building"),
    ]
    headings += [Heading("Adressen", "Adressen van het pand in deze controle\nEN: Addresses of the building")] * pand
    headings.append(Heading("Tweede bezoek", SECOND_NOTE))
    if book.analyses:
        note = "De signalen die ja zijn, in een zin\nEN: Signals that are yes, as sentences"
        headings += [Heading("Redenen", note, Look.WRAPPED, 60), Heading("Uitleg", "EN: Explanation")]
    headings += [Heading("Indicatoren", "EN: Indicators"), Heading("Bron", "EN: Source rows")]

    def row(dossier: Dossier) -> Iterator[Cell]:
        unit = dossier.unit
        yield from (unit.adres, unit.postcode, unit.woonplaats, unit.address_id, unit.pand_id)
        if pand:
            yield unit.addresses
        yield SECOND if unit.has_second_visit else ""
        if book.analyses:
            yield "\n".join(book.analyses[unit.unit_id].reasons) or NO_REASON
            yield places.link_reasons(unit.unit_id)
        yield places.link_values(unit.unit_id)
        yield places.link_rows(dossier)

    return Sheet(WORK, _title(book, WORK), tuple(headings), [tuple(row(dossier)) for dossier in book.dossiers])


def _values(book: Book) -> Sheet:
    left_out = CLOSING | _ranking_columns(book) | ({"unit_id"} if book.unit == "object" else frozenset())
    notes = sorted((note for note in book.table.notes if note.name not in left_out), key=_address_first)
    return described_sheet(book.table, VALUES, _title(book, VALUES), notes)


def _address_first(note: ColumnNote) -> bool:
    """Return what puts the address in front, where it stays in view; the other columns keep their order."""
    return note.name != "adres"


def _ranking_columns(book: Book) -> frozenset[str]:
    """Return the columns of the draw, which stand in the sheet of the order and nowhere else."""
    names = {"stratum", "inclusion_probability", "rank", "score", "score_max", "unknown_count", "reasons"}
    return frozenset(names | {"manual_reason"}) if book.analyses else frozenset()


def _order(book: Book, places: _Places) -> Sheet:
    headings = (
        Heading("Plaats", "Plaats in de volgorde van de controle; 1 is eerst\nEN: Rank"),
        Heading("Adres", "EN: Address", width=40),
        Heading("Eenheid", "EN: Unit"),
        Heading("Stratum", "Waarom getrokken: top, challenger, control, manual\nEN: Stratum"),
        Heading(
            "Insluitkans", "De kans waarmee de eenheid kon worden getrokken\nEN: Inclusion probability", Look.SHARE
        ),
        Heading("Punten", "Som van de punten van de signalen die ja zijn\nEN: Score", Look.BARRED),
        Heading("Ten hoogste", "Als elk onbekend signaal ja zou zijn\nEN: Score if every unknown were yes"),
        Heading("Onbekend", "Aantal onbekende signalen\nEN: Unknown signals"),
        Heading("Handmatig", "Reden van handmatig toevoegen\nEN: Why added by hand", Look.WRAPPED),
        Heading("Uitleg", "EN: Explanation"),
    )
    ranked = sorted(book.dossiers, key=lambda item: _rank_first(book.analyses[item.unit.unit_id], item))
    rows = []
    for dossier in ranked:
        unit, drawn = dossier.unit, book.analyses[dossier.unit.unit_id].drawn
        told = (drawn.stratum, drawn.inclusion_probability, drawn.score, drawn.score_max, drawn.unknown_count)
        closing = (drawn.manual_reason, places.link_reasons(unit.unit_id))
        rows.append((drawn.rank, unit.adres, unit.unit_id, *told, *closing))
    return Sheet(ORDER, _title(book, ORDER), headings, rows)


def _rank_first(analysis: Analysis, dossier: Dossier) -> tuple[bool, int, str]:
    rank = analysis.drawn.rank
    return rank is None, rank or 0, dossier.unit.unit_id


def _reasons(book: Book, places: _Places) -> Sheet:
    headings = (
        Heading("Adres", "EN: Address", width=40),
        Heading("Eenheid", "EN: Unit"),
        Heading("Vraag", "EN: Question", Look.WRAPPED, 45),
        Heading("Antwoord", "EN: Answer: ja yes, nee no, onbekend unknown"),
        Heading("Toelichting", "De zin, of waarom het onbekend is\nEN: Sentence, or why unknown", Look.WRAPPED, 60),
        Heading("Punten", "Wat het antwoord nu meetelt\nEN: Points that count"),
        Heading("Weegt", "Punten van dit signaal als het ja is\nEN: Points when yes"),
        Heading("Punten als anders", "Punten van de eenheid als dit antwoord anders was\nEN: Score if otherwise"),
        Heading("Plaats als anders", "De beste plaats die daarbij hoort\nEN: Best rank if otherwise"),
        Heading("Rechtsgrond", "EN: Legal basis", Look.WRAPPED, 45),
        Heading("Bron", "EN: Source rows"),
    )
    rows = []
    for dossier in book.dossiers:
        unit = dossier.unit
        for line in _answers(book, dossier):
            counted = line.points if line.answer == "yes" else 0
            said = (unit.adres, unit.unit_id, line.question, ANSWERS[line.answer], line.text, counted, line.points)
            rows.append((*said, line.other_score, line.other_rank, line.legal_basis, places.link_rows(dossier)))
    return Sheet(REASONS, _title(book, REASONS), headings, rows)


def _rows(book: Book, places: _Places) -> Sheet:
    headings = (
        Heading("Adres", "EN: Address", width=40),
        Heading("Eenheid", "EN: Unit"),
        Heading("Object", "Het adresseerbaar object waar de rij bij hoort\nEN: Addressable object"),
        Heading("Bron", "EN: Source"),
        Heading("Levering", "Datum van de levering\nEN: Date of the delivery"),
        Heading("Plaats", "Bestand en plaats in het bestand\nEN: File and place in it"),
        Heading("Rij", "Naam van de rij, uit haar inhoud\nEN: Row id"),
        Heading(
            "Telt voor", "De indicatoren die de rij meetellen\nEN: Indicators that count the row", Look.WRAPPED, 40
        ),
        Heading("Waarden", "EN: Values", Look.WRAPPED, 60),
        Heading("Indicatoren", "EN: Indicators"),
    )
    rows = []
    for dossier in book.dossiers:
        unit, back = dossier.unit, places.link_values(dossier.unit.unit_id)
        for line in dossier.rows:
            said = (line.address_id, line.source, line.delivered_on, line.place, line.row_id)
            rows.append((unit.adres, unit.unit_id, *said, "\n".join(line.said_for), line.values, back))
    return Sheet(ROWS, _title(book, ROWS), headings, rows)


def _account(book: Book) -> Sheet:
    headings = (
        Heading("Onderdeel", "EN: Part"),
        Heading("Gegeven", "EN: Item", Look.WRAPPED, 34),
        Heading("Waarde", "EN: Value", Look.WRAPPED, 60),
        Heading("Toelichting", "EN: Note", Look.WRAPPED, 60),
    )
    return Sheet(ACCOUNT, _title(book, ACCOUNT), headings, [_said(line) for line in book.account])


def _said(line: AccountLine) -> tuple[Cell, ...]:
    return (line.part, line.name, line.value, line.note)
