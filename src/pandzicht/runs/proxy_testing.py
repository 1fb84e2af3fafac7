# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Carries out the proxy test of a run and keeps its report: once per run, code and figures of areas, never altered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pandzicht.definitions.action import Action
from pandzicht.definitions.check import Check
from pandzicht.definitions.reads import indicators_of_frame, indicators_of_signal
from pandzicht.exports.proxy_report import proxy_report
from pandzicht.governance.activity import activity_of_comparison
from pandzicht.language import Language
from pandzicht.ranking.estimate import Estimate
from pandzicht.ranking.proxy_limits import ProxyLimits, proxy_limits
from pandzicht.ranking.proxy_test import Kind, Pair, Verdict, proxies_tested
from pandzicht.ranking.signature import Finding
from pandzicht.runs.area_figures import PURPOSE, GroupFigures, area_figures
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.plan import code_version
from pandzicht.runs.tallies import tallies, view_tables
from pandzicht.store.content import file_sha256
from pandzicht.store.engine import Engine
from pandzicht.store.publish import fresh_folder, publish_folder, read_json, write_json, write_pointer
from pandzicht.store.tombstone import whole_tombstone

DIGITS = 6
"""Digits that are kept of a figure: fewer than a machine computes, so that every machine keeps the same."""
WIJK = 8
"""Signs of a buurt's code that name its wijk: BU, the municipality (4), the wijk (2), as CBS codes them."""
RESULT, REPORT, ACCOUNT = "result.json", "report.md", "proxy_test.json"


