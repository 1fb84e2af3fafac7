# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A partnership's data from delivery to export: apart from the municipality's own, marked, and gone after its term."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from pandzicht.cli import comparing, loading
from pandzicht.cli import desk as desk_verb
from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.cli.main import main
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import DeliveryRefused, NotAvailable
from pandzicht.governance.desk import Desk
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.verify import verify_workspace
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.workspace import Workspace, open_workspace
from tests.desk import desk_in, loaded, opened
from tests.model_city import ModelCity
from tests.partnership import CHANNEL, CHECK, INDICATOR, SIGNAL, SOURCE
from tests.sources.making import files_under

ON, IN_TERM, AFTER_TERM, AFTER_ALL = PEILDATUM, date(2026, 3, 15), date(2026, 7, 1), date(2026, 12, 31)
OF_THE_LOGS = ("state.sqlite", "keys/subjects-")
MARK = "KANAAL samen, convenant CONV-2026-1, vernietigen op 31-12-2026"


def at_noon(day: date) -> datetime:
    """The middle of a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def desk_on(space: Workspace, day: date) -> Desk:
    """The desk of somebody who may do everything, on a day."""
    return desk_in(space.state, now=at_noon(day))


def made(text: str) -> str:
    """A definition in the words of the delivered catalogue."""
    return text.replace("oppervlakte_m2 >= 1", "gebruiksoppervlakte_m2 >= 1").replace(
        "facts: [oppervlakte_m2]", "facts: [gebruiksoppervlakte_m2]"
    )


@pytest.fixture(scope="module")
def space(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of the city, its own run included, to which a partnership was added."""
    root = tmp_path_factory.mktemp("samen") / "copy"
    shutil.copytree(model_city.workspace.root, root, ignore=shutil.ignore_patterns("selections", "staging", "city"))
    for path, text in {
        "channels/samen": CHANNEL,
        "sources/samen_panden": SOURCE,
        "indicators/convenant_genoemd_12m": INDICATOR,
        "signals/convenant_genoemd": SIGNAL,
        "checks/ondermijning": CHECK,
    }.items():
        place = root / "catalogue" / f"{path}.yaml"
        place.parent.mkdir(exist_ok=True)
        place.write_text(made(text), encoding="utf-8")
    bag = root / "catalogue" / "sources" / "bag.yaml"
    bag.write_text(bag.read_text("utf-8").replace("purposes: [", "purposes: [ondermijning, "), encoding="utf-8")
    return open_workspace(root)


@pytest.fixture(scope="module")
def catalogue(space: Workspace) -> Catalogue:
    return sound_catalogue(space.catalogue, readers=known_readers())


