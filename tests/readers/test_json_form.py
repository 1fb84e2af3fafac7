# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records of one register taken for those of another."""

from __future__ import annotations

from typing import Any

import pytest

from pandzicht.errors import DeliveryFaults
from pandzicht.readers.json_form import RecordForm, check_form
from pandzicht.readers.json_records import Page
from pandzicht.readers.json_shape import NOTHING, parsed

FORM = RecordForm(
    "cases",
    required=(("id",), ("kind", "type.code")),
    lists=("objects",),
    objects=("type",),
    foreign={"bsn": "these are persons", "naam": "these are persons", "waarden": "these are values"},
)
PAGES = [Page("a.json", 1, ""), Page("b.json", 1, "")]


def faults(structure: Any, pages: list[Page] = PAGES) -> list[str]:
    with pytest.raises(DeliveryFaults) as caught:
        check_form(parsed(structure), pages, FORM)
    return [str(fault) for fault in caught.value.faults]


def test_records_of_the_form_pass_and_so_do_no_records() -> None:
    check_form(parsed({"id": "VARCHAR", "type": {"code": "VARCHAR"}, "objects": [{"a": "VARCHAR"}]}), PAGES, FORM)
    check_form(parsed({"id": "VARCHAR", "kind": "VARCHAR", "objects": "NULL", "type": "NULL"}), PAGES, FORM)
    check_form(NOTHING, PAGES, FORM)


def test_what_is_required_and_lacks_is_told_with_what_is_there() -> None:
    assert faults({"x": "VARCHAR", "type": {"y": "VARCHAR"}}) == [
        (
            "a.json and 1 more: $[]: no record has 'id', so these are not cases; they have x, type; "
            "deliver the file that this reader is for"
        ),
        (
            "a.json and 1 more: $[]: no record has 'kind' or 'type.code', so these are not cases; they have x, type; "
            "deliver the file that this reader is for"
        ),
    ]


def test_records_of_another_register_are_told_once_per_register() -> None:
    found = faults({"id": "VARCHAR", "bsn": "VARCHAR", "naam": "VARCHAR", "waarden": ["VARCHAR"]}, PAGES[:1])
    assert found == [
        "a.json: $[].bsn: the records are not cases, they have bsn, naam: these are persons",
        "a.json: $[].waarden: the records are not cases, they have waarden: these are values",
    ]


def test_lists_and_objects_that_are_something_else_are_told() -> None:
    found = faults({"id": "VARCHAR", "kind": "VARCHAR", "objects": {"a": "VARCHAR"}, "type": ["VARCHAR"]})
    assert [fault.split(": ", 1)[1].split(";")[0] for fault in found] == [
        "$[].objects: a list is expected here",
        "$[].type: an object is expected here",
    ]