@dataclass(frozen=True, slots=True)
class KeptProxyTest:
    """The report of a proxy test as it is kept in the workspace."""

    folder: Path
    account: dict[str, Any]

    @property
    def result(self) -> dict[str, Any]:
        """All that was measured, as plain data."""
        return read_json(self.folder / RESULT)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every breach per check that uses the feature."""
        keys = ("check", "kind", "feature", "group", "definitions")
        return tuple(Finding(**{key: item[key] for key in keys}) for item in self.result["findings"])


def carry_out_proxy_test(run: OpenRun, *, threads: int = 2) -> KeptProxyTest:
    """Test every indicator, signal and score of a run and keep the report, or return the one that stands there.

    Raises NotAvailable when limits are missing, or figures of areas.
    """
    limits = proxy_limits(run.catalogue, run.on)
    run.operation.allows(Action.TEST_PROXIES)
    run.operation.serves(PURPOSE)
    run.operation.concerns((), activity=activity_of_comparison(run.catalogue), run=run.run_id)
    with run.workspace.writing(), Engine(threads=threads, memory_mib=1_500) as engine:
        areas = view_tables(engine, run)
        groups = area_figures(engine, run, areas)
        inputs = _inputs(run, limits, groups)
        inputs_hash = hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()
        home = run.workspace.proxy_tests / run.run_id
        folder = home / inputs_hash[:12]
        if not folder.is_dir():
            _, districts = np.unique([area[:WIJK] for area in areas], return_inverse=True)
            found = proxies_tested(
                tallies(engine, run, limits), [item.group for item in groups], districts.astype(np.int64), limits
            )
            result = {"inputs": inputs, "groups": [_told(item) for item in groups], **_result(run, found)}
            _publish(run, folder, result, inputs_hash)
        write_pointer(home / "current", folder.name)
    return KeptProxyTest(folder, read_json(folder / ACCOUNT))


def kept_proxy_test(run: OpenRun) -> KeptProxyTest | None:
    """Return the newest proxy test of a run, None when it has none or when that was destroyed."""
    home = run.workspace.proxy_tests / run.run_id
    pointer = home / "current"
    if not pointer.is_file():
        return None
    folder = home / pointer.read_text(encoding="utf-8").strip()
    return None if whole_tombstone(folder) else KeptProxyTest(folder, read_json(folder / ACCOUNT))


def _inputs(run: OpenRun, limits: ProxyLimits, groups: Sequence[GroupFigures]) -> dict[str, Any]:
    return {
        "run": run.run_id,
        "run_inputs_hash": run.manifest["inputs_hash"],
        "definitions": run.manifest["inputs"]["definitions"],
        "code": code_version(),
        "limits": asdict(limits),
        "figures": {
            item.group.name: {"delivery": item.delivery, "content": item.content} for item in groups if item.delivered
        },
    }


def _told(item: GroupFigures) -> dict[str, Any]:
    return {
        "group": item.group.name,
        "label": item.label.model_dump(),
        "article": item.article,
        "delivered": item.delivered.isoformat() if item.delivered else "",
        "areas": item.areas,
    }


def _result(run: OpenRun, found: Sequence[Pair]) -> dict[str, Any]:
    named = {item.feature.name for item in found if item.feature.kind is Kind.INDICATOR}
    return {
        "untested": sorted(set(run.manifest["active"]["indicators"]) - named),
        "pairs": [_pair(item) for item in found],
        "verdicts": {verdict.value: sum(item.verdict is verdict for item in found) for verdict in Verdict},
        "findings": [asdict(item) | {"id": item.id} for item in _findings(run, found)],
    }


def _pair(item: Pair) -> dict[str, Any]:
    return {
        "kind": item.feature.kind.value,
        "name": item.feature.name,
        "feature": str(item.feature),
        "group": item.group,
        "verdict": item.verdict.value,
        "areas": item.areas,
        "measured": {
            one.measure.value: {
                "verdict": one.verdict.value,
                "chance": round(one.chance, DIGITS),
                **_rounded(one.estimate),
            }
            for one in item.measured
        },
        "rates": [None if rate is None else round(rate, DIGITS) for rate in item.rates],
        "rarer": _rounded(item.rarer),
    }


def _rounded(told: Estimate | None) -> dict[str, float]:
    return {} if told is None else {key: round(getattr(told, key), DIGITS) for key in ("value", "low", "high")}


def _findings(run: OpenRun, found: Sequence[Pair]) -> Iterator[Finding]:
    """Yield each breach once per active check that uses the feature, check by check: scores, signals, indicators."""
    definitions = run.manifest["inputs"]["definitions"]
    nearest = list(reversed(Kind))
    breaches = [item for item in found if item.verdict is Verdict.BREACH]
    breaches.sort(key=lambda item: nearest.index(item.feature.kind))
    for name in run.manifest["active"]["checks"]:
        used = features_of(run, run.catalogue.checks[name])
        for item in breaches:
            if item.feature.name in used[item.feature.kind]:
                yield Finding(name, item.feature.kind.value, str(item.feature), item.group, definitions)


def features_of(run: OpenRun, check: Check) -> Mapping[Kind, frozenset[str]]:
    """Return what decides who is selected: a check's score, its signals, and what they and its frame read."""
    challenger = check.challenger.points if check.challenger else {}
    signals = frozenset({*check.points, *challenger}) & frozenset(run.manifest["active"]["signals"])
    read = {name for signal in signals for name in indicators_of_signal(run.catalogue.signals[signal])}
    return {
        Kind.SCORE: frozenset({check.check}),
        Kind.SIGNAL: signals,
        Kind.INDICATOR: frozenset(read | set(indicators_of_frame(check))),
    }


def _publish(run: OpenRun, folder: Path, result: Mapping[str, Any], inputs_hash: str) -> None:
    staging = fresh_folder(run.workspace.staging / f"proxy-test-{folder.name}")
    write_json(staging / RESULT, dict(result))
    (staging / REPORT).write_text(proxy_report(result, run.catalogue, Language.NL), encoding="utf-8")
    account = {
        "proxy_test": folder.name,
        "run": run.run_id,
        "inputs_hash": inputs_hash,
        "verdicts": result["verdicts"],
        "findings": len(result["findings"]),
        "files": {name: file_sha256(staging / name) for name in (RESULT, REPORT)},
    }
    write_json(staging / ACCOUNT, account)
    publish_folder(staging, folder)
