# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery is taken in in the background, from the workspace or an upload, and from nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.errors import DeliveryRefused, Gone, JobRefused
from pandzicht.jobs.job import Standing
from pandzicht.sources.delivery import deliveries_of
from pandzicht.sources.uploads import incoming, place_of
from tests.jobs.working import Office, office_in
from tests.runs.published_city import publish_city
from tests.sources.making import csv_file

ON = "2026-02-21"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(publish_city(tmp_path / "city"))


def reports(count: int) -> list[dict[str, str]]:
    return [
        {"postcode": "2511AA", "nummer": str(number), "datum": "2026-02-20", "soort": "geluid"}
        for number in range(1, count + 1)
    ]


def uploaded(office: Office, tmp_path: Path, rows: list[dict[str, str]] | None = None) -> str:
    path = csv_file(tmp_path / "in.csv", rows or reports(3))
    with incoming(office.space) as upload, upload.begin_file("in.csv") as target:
        target.write(path.read_bytes())
    return upload.name


def is_there(office: Office, upload: str) -> bool:
    return place_of(office.space, upload).is_there


def test_an_upload_is_taken_in_and_gone(office: Office, tmp_path: Path) -> None:
    upload = uploaded(office, tmp_path)
    job = office.ask("load", source="meldingen", upload=upload, on=ON)
    office.worker().work_once()
    ended = office.job(job)
    assert ended.standing is Standing.DONE, ended.said
    (delivery,) = [item for item in deliveries_of(office.space, "meldingen") if item.id == ended.result["delivery"]]
    assert [file.name for file in delivery.files] == ["in.csv"]
    assert not is_there(office, upload)


def test_a_delivery_that_lies_in_the_workspace_stays_there(office: Office) -> None:
    (office.space.root / "deliveries").mkdir(exist_ok=True)
    path = csv_file(office.space.root / "deliveries" / "in.csv", reports(3))
    job = office.ask("load", source="meldingen", files=["deliveries/in.csv"], on=ON)
    office.worker().work_once()
    assert office.job(job).standing is Standing.DONE, office.job(job).said
    assert path.is_file()


def test_an_upload_with_faults_is_gone_too(office: Office, tmp_path: Path) -> None:
    upload = uploaded(office, tmp_path, [{"postcode": "2511AA", "naam": "iemand"}])
    job = office.ask("load", source="meldingen", upload=upload, on=ON)
    office.worker().work_once()
    ended = office.job(job)
    assert (ended.standing, "'naam': is delivered but not read" in ended.said) == (Standing.FAILED, True)
    assert not is_there(office, upload)


def test_an_upload_stays_sealed_while_the_workspace_is_in_use(office: Office, tmp_path: Path) -> None:
    upload = uploaded(office, tmp_path)
    job = office.ask("load", source="meldingen", upload=upload, on=ON)
    with office.space.writing():
        office.worker().work_once()
    assert is_there(office, upload)
    assert not any(b"geluid" in path.read_bytes() for path in office.space.staging.rglob("*") if path.is_file())
    office.clock.on(minutes=1)
    office.worker().work_once()
    assert office.job(job).standing is Standing.DONE
    assert not is_there(office, upload)


@pytest.mark.parametrize("given", [{}, {"files": ["deliveries/in.csv"], "upload": "upload-0123456789abcdef"}])
def test_files_or_an_upload_are_named_and_not_both(office: Office, given: dict[str, object]) -> None:
    with pytest.raises(JobRefused, match="one of both"):
        office.ask("load", source="meldingen", on=ON, **given)


@pytest.mark.parametrize("name", ["upload-0123456789abcdef", "../state/keys", "upload-x"])
def test_an_upload_that_is_not_there_is_told(office: Office, name: str) -> None:
    with pytest.raises((Gone, DeliveryRefused), match="upload"):
        office.ask("load", source="meldingen", upload=name, on=ON)


def test_an_unknown_source_is_told_at_once(office: Office, tmp_path: Path) -> None:
    with pytest.raises(DeliveryRefused, match="source 'geen' is not registered"):
        office.ask("load", source="geen", upload=uploaded(office, tmp_path), on=ON)


@pytest.mark.parametrize(
    "file", ["../buiten.csv", "state/keys/workspace.key", "state/state.sqlite", "state/staging/upload-x/geen.csv"]
)
def test_nothing_else_is_read(office: Office, file: str) -> None:
    office.space.pseudonym_key()
    with pytest.raises(DeliveryRefused, match="not a delivery of this workspace"):
        office.ask("load", source="meldingen", files=[file], on=ON)


def test_a_link_that_leads_elsewhere_is_not_followed(office: Office) -> None:
    office.space.pseudonym_key()
    (office.space.root / "deliveries").mkdir()
    link = office.space.root / "deliveries" / "in.csv"
    link.symlink_to(office.space.keys / "workspace.key")
    with pytest.raises(DeliveryRefused, match="not a delivery of this workspace"):
        office.ask("load", source="meldingen", files=["deliveries/in.csv"], on=ON)