@pytest.fixture(scope="module")
def named(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five addresses that partners named,  of the city."""
    ids = [text for text in model_city.opened().addresses["address_id"].to_pylist() if text.isdigit()][:5]
    file = tmp_path_factory.mktemp("named") / "panden.csv"
    file.write_text("object_id;datum\n" + "".join(f"{name};2026-02-01\n" for name in ids), encoding="utf-8")
    return file


def test_a_delivery_outside_its_channel_or_its_term_is_refused(
    space: Workspace, catalogue: Catalogue, named: Path
) -> None:
    source, channel = catalogue.sources["samen_panden"], catalogue.channels["samen"]
    before = files_under(space.root / "state")
    with pytest.raises(DeliveryRefused, match="is of channel 'samen' and was offered to 'none'"):
        loaded(space, source, [named], on=ON, today=IN_TERM)
    with pytest.raises(DeliveryRefused, match="is of channel 'none' and was offered to 'samen'"):
        loaded(space, catalogue.sources["wkpb"], [named], on=ON, today=IN_TERM, channel=channel)
    for on, today, outside in ((ON, AFTER_TERM, AFTER_TERM), (date(2025, 12, 31), IN_TERM, date(2025, 12, 31))):
        with pytest.raises(DeliveryRefused, match=rf"covenant CONV-2026-1\) runs .* and {outside} lies outside"):
            loaded(space, source, [named], on=on, today=today, channel=channel)
    after = files_under(space.root / "state")
    assert {name for name in after if not name.startswith(OF_THE_LOGS)} == {
        name for name in before if not name.startswith(OF_THE_LOGS)
    }


def test_all_of_it_is_apart_marked_and_closed_after_the_term(
    space: Workspace,
    catalogue: Catalogue,
    named: Path,
    model_city: ModelCity,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (loading, comparing):
        monkeypatch.setattr(module, "today", lambda: IN_TERM)
    monkeypatch.setattr(desk_verb, "now", lambda: at_noon(IN_TERM))

    def answer(*words: str) -> dict[str, object]:
        assert main([*words, "--workspace", str(space.root), "--json"]) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    own = files_under(space.root / "state")
    in_force = (space.runs / "current").read_text("utf-8")
    answer("load", "samen_panden", str(named), "--date", str(ON))
    run = answer("run", "--date", str(ON), "--known", str(ON), "--channel", "samen")
    manifest = run
    assert manifest["active"]["checks"] == ["ondermijning"]  # type: ignore[index]
    assert set(manifest["purposes"]) == {"bag", "samen_panden"}  # type: ignore[call-overload]
    assert manifest["channel"]["covenant"] == "CONV-2026-1"  # type: ignore[index]
    assert manifest["inputs"]["channel"] == "samen"  # type: ignore[index]
    selection = answer("select", "ondermijning", "--size", "5", "--channel", "samen")
    assert selection["channel"]["destroy_on"] == "2026-12-31"  # type: ignore[index]
    drawn = str(selection["selection"])
    answer("export", drawn, "--to", str(tmp_path / "lijst.csv"), "--channel", "samen")
    answer("export", drawn, "--to", str(tmp_path / "lijst.xlsx"), "--channel", "samen")
    lines = (tmp_path / "lijst.csv").read_text("utf-8-sig").splitlines()
    assert all(MARK in line for line in lines[1:])
    assert len(lines) == 6
    sheets = openpyxl.load_workbook(tmp_path / "lijst.xlsx")
    assert all("Kanaal Samen tegen ondermijning (convenant CONV-2026-1" in sheet["A1"].value for sheet in sheets)
    explained = answer(
        "explain",
        str(pq.read_table(named_run(space) / "addresses.parquet")["address_id"][0].as_py()),
        "--because",
        "een melding van de buren",
        "--channel",
        "samen",
    )
    assert explained["channel"]["partners"] == ["Gemeente Duinrijk", "Belastingdienst"]  # type: ignore[index]

    now = files_under(space.root / "state")
    assert {name: now[name] for name in own if not name.startswith(OF_THE_LOGS)} == {
        name: item for name, item in own.items() if not name.startswith(OF_THE_LOGS)
    }
    added = {name for name in now if name not in own and name != "lock" and not name.startswith(OF_THE_LOGS)}
    assert all(name.startswith("channels/samen/") for name in added)
    assert (space.runs / "current").read_text("utf-8") == in_force
    rows = pq.read_table(named_run(space) / "addresses.parquet").num_rows
    places = {"plaats"}
    kinds = model_city.opened().addresses["soort"].to_pylist()
    assert rows == sum(kind not in places for kind in kinds)

    assert main(["select", "ondermijning", "--size", "5", "--workspace", str(space.root)]) == 1
    assert "is not in run" in capsys.readouterr().err
    things = {item.thing.en: item.sound for item in verify_workspace(space)}
    assert any(name.startswith("samen: delivery samen_panden") for name in things)
    assert any(name.startswith("samen: run ") for name in things)
    assert all(things.values())

    with pytest.raises(NotAvailable, match=r"ondermijning: channel 'samen' is closed"):
        plan_run(space.within("samen"), catalogue, Dates(ON, ON), 1, today=AFTER_TERM)
    assert opened(space.within("samen"), desk=desk_on(space, AFTER_TERM)).manifest["channel"]["channel"] == "samen"
    with pytest.raises(NotAvailable, match=r"is of channel 'samen' \(covenant CONV-2026-1\)"):
        opened(space.within("samen"), desk=desk_on(space, AFTER_ALL))


def test_a_run_of_the_municipality_reads_nothing_of_it(space: Workspace, catalogue: Catalogue) -> None:
    plan = plan_run(space, catalogue, Dates(ON, ON), 1, today=IN_TERM)
    assert "samen_panden" not in plan.deliveries
    assert "channel" not in plan.inputs
    assert plan.activation.idle["ondermijning"].en == "belongs to channel 'samen', which has runs of its own"


def test_a_channel_that_nobody_defined_is_not_there(space: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["run", "--date", str(ON), "--channel", "andere", "--workspace", str(space.root)]
    assert main(words) == 1
    assert "channel 'andere' is not in the catalogue; known are samen" in capsys.readouterr().err


def named_run(space: Workspace) -> Path:
    """The folder of the run in force of the partnership."""
    partners = space.within("samen")
    return partners.runs / (partners.runs / "current").read_text("utf-8").strip()
