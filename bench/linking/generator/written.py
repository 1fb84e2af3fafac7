# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What rows say, written down: in columns, with the number in one column, with the street before it, or as a line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.linking.generator.fault import SHARES, Drawn, Fault, drawn
from bench.linking.generator.layouts import LAYOUTS
from bench.linking.generator.messy import COLUMNS, NUMBER, STREET_NUMBER, TEXT, Said
from bench.linking.generator.register import Numbers, taken
from bench.linking.generator.short_names import short_names
from bench.linking.generator.unit_styles import other_texts, plain_texts

UPPER, LOWER, NO_ACCENTS = 0.08, 0.16, 0.19
"""Below each: a street all in capitals, all small, without accents; the others as they are."""
_LINES = (
    ("{a}, {p} {t}", 0.40),
    ("{a} {p} {t}", 0.30),
    ("{a} {t} {p}", 0.05),
    ("{p} {t}, {a}", 0.08),
    ("{a}; {t}; {p}", 0.05),
    ("{a}, {t}, {p}", 0.12),
)
_SENTENCES = (
    "overlast bij {} sinds vorige week",
    "Melding: {} - graag controleren",
    "bewoner van {} klaagt over lekkage",
    "er wonen veel mensen op {} volgens de buren",
    "zie ook {} (eerder gemeld)",
)
_NEIGHBOURS = (
    ("huisnummer", "toevoeging"),
    ("huisletter", "toevoeging"),
    ("postcode", "woonplaats"),
    ("straat", "woonplaats"),
    ("adres", "woonplaats"),
)
"""The columns that are taken for each other."""
Texts = Sequence[str]


def written(said: Said, rng: np.random.Generator) -> dict[str, pa.Table]:
    """Return the rows as they are delivered, a table per layout, each row with its `row_no`.

    Adds the faults of writing (abbreviation, other words for an addition) to those of `said`.
    """
    street = _street(said, rng)
    number = pc.cast(pa.array(said.number), pa.string())
    unit_letter, unit_addition, unit_whole = _units(said, rng)
    whole = pc.binary_join_element_wise(number, unit_whole, "")
    postcode, town = _postcode(said, rng), taken(said.town, said.town_at)
    town = _where(pa.array(rng.random(len(said.truth)) < 0.1), pc.utf8_upper(town), town)
    one = pc.binary_join_element_wise(street, whole, " ")
    swap = said.faults[Fault.SWAPPED]
    columns = {
        COLUMNS: _swapped({"straat": street, "huisnummer": number, "huisletter": unit_letter,
                           "toevoeging": unit_addition, "postcode": postcode, "woonplaats": town}, swap, rng),
        NUMBER: _swapped({"straat": street, "huisnummer_geheel": whole, "postcode": postcode, "woonplaats": town},
                         swap, rng),
        STREET_NUMBER: _swapped({"adres": one, "postcode": postcode, "woonplaats": town}, swap, rng),
        TEXT: {"adres": _lines(said, street, whole, postcode, town, rng)},
    }  # fmt: skip
    return {name: _layout(said, at, columns[at]) for at, name in enumerate(LAYOUTS)}


def _layout(said: Said, layout: int, columns: dict[str, pa.Array]) -> pa.Table:
    rows = pa.array(np.flatnonzero(said.layout == layout).astype(np.int32))
    empty = pa.scalar(None, pa.string())
    found = {name: column.take(rows) for name, column in columns.items()}
    return pa.table({"row_no": rows, **{name: _where(pc.equal(one, ""), empty, one) for name, one in found.items()}})


def _street(said: Said, rng: np.random.Generator) -> pa.Array:
    """Return the street of every row, shortened in some, in capitals or without them in others."""
    used = np.unique(said.street_at)
    count, start, shorts = np.zeros(len(said.street), np.int64), np.zeros(len(said.street), np.int64), list[str]()
    for which in used.tolist():
        found = short_names(said.street[which])
        count[which], start[which] = len(found), len(shorts)
        shorts += found
    shortened = drawn(SHARES[Fault.ABBREVIATION], count[said.street_at] > 0, rng)
    said.faults[Fault.ABBREVIATION] = shortened
    chosen = (rng.random(len(shortened)) * count[said.street_at]).astype(np.int64)
    place = np.where(shortened, len(said.street) + start[said.street_at] + chosen, said.street_at)
    texts = taken([*said.street, *shorts], place)
    draw = rng.random(len(texts))
    for mask, change in ((draw < UPPER, pc.utf8_upper), ((draw >= UPPER) & (draw < LOWER), pc.utf8_lower),
                         ((draw >= LOWER) & (draw < NO_ACCENTS), _without_accents)):  # fmt: skip
        texts = _where(pa.array(mask), change(texts), texts)
    return texts


