# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first version of a source's definition, from the header and a sample of a file, to be completed by hand.

What only a person can decide is marked: a legal basis is `te_toetsen`, other places read `INVULLEN`, and `supply: none`
keeps anything from being loaded until somebody has looked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.definitions.admission import kept_out, shared_words
from pandzicht.definitions.refused import Admission, Judgement, proxy_listing
from pandzicht.readers.delivered import Delivered
from pandzicht.sources.draft_field import Guess, guess_field
from pandzicht.sources.draft_file import Recognised, recognise

SAMPLE = 5_000
_LONGEST_NAME = 60
_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def draft_source(files: Sequence[Path], *, name: str) -> str:
    """Return the YAML of a source from files as they are delivered; raise DeliveryFaults when they cannot be read.

    Fields that the gate for names keeps out are put under `refused`, those that wait for an answer marked as such;
    empty ones under `ignored`.
    """
    found = recognise(files)
    delivered = found.delivered
    texts = {field: _sample(delivered, field) for field in delivered.fields}
    canonical = _canonical(name, {})
    kept = kept_out(texts)
    refused = {field: _why_out(judged, canonical) for field, judged in kept.items()}
    empty = [field for field, sample in texts.items() if not sample and field not in refused]
    used = {field: sample for field, sample in texts.items() if sample and field not in refused}
    guesses = {field: guess_field(field, sample) for field, sample in used.items()}
    form = _form(found, ((guesses[field], sample) for field, sample in used.items()))
    return "\n".join(
        [
            *_head(found, form, canonical, files),
            *_fields(guesses),
            *_listed("ignored", dict.fromkeys(empty, "empty in this delivery")),
            *_listed("refused", refused),
            *_shared(shared_words(kept), canonical),
            "expect:",
            f"  rows: {{min: {max(1, delivered.table.num_rows // 2)}}}  # INVULLEN: what a healthy delivery holds",
            "",
        ]
    )


def _shared(words: Mapping[str, Sequence[str]], source: str) -> Iterator[str]:
    """Yield which words keep out several fields: of each, one answer is enough."""
    told = [f"{word} ({len(fields)} fields)" for word, fields in words.items() if len(fields) > 1]
    if told:
        yield f"# TE BESLISSEN: one answer under 'words' in admission/{source}.yaml is enough for: {', '.join(told)}"


def _why_out(judgement: Judgement, source: str) -> str:
    if judgement.admission is Admission.REFUSED:
        return str(judgement)
    return f"TE BESLISSEN: {judgement}; to use it, answer it in admission/{source}.yaml and move it to 'fields'"


def _sample(delivered: Delivered, field: str) -> list[str]:
    column: pa.ChunkedArray = delivered.table[field]
    texts = pc.utf8_trim_whitespace(pc.drop_null(column).slice(0, SAMPLE)).to_pylist()
    return [text for text in texts if text]


def _form(found: Recognised, guesses: Iterable[tuple[Guess, Sequence[str]]]) -> dict[str, str | int]:
    """Return how the files are written, with the decimal sign that their numbers have."""
    has_comma = any(
        guess.keys.get("type") == "decimal" and any("," in text for text in texts) for guess, texts in guesses
    )
    return {**found.form, **({"decimal": ","} if has_comma else {})}


def _head(found: Recognised, form: Mapping[str, str | int], name: str, files: Sequence[Path]) -> Iterator[str]:
    rows = found.delivered.table.num_rows
    yield f"# Drafted from {', '.join(file.name for file in files)} ({rows:,} rows)."
    yield "# Complete what reads INVULLEN or TE BESLISSEN, and have the legal basis verified; then set 'supply'."
    yield f"source: {name}"
    yield f"label: {{nl: {_text(name.replace('_', ' ').capitalize())}}}"
    yield "owner: INVULLEN  # the department or party that delivers it"
    yield f"reader: {found.reader}"
    if form:
        yield f"format: {{{', '.join(f'{key}: {_text(value)}' for key, value in form.items())}}}"
    yield "delivery: full  # TE BESLISSEN: full, changes (with 'key') or events (with 'dated_by')"
    yield "legal_basis:"
    yield "  - {article: INVULLEN, verified: te_toetsen}"
    yield "supply: none  # TE BESLISSEN: wettelijk, convenant, eigen or open; none: nothing is loaded"
    yield "purposes: []  # INVULLEN: the purposes of the checks that may read it"
    yield "confidentiality: vertrouwelijk  # TE BESLISSEN: openbaar, intern, vertrouwelijk or geheim"
    yield "retention: P1Y  # TE BESLISSEN"


def _fields(guesses: Mapping[str, Guess]) -> Iterator[str]:
    yield "fields:"
    names: dict[str, str] = {}
    roles: set[str] = set()
    for field, guess in guesses.items():
        names[field] = _canonical(field, names)
        keys: dict[str, Any] = {"from": field, **guess.keys}
        if keys.get("role") in roles:
            del keys["role"]
        roles.update({keys["role"]} if "role" in keys else ())
        written = ", ".join(f"{key}: {_text(value)}" for key, value in keys.items())
        remark = _remark(field, guess)
        yield f"  {names[field]}: {{{written}}}{f'  # {remark}' if remark else ''}"


def _remark(field: str, guess: Guess) -> str:
    listing = proxy_listing(field)
    proxy = f"on the proxy list ({listing}): an indicator that reads it needs NAME.proxy.yaml" if listing else ""
    return "; ".join(text for text in (guess.remark, proxy) if text)


def _listed(title: str, fields: Mapping[str, str]) -> Iterator[str]:
    yield f"{title}:" if fields else f"{title}: []"
    for field, reason in fields.items():
        yield f"  - {_text(field)}  # {reason}"


def _canonical(delivered: str, taken: Mapping[str, str]) -> str:
    """Return a name for a delivered field that no other has: small letters, digits and underscores.

    >>> _canonical("verblijfplaats.datumAanvang", {}), _canonical("08.11.80", {}), _canonical("Naam", {"x": "naam"})
    ('datum_aanvang', 'veld_08_11_80', 'naam_2')
    """
    last = delivered if delivered[:1].isdigit() else delivered.rsplit(".", maxsplit=1)[-1]
    plain = re.sub(r"[^a-z0-9]+", "_", _WORD_BREAK.sub("_", last).lower()).strip("_")
    plain = (plain if plain[:1].isalpha() else f"veld_{plain}".rstrip("_"))[: _LONGEST_NAME - 4]
    names = [plain, *(f"{plain}_{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken.values())


def _text(value: Any) -> str:
    """Return a value as YAML: text quoted where a plain word would not do."""
    if (
        isinstance(value, str)
        and re.fullmatch(r"[a-z][a-z0-9_]*", value)
        and value not in ("yes", "no", "true", "null")
    ):
        return value
    return json.dumps(value, ensure_ascii=False)
