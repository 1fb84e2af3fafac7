# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A line of the processing log has what the standard and its extension for objects ask, and nothing of a user."""

from __future__ import annotations

from pandzicht.governance.processing import ACTIVITY, SUBJECT, SUBJECT_KEY, Processing, lines

AT = "2026-03-02T09:00:00.000000Z"
SHOWN = Processing(
    trace_id="a" * 32,
    operation_id="b" * 16,
    name="see what is known of an address",
    activity="check:wonen@0123456789ab",
    begun_at=AT,
    ended_at=AT,
    sources=("bewoning",),
    features=("bewoning.van", "bewoning.tot"),
    run="2026-03-01-abc",
    key_id="2029-03",
)


def test_a_line_about_an_object_names_algorithm_product_datasets_and_columns() -> None:
    assert SHOWN.line()["attributes"] == {
        ACTIVITY: "check:wonen@0123456789ab",
        SUBJECT_KEY: "2029-03",
        "dpl.objects.algorithm_id": "check:wonen@0123456789ab",
        "dpl.objects.dataproduct_id": "2026-03-01-abc",
        "dpl.objects.dataset_ids": ["bewoning"],
        "dpl.objects.feature_ids": ["bewoning.van", "bewoning.tot"],
    }


def test_a_line_has_no_field_for_a_user_and_none_for_confidentiality() -> None:
    assert set(SHOWN.line()) == {
        "trace_id",
        "operation_id",
        "status",
        "name",
        "start_time",
        "end_time",
        "attributes",
    }


def test_what_failed_is_told_as_that_and_what_concerned_nobody_is_one_line() -> None:
    failed = Processing("a" * 32, "b" * 16, "compare", "vergelijking@1", AT, AT, ok=False).line()
    assert failed["status"] == "error"
    assert list(lines(failed, [])) == [failed]


def test_each_subject_has_a_line_of_its_own() -> None:
    told = [line["attributes"][SUBJECT] for line in lines(SHOWN.line(), [b"\x01", b"\x02"])]
    assert told == ["01", "02"]