def _without_accents(texts: pa.Array) -> pa.Array:
    for accented, plain in (("é", "e"), ("ë", "e"), ("ö", "o"), ("É", "E")):
        texts = pc.replace_substring(texts, accented, plain)
    return texts


def _units(said: Said, rng: np.random.Generator) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return letter and addition for columns of their own, and both as they follow a number."""
    others = [other_texts(unit) for unit in said.units]
    otherwise = drawn(SHARES[Fault.UNIT_SPELLING], np.array([bool(one) for one in others])[said.unit], rng)
    said.faults[Fault.UNIT_SPELLING] = otherwise
    letter = taken([unit[0] for unit in said.units], said.unit)
    addition = taken([unit[1] for unit in said.units], said.unit)
    addition = _where(pa.array(rng.random(len(addition)) < 0.1), pc.utf8_lower(addition), addition)
    other = _chosen(others, said.unit, rng)
    mask = pa.array(otherwise)
    behind = pc.binary_join_element_wise(_any_of((" ", "-", " "), len(other), rng), other, "")
    whole = _chosen([plain_texts(unit) for unit in said.units], said.unit, rng)
    return letter, _where(mask, other, addition), _where(mask, behind, whole)


def _chosen(options: Sequence[Texts], at: Numbers, rng: np.random.Generator) -> pa.Array:
    """Return one of the options of each row; '' where there are none."""
    count = np.array([max(1, len(one)) for one in options])
    start = np.cumsum(count) - count
    flat = [text for one in options for text in (one or ("",))]
    return taken(flat, start[at] + (rng.random(len(at)) * count[at]).astype(np.int64))


def _postcode(said: Said, rng: np.random.Generator) -> pa.Array:
    """Return postcodes, a third with a space in them, some in small letters."""
    plain = taken(said.postcode, said.postcode_at)
    spaced = pc.replace_substring_regex(plain, r"^(\d{4})([A-Z]{2})$", r"\1 \2")
    found = _where(pa.array(rng.random(len(plain)) < 0.35), spaced, plain)
    return _where(pa.array(rng.random(len(plain)) < 0.03), pc.utf8_lower(found), found)


def _swapped(columns: dict[str, pa.Array], swap: Drawn, rng: np.random.Generator) -> dict[str, pa.Array]:
    """Return columns in which, where `swap` says so, a neighbouring pair stands in each other's place."""
    pairs = [pair for pair in _NEIGHBOURS if set(pair) <= set(columns)]
    which = rng.integers(len(pairs), size=len(swap))
    found = dict(columns)
    for number, (one, other) in enumerate(pairs):
        mask = pa.array(swap & (which == number))
        found[one], found[other] = _where(mask, found[other], found[one]), _where(mask, found[one], found[other])
    return found


def _lines(
    said: Said, street: pa.Array, whole: pa.Array, postcode: pa.Array, town: pa.Array, rng: np.random.Generator
) -> pa.Array:
    """Return a line of text per row, some of them inside a sentence; what is left out leaves no sign behind."""
    asked = _where(pa.array(rng.random(len(whole)) < 0.05), _joined((street, "nr. ", whole), " "), None)
    address = pc.coalesce(asked, pc.binary_join_element_wise(street, whole, " "))
    kind = rng.choice(len(_LINES), len(whole), p=[share for _, share in _LINES])
    lines = address
    for number_of, (form, _) in enumerate(_LINES):
        lines = _where(pa.array(kind == number_of), _filled(form, a=address, p=postcode, t=town), lines)
    for tidy, by in ((r"\s+", " "), (r"\s+([,;])", r"\1"), (r"[,;]+([,;])", r"\1"), (r"^[\s,;]+|[\s,;]+$", "")):
        lines = pc.replace_substring_regex(lines, tidy, by)
    sentence = rng.integers(len(_SENTENCES), size=len(whole))
    for number_of, form in enumerate(_SENTENCES):
        mask = pa.array(said.faults[Fault.SENTENCE] & (sentence == number_of))
        before, _, after = form.partition("{}")
        lines = _where(mask, _joined((before, lines, after), ""), lines)
    return lines


def _filled(form: str, **parts: pa.Array) -> pa.Array:
    """Return a form with the parts in the place of their letters."""
    pieces = form.replace("{", "\0{").replace("}", "}\0").split("\0")
    return _joined([parts[piece[1]] if piece.startswith("{") else piece for piece in pieces], "")


def _joined(pieces: Sequence[pa.Array | str], separator: str) -> pa.Array:
    return pc.binary_join_element_wise(*pieces, separator)


def _any_of(options: Texts, count: int, rng: np.random.Generator) -> pa.Array:
    return taken(list(options), rng.integers(len(options), size=count))


def _where(mask: pa.Array, yes: pa.Array, no: pa.Array) -> pa.Array:
    return pc.if_else(mask, yes, no)
