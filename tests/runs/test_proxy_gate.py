# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Outside a demo nothing is drawn without a proxy test and a signature under each breach."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.errors import NotAvailable, NotFound, SelectionBlocked
from pandzicht.ranking.selection import Ask
from pandzicht.ranking.signature import Signature
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.proxy_gate import proxy_state, read_signatures
from pandzicht.runs.selecting import select
from tests.desk import opened, proxies_tested, signed
from tests.model_city import ModelCity
from tests.runs.blocked_city import blocked_city

CHECK, ASK = "onrechtmatig_wonen", Ask(size=20, seed=9)
REASON = "De verordening stelt een norm per persoon; zonder het aantal is die niet te toetsen."


@pytest.fixture
def run(model_city: ModelCity, tmp_path: Path) -> OpenRun:
    return opened(blocked_city(model_city, tmp_path / "city"))


def signature(finding: str, by: str = "M. de Vries", reason: str = REASON) -> Signature:
    return Signature(finding, by, date(2026, 3, 2), reason)


def test_without_a_proxy_test_nothing_is_drawn_and_the_command_is_named(run: OpenRun) -> None:
    with pytest.raises(SelectionBlocked, match=f"run 'pandzicht proxy-test --run {run.run_id}' first"):
        select(run, CHECK, ASK)
    assert not list(run.workspace.selections.glob("*"))


def test_a_breach_blocks_until_every_finding_is_signed_and_the_selection_keeps_which(run: OpenRun) -> None:
    proxies_tested(run)
    unsigned = proxy_state(run, CHECK).unsigned
    assert len(unsigned) > 1
    with pytest.raises(SelectionBlocked, match=rf"has {len(unsigned)} findings .*\n  {unsigned[0].id}  "):
        select(run, CHECK, ASK)
    signed(run, [signature(finding.id) for finding in unsigned[1:]])
    with pytest.raises(SelectionBlocked, match="has 1 findings"):
        select(run, CHECK, ASK)
    signed(run, [signature(unsigned[0].id)])
    kept = select(run, CHECK, ASK)
    assert kept.account["proxies"]["unsigned"] == []
    assert kept.account["proxies"]["signed"] == sorted(finding.id for finding in unsigned)
    assert read_signatures(run.workspace)[-1] == signature(unsigned[0].id)


def test_a_signature_for_one_check_opens_no_other(run: OpenRun) -> None:
    proxies_tested(run)
    signed(run, [signature(finding.id) for finding in proxy_state(run, CHECK).unsigned])
    assert proxy_state(run, CHECK).is_open
    assert not proxy_state(run, "achterstallig_onderhoud").is_open


def test_what_is_no_signature_is_refused_and_none_of_them_is_kept(run: OpenRun) -> None:
    with pytest.raises(NotFound, match="finding 0123456789ab is not in the proxy test"):
        signed(run, [signature("0123456789ab")])
    proxies_tested(run)
    known = proxy_state(run, CHECK).unsigned[0].id
    with pytest.raises(NotFound, match="finding nee is not in the proxy test"):
        signed(run, [signature(known), signature("nee")])
    for empty in (signature(known, by=""), signature(known, reason="is goed")):
        with pytest.raises(NotAvailable, match="which lawful aim asks for it"):
            signed(run, [empty])
    assert read_signatures(run.workspace) == ()


def test_a_demo_draws_and_keeps_what_would_have_blocked_it(model_city: ModelCity, tmp_path: Path) -> None:
    space = blocked_city(model_city, tmp_path / "city")
    settings = space.root / "pandzicht.toml"
    settings.write_text(settings.read_text("utf-8").replace("demo = false", "demo = true"), encoding="utf-8")
    run = opened(type(space)(space.root, space.name, True, space.spine, space.catalogue))
    assert select(run, CHECK, ASK).account["proxies"] == {"proxy_test": "", "unsigned": [], "signed": []}
    kept = proxies_tested(run)
    found = select(run, "hennep", ASK).account["proxies"]
    assert found["proxy_test"] == kept.folder.name
