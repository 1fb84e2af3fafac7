# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a workspace keeps is found with the day from which its term counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pandzicht.definitions.channel import Channel
from pandzicht.forgetting.due import Held, Kind, what_is_due
from pandzicht.forgetting.held import folder_of, held_in
from pandzicht.forgetting.state_rows import STATE_RULES
from tests.desk import desk_of
from tests.forgetting.filled_workspace import catalogue_with, fill, put_run, put_unfinished
from tests.sources.making import a_source, a_workspace, address_rows, csv_file, load

DAY = date(2026, 3, 31)
TOUCHED = {Kind.UNFINISHED, Kind.EXPORT}
"""What has its day from when it was last written to."""
CHANNEL = {
    "channel": "samen",
    "label": {"nl": "Samen"},
    "legal_basis": [{"article": "WGS art. 1", "verified": "te_toetsen"}],
    "covenant": "C-1",
    "partners": ["Gemeente"],
    "from": "2025-01-01",
    "to": "2026-06-01",
    "destroy_on": "2026-06-30",
}


def test_everything_is_found_once_with_its_day(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    desk = desk_of(space)
    days = ("delivery", "original", "run", "selection", "judgements", "key", "state")
    fill(space, desk, dict.fromkeys(days, DAY))
    found = {item.kind: item for item in held_in(space, desk.keys)}
    assert set(found) == set(Kind) - {Kind.ROWS, *STATE_RULES}
    assert {kind: item.since for kind, item in found.items() if kind not in TOUCHED and item.since} == (
        dict.fromkeys((Kind.DELIVERY, Kind.RUN, Kind.SELECTION, Kind.PROXY_TEST, Kind.JUDGEMENTS), DAY)
    )
    assert (found[Kind.ORIGINAL].until, found[Kind.SUBJECT_KEY].until) == (DAY, DAY)
    assert all(item.was for item in found.values() if item.kind not in TOUCHED)


def test_an_empty_workspace_keeps_nothing(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    assert list(held_in(space, desk_of(space).keys)) == []


def test_an_original_has_its_own_last_day(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    delivery = load(space, a_source(raw_retention="P14D"), csv_file(tmp_path / "a.csv", address_rows(3)))
    keys = desk_of(space).keys
    (original,) = [item for item in held_in(space, keys) if item.kind is Kind.ORIGINAL]
    assert (original.until, original.rule) == (date(2026, 6, 15), "register.raw_retention")
    (rows,) = [item for item in held_in(space, keys) if item.kind is Kind.DELIVERY]
    name = f"register/{delivery.id}"
    assert rows == Held(Kind.DELIVERY, name, delivery.date, source="register", was=delivery.content_hash)


def test_what_is_of_a_channel_goes_at_the_latest_on_the_day_of_its_covenant(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    part = space.within("samen")
    run = put_run(part, DAY)
    put_unfinished(part)
    keys = desk_of(space).keys
    found = {item.kind: item for item in held_in(space, keys)}
    assert (found[Kind.RUN].name, found[Kind.RUN].channel) == (f"samen:{run}", "samen")
    assert folder_of(space, Kind.RUN, f"samen:{run}") == part.runs / run
    catalogue = catalogue_with()
    catalogue.channels["samen"] = Channel.model_validate(CHANNEL)
    early, late = date(2026, 6, 29), date(2026, 6, 30)
    assert Kind.RUN not in {item.kind for item in what_is_due(found.values(), (), (), catalogue, early).due}
    (due,) = [item for item in what_is_due(found.values(), (), (), catalogue, late).due if item.kind is Kind.RUN]
    assert (due.rule, due.basis, due.due_on) == ("samen.destroy_on", "covenant C-1", early)
    own = what_is_due(found.values(), (), (), catalogue_with(), date(2028, 1, 1)).due
    assert "runs P1Y" in {item.rule for item in own}
