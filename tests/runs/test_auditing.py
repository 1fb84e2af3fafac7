# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A package of selections of the made-up city: sound for an outsider, without any address, refused when altered."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from audit.recompute_findings import main as recompute_findings
from audit.recompute_yield import main as recompute
from pandzicht.cli.main import main
from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, Altered
from pandzicht.exports.audit_package import AuditedSelection
from pandzicht.governance.actor import Grant
from pandzicht.governance.log_reading import processed_about
from pandzicht.ranking.outcome import Result
from pandzicht.ranking.selection import Ask, Manual
from pandzicht.runs.auditing import PackageAsk, audited
from pandzicht.runs.selecting import KeptSelection, select
from pandzicht.sources.pseudonyms import pseudonym
from pandzicht.store.workspace import Workspace
from tests.desk import ANYBODY, desk_of, opened
from tests.model_city import ModelCity
from tests.visits import Visit, compare_on, deliver_visits, visit

RESULTS = (Result.ESTABLISHED, Result.NOTHING, Result.NOT_SEEN)


@dataclass(frozen=True)
class Visited:
    """A city in which two selections were drawn and visited, and a later run that knows of it."""

    space: Workspace
    run_id: str
    homes: KeptSelection
    panden: KeptSelection
    seen: dict[str, str]
    """Unit of `homes` -> what was found there."""


def became_of(place: int) -> Visit:
    """How serious the finding at a place is, and what became of it: some were revoked, some run, some have no code."""
    serious = ("licht", "ernstig", "zeer_ernstig", "")[place % 4]
    return {"ernst": serious, "bezwaar": ("", "", "herroepen", "loopt", "ongegrond")[place % 5]}


