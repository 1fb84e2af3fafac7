# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of a run: inputs and their hashes, what was active, counts per source, hashes per table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pandzicht.runs.plan import RunPlan
from pandzicht.runs.stage import StageOutcome


def manifest_of(plan: RunPlan, outcomes: Mapping[str, StageOutcome]) -> dict[str, Any]:
    """Return the manifest as plain data; times stand apart so that equal runs have equal manifests."""
    return {
        "run": plan.run_id,
        "workspace": plan.workspace.name,
        "inputs": plan.inputs,
        "inputs_hash": plan.hash,
        "spine": {
            "kind": "declared" if plan.spine_is_declared else "bag",
            "sources": [source.source for source in plan.spine],
        },
        "unverified_legal_basis": plan.activation.unverified,
        "active": {
            "checks": sorted(plan.activation.checks),
            "signals": sorted(plan.activation.signals),
            "indicators": sorted(plan.activation.indicators),
        },
        "idle": dict(sorted(plan.activation.idle.items())),
        "purposes": {
            source: [{"purpose": item.name, "article": item.article, "check": item.check} for item in purposes]
            for source, purposes in sorted(plan.activation.purposes.items())
        },
        "facts": {name: outcome.facts for name, outcome in outcomes.items()},
        "tables": {name: table for outcome in outcomes.values() for name, table in sorted(outcome.tables.items())},
    }
