# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery is looked at in the background: the upload waits on, unless it can never be taken in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.jobs import previewing
from pandzicht.jobs.job import Standing
from pandzicht.sources.delivery import deliveries_of
from pandzicht.sources.uploads import drop_upload, incoming, place_of
from tests.jobs.working import Office, office_in
from tests.runs.published_city import publish_city
from tests.sources.making import csv_text

ON = "2026-02-21"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(publish_city(tmp_path / "city"))


def uploaded(office: Office, **more: str) -> str:
    row = {"postcode": "2511AA", "nummer": "1", "datum": "2026-02-20", "soort": "geluid"}
    with incoming(office.space) as upload, upload.begin_file("in.csv") as target:
        target.write(csv_text([row | more]).encode())
    return upload.name


def test_what_can_be_taken_in_waits_on_and_nothing_was_kept(office: Office) -> None:
    upload = uploaded(office)
    before = deliveries_of(office.space, "meldingen")
    job = office.ask("preview", source="meldingen", upload=upload, on=ON)
    office.worker().work_once()
    ended = office.job(job)
    assert ended.standing is Standing.DONE, ended.said
    assert (ended.result["can_be_taken_in"], ended.result["counts"]["admitted"]) == (True, 1)
    assert place_of(office.space, upload).is_there
    assert deliveries_of(office.space, "meldingen") == before


def test_what_cannot_is_told_and_dropped_at_once(office: Office) -> None:
    upload = uploaded(office, naam="iemand")
    job = office.ask("preview", source="meldingen", upload=upload, on=ON)
    office.worker().work_once()
    ended = office.job(job)
    assert (ended.standing, ended.result["can_be_taken_in"]) == (Standing.DONE, False)
    assert ended.result["faults"][0]["place"] == "field 'naam'"
    assert "iemand" not in ended.said
    assert not place_of(office.space, upload).is_there


def test_a_preview_whose_upload_was_dropped_says_so(office: Office) -> None:
    upload = uploaded(office)
    job = office.ask("preview", source="meldingen", upload=upload, on=ON)
    drop_upload(office.space, upload)
    office.worker().work_once()
    ended = office.job(job)
    assert (ended.standing, "do not wait any more" in ended.said) == (Standing.FAILED, True)


def test_an_upload_that_is_dropped_while_it_is_read_says_so(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = uploaded(office)

    def dropped_meanwhile(*_what: object, **_how: object) -> None:
        drop_upload(office.space, upload)
        raise FileNotFoundError("in.csv")

    monkeypatch.setattr(previewing, "preview_delivery", dropped_meanwhile)
    job = office.ask("preview", source="meldingen", upload=upload, on=ON)
    office.worker().work_once()
    ended = office.job(job)
    assert (ended.standing, "do not wait any more" in ended.said) == (Standing.CANCELLED, True)
    assert office.notes == []
