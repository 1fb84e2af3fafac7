# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers of registers bent at any place: they are read or refused with a fault, and never end in anything else."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults
from pandzicht.readers.registry import reader_named
from tests.readers import test_brk_json as brk
from tests.readers import test_cbs_odata as cbs
from tests.readers import test_haalcentraal_bewoning as bewoning
from tests.readers import test_kvk_json as kvk
from tests.readers import test_politie_odata as politie
from tests.readers import test_signalen_api as signalen
from tests.readers import test_zgw_zaken as zgw

ANSWERS: list[tuple[str, Any]] = [
    ("brk_json", [brk.ZAAK | {"_embedded": {"zakelijkGerechtigden": [brk.OWNER]}}]),
    ("cbs_odata", cbs.WIDE),
    ("cbs_odata", cbs.LONG),
    ("haalcentraal_bewoning", bewoning.ANSWER),
    ("haalcentraal_bewoning", [bewoning.holding(inOnderzoek=bewoning.inquiry("089999"))]),
    ("haalcentraal_personen", [{"burgerservicenummer": "999990019", "partners": [{"naam": {"voornamen": "A"}}, {}]}]),
    ("kvk_json", [kvk.FIRM, kvk.BRANCH, kvk.MAIN]),
    ("politie_odata", {"value": [politie.crime("2025JJ00"), politie.crime("2012MM01")]}),
    ("signalen_api", signalen.page(1, None, signalen.report(7, 4.1, 52.1))),
    ("woz_json", [{"identificatie": "1", "waarden": [{"vastgesteldeWaarde": 1}], "aanduiding": {"huisnummer": 1}}]),
    ("zgw_zaken", zgw.page(1, zgw.zaak(1, zaakobjecten=[zgw.ADRES], eigenschappen=[zgw.property_of("a", "b")]))),
]
ODD: list[Any] = [None, 1, "x", "", True, [], {}, [1], [{}], {"a": 1}, [[1]], "null", -1e300, [None], {"": 1}, "\x00é"]
NAMES = ["x", "", "file_no", "a.b", 'a"b', "[]", "einde", "maand"]
FEWER = settings(max_examples=max(10, settings.default.max_examples // 10))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a document, from the outside inwards."""
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield (*path, step)
        yield from places(inner, (*path, step))


def bent(document: Any, data: st.DataObject) -> Any:
    """The document with something else, more or nothing at up to three of its places."""
    document = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(list(places(document)) or [()])) or (None,)
        inner = document
        for step in way:
            inner = inner[step]
        how = data.draw(st.sampled_from(["other", "twice", "gone"]))
        if last is None:
            return document
        if how == "other":
            inner[last] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
        elif how == "gone":
            del inner[last]
        elif isinstance(inner, list):
            inner.append(copy.deepcopy(inner[last]))
        else:
            inner[data.draw(st.sampled_from([*NAMES, last.upper()]))] = copy.deepcopy(inner[last])
    return document


@pytest.mark.parametrize(("reader", "answer"), ANSWERS, ids=lambda value: value if isinstance(value, str) else "")
@FEWER
@given(st.data())
def test_a_bent_answer_is_read_or_refused(reader: str, answer: Any, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.json"
        file.write_text(json.dumps(bent(answer, data)), encoding="utf-8")
        try:
            table = reader_named(reader)([file], Format()).table
        except DeliveryFaults:
            return
    names = [name.lower() for name in table.column_names]
    assert len(set(names)) == len(names)
    assert {"file_no", "record_no"} <= set(names)
