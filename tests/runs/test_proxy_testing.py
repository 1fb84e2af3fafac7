# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proxy test of a run: what it finds in the made-up city, kept whole, and the same on one thread or two."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pandzicht.errors import NotAvailable
from pandzicht.ranking.proxy_test import Kind
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.proxy_testing import KeptProxyTest, features_of, kept_proxy_test
from pandzicht.runs.verify import verify_workspace
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.workspace import Workspace
from tests.desk import opened, proxies_tested
from tests.model_city import ModelCity
from tests.runs.blocked_city import blocked_city

CHECK = "onrechtmatig_wonen"


@pytest.fixture(scope="module")
def space(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return blocked_city(model_city, tmp_path_factory.mktemp("proxies") / "city")


@pytest.fixture(scope="module")
def run(space: Workspace) -> OpenRun:
    return opened(space)


@pytest.fixture(scope="module")
def kept(run: OpenRun) -> KeptProxyTest:
    return proxies_tested(run)


def pairs(kept: KeptProxyTest) -> Mapping[tuple[str, str, str], Any]:
    return {(item["kind"], item["feature"], item["group"]): item for item in kept.result["pairs"]}


def test_the_value_of_a_dwelling_and_what_was_paid_for_it_stand_in_for_income(kept: KeptProxyTest) -> None:
    found = pairs(kept)
    woz = found["indicator", "woz_waarde", "cbs_kerncijfers.inkomen_per_inwoner"]
    assert woz["verdict"] == "breach"
    assert woz["measured"]["mean"]["value"] > 0.7
    assert woz["measured"]["mean"]["low"] > 0.3
    sold = found["indicator", "laatste_koopsom", "cbs_kerncijfers.inkomen_per_inwoner"]
    assert sold["verdict"] == "breach"


def test_what_orders_neighbourhoods_and_hardly_tells_an_address_is_told_and_no_finding(kept: KeptProxyTest) -> None:
    slight = [item for item in kept.result["pairs"] if item["verdict"] == "slight"]
    assert slight
    found = {(finding.kind, finding.feature, finding.group) for finding in kept.findings}
    assert not found & {(item["kind"], item["feature"], item["group"]) for item in slight}


def test_every_indicator_signal_and_score_is_held_against_every_group(kept: KeptProxyTest, run: OpenRun) -> None:
    result, active = kept.result, run.manifest["active"]
    tested = {(item["kind"], item["name"]) for item in result["pairs"]}
    named = {("indicator", name) for name in active["indicators"] if name not in result["untested"]}
    assert tested == named | {("signal", name) for name in active["signals"]} | {
        ("score", name) for name in active["checks"]
    }
    assert {"eigenaar_statutair", "vestiging_branche"} <= set(result["untested"])
    groups = {item["group"] for item in result["groups"]}
    assert len(groups) == 6
    assert {item["group"] for item in result["pairs"]} == groups


def test_a_figure_that_was_not_delivered_is_no_pass(kept: KeptProxyTest) -> None:
    (missing,) = [item for item in kept.result["groups"] if not item["areas"]]
    assert missing["group"] == "cbs_kerncijfers.herkomst_buiten_europa"
    told = {item["verdict"] for item in kept.result["pairs"] if item["group"] == missing["group"]}
    assert told == {"cannot_tell"}


def test_a_finding_is_about_a_check_that_uses_the_feature(kept: KeptProxyTest, run: OpenRun) -> None:
    assert kept.findings
    for finding in kept.findings:
        used = features_of(run, run.catalogue.checks[finding.check])
        assert finding.feature.split("=")[0] in used[Kind(finding.kind)]
    used = features_of(run, run.catalogue.checks[CHECK])
    assert used[Kind.SCORE] == {CHECK}
    assert "laatste_bezoek" in used[Kind.INDICATOR]
    assert "overbewoning" in used[Kind.SIGNAL]


def test_no_address_is_in_the_report(kept: KeptProxyTest, run: OpenRun) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in kept.folder.iterdir())
    assert not [name for name in run.addresses["address_id"].to_pylist() if name in text]
    assert not [name for name in run.addresses["buurtcode"].unique().to_pylist() if name and name in text]


def test_the_same_question_gives_the_same_report_on_one_thread_too(
    model_city: ModelCity, kept: KeptProxyTest, run: OpenRun, tmp_path: Path
) -> None:
    again = proxies_tested(run)
    assert (again.folder, again.account) == (kept.folder, kept.account)
    elsewhere = proxies_tested(opened(blocked_city(model_city, tmp_path / "city")), threads=1)
    assert elsewhere.account == kept.account


def test_verify_names_a_report_that_was_altered(kept: KeptProxyTest, space: Workspace) -> None:
    path = kept.folder / "result.json"
    before = path.read_bytes()
    thing = f"proxy test {kept.folder.name} of run {kept.account['run']}"
    assert {item.sound for item in verify_workspace(space) if item.thing.en == thing} == {True}
    path.write_bytes(before.replace(b"breach", b"within"))
    (verdict,) = [item for item in verify_workspace(space) if item.thing.en == thing]
    path.write_bytes(before)
    assert (verdict.sound, verdict.finding and verdict.finding.en) == (False, "changed or missing: result.json")


def test_other_figures_of_areas_are_another_test_and_the_first_one_stays(model_city: ModelCity, tmp_path: Path) -> None:
    run = opened(blocked_city(model_city, tmp_path / "city"))
    first = proxies_tested(run)
    account = next((run.workspace.deliveries / "cbs_kerncijfers").glob("*/delivery.json"))
    write_json(account, read_json(account) | {"content_hash": "00" * 32})
    second = proxies_tested(run)
    now = kept_proxy_test(run)
    assert first.folder != second.folder
    assert first.folder.is_dir()
    assert now is not None
    assert now.folder == second.folder


def test_without_figures_of_areas_nothing_is_tested(model_city: ModelCity, tmp_path: Path) -> None:
    run = opened(blocked_city(model_city, tmp_path / "city"))
    shutil.rmtree(run.workspace.deliveries / "cbs_kerncijfers")
    with pytest.raises(NotAvailable, match=r"so nothing can be tested; load cbs_kerncijfers of 2026-03-01 or before"):
        proxies_tested(run)
    assert kept_proxy_test(run) is None


def test_definitions_of_before_the_proxy_test_say_what_is_missing(model_city: ModelCity, tmp_path: Path) -> None:
    space = blocked_city(model_city, tmp_path / "city")
    path = opened(space).folder / "definitions.json"
    kept = read_json(path)
    del kept["norms"]["norm_proxy_cel"]
    path.write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(NotAvailable, match="norm_proxy_cel; add them and run again"):
        proxies_tested(opened(space))
    kept["norms"] = read_json(opened(model_city.workspace).folder / "definitions.json")["norms"]
    del kept["sources"]["cbs_kerncijfers"]["stands_for"]
    path.write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(NotAvailable, match="add 'stands_for' to a source about areas"):
        proxies_tested(opened(space))