@pytest.fixture(scope="module")
def visited(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Visited:
    folder = tmp_path_factory.mktemp("audited")
    shutil.copytree(model_city.workspace.root, folder / "city")
    space = replace(model_city.workspace, root=folder / "city", catalogue=folder / "city/catalogue")
    run_id = model_city.outcome.run_id
    homes = select(opened(space, run_id), "adreskwaliteit", Ask(size=200, seed=5))
    panden = select(opened(space, run_id), "brandveiligheid", Ask(size=60, seed=5))
    ids = [str(name) for name in homes.units["unit_id"].to_pylist()]
    found = [RESULTS[number % 3] for number in range(len(ids))]
    # every fifth is not visited after the selection; the first of them was before it
    rows = [visit(ids[n], "2026-03-20", "adreskwaliteit", found[n]) for n in range(len(ids)) if n % 5]
    rows = [row | became_of(place) if row["adreskwaliteit"] == "overtreding" else row for place, row in enumerate(rows)]
    rows.append(visit(ids[0], "2026-02-20", "adreskwaliteit", Result.ESTABLISHED))
    rows += [
        visit(str(name), "2026-03-21", "brandveiligheid", Result.NOTHING)
        for name in panden.units["address_id"].to_pylist()
    ]
    deliver_visits(space, model_city.catalogue, folder, rows, date(2026, 3, 30))
    compare_on(space, model_city.catalogue, date(2026, 4, 1))
    seen = {ids[n]: found[n].value for n in range(len(ids)) if n % 5}
    return Visited(space, run_id, homes, panden, seen)


def drawn(visited: Visited, check: str, ask: Ask) -> KeptSelection:
    return select(opened(visited.space, visited.run_id), check, ask)


def made(space: Workspace, kept: KeptSelection, **actor: object) -> AuditedSelection:
    desk = desk_of(space, **actor)
    run = opened(space, kept.account["run"], Action.AUDIT_PACKAGE, desk)
    later = opened(space, None, Action.AUDIT_PACKAGE, desk)
    return audited(run, later, kept, PackageAsk((kept.selection_id,), space.pseudonym_key()))


def test_what_the_command_writes_is_sound_and_names_no_address(
    visited: Visited, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    space = visited.space
    kept, pand = visited.homes, visited.panden
    capsys.readouterr()
    words = ["audit-package", kept.selection_id, pand.selection_id, "--to", str(tmp_path / "out")]
    assert main([*words, "--workspace", str(space.root), "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "brandveiligheid" in told
    assert "lift: not claimed: fewer than 10 visits" in told
    assert recompute([str(tmp_path / "out")]) == 0, capsys.readouterr().out
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.csv"))
    shown = [
        *kept.units["address_id"].to_pylist(),
        *kept.units["adres"].to_pylist(),
        *pand.units["unit_id"].to_pylist(),
    ]
    assert [name for name in shown if name in written] == []
    claims = json.loads((tmp_path / "out" / kept.selection_id / "claims.json").read_text("utf-8"))
    assert claims["steps"] == {"bezoek": len(visited.seen)}
    assert claims["lift"]["value"] > 0
    assert recompute_findings([str(tmp_path / "out")]) == 0, capsys.readouterr().out
    findings = json.loads((tmp_path / "out" / kept.selection_id / "findings.json").read_text("utf-8"))
    top = claims["strata"]["top"]["established"]
    assert sum(findings["top"][name] for name in ("standing", "running", "undone")) == top
    assert min(findings["top"][name] for name in ("running", "undone", "unrated")) > 0
    assert findings["top"]["severity"]["value"] > claims["strata"]["top"]["per_visited"]["value"]
    assert "2026-03-20" not in written, "no date of a visit"


def test_outcomes_are_those_of_visits_since_the_selection(visited: Visited) -> None:
    found = made(visited.space, visited.homes)
    keys = PackageAsk((visited.homes.selection_id,), visited.space.pseudonym_key()).keys()
    told = {unit: outcome.result.value for unit, outcome in found.outcomes.items()}
    assert told == {pseudonym(unit, keys): result for unit, result in visited.seen.items()}


def test_a_visit_to_an_address_counts_for_its_pand(visited: Visited) -> None:
    found = made(visited.space, visited.panden)
    assert {unit.unit_id for unit in found.units} == set(found.outcomes)


def test_the_reason_of_a_unit_added_by_hand_stays_behind(visited: Visited) -> None:
    space = visited.space
    other = drawn(visited, "adreskwaliteit", Ask(size=20, seed=9))
    run = opened(space, other.account["run"])
    unit = str(run.addresses["address_id"][0].as_py())
    kept = drawn(visited, "adreskwaliteit", Ask(size=20, seed=9, manual=(Manual(unit, "tip van buurvrouw"),)))
    found = made(space, kept)
    assert len(found.design["manual"]) == 1
    assert "buurvrouw" not in json.dumps(dict(found.design))


def test_two_packages_have_other_pseudonyms_and_the_same_package_the_same(visited: Visited) -> None:
    secret = visited.space.pseudonym_key()
    assert PackageAsk(("a", "b"), secret).keys() == PackageAsk(("b", "a"), secret).keys()
    assert PackageAsk(("a",), secret).keys() != PackageAsk(("b",), secret).keys()


def test_every_address_of_the_frame_is_logged(visited: Visited) -> None:
    space = visited.space
    kept = drawn(visited, "adreskwaliteit", Ask(size=20, seed=3))
    made(space, kept)
    desk = desk_of(space)
    not_drawn = set(kept.frame["unit_id"].to_pylist()) - set(kept.units["unit_id"].to_pylist())
    with desk.state.transaction(reads=True) as transaction:
        about = processed_about(transaction, desk.keys, b"a" + min(not_drawn).encode())
    assert "hand over an audit package" in {item.name for item in about}


def test_a_selection_that_was_altered_is_no_package(visited: Visited) -> None:
    space = visited.space
    kept = drawn(visited, "adreskwaliteit", Ask(size=20, seed=4))
    frame = pq.read_table(kept.folder / "frame.parquet")
    scores = frame["score"].to_pylist()
    changed = frame.set_column(frame.column_names.index("score"), "score", [[scores[0] + 1, *scores[1:]]])
    pq.write_table(changed, kept.folder / "frame.parquet")
    with pytest.raises(Altered, match="is not the file that was kept"):
        made(space, kept)
    with pytest.raises(Altered, match="no longer gives this frame"):
        made(space, replace(kept, account={**kept.account, "files": {}}))
    shutil.rmtree(kept.folder)


def test_who_sees_some_areas_only_hands_over_nothing(visited: Visited) -> None:
    space = visited.space
    kept = drawn(visited, "adreskwaliteit", Ask(size=20, seed=6))
    some = replace(ANYBODY, grants=(Grant("alles", areas=frozenset({"BU0001"})),))
    with pytest.raises(AccessDenied, match="covers some areas only"):
        made(space, kept, actor=some)


def test_a_selection_that_does_not_exist_is_named(
    visited: Visited, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    space = visited.space
    words = ["audit-package", "wonen-2019", "--to", str(tmp_path / "out.zip"), "--workspace", str(space.root)]
    assert main(words) == 1
    assert "wonen-2019" in capsys.readouterr().err
    assert not (tmp_path / "out.zip").exists()
