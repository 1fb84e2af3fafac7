# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of a run: inputs and their hashes, what was active, counts per source, hashes per table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pandzicht.definitions.pattern import pattern_of
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.words import Text
from pandzicht.runs.plan import RunPlan
from pandzicht.runs.stage import StageOutcome


def idle_of(manifest: Mapping[str, Any]) -> dict[str, Text]:
    """Return per name what did not run and why; the manifest of an older run has the reason in one language.

    >>> idle_of({"idle": {"energie": "no basis"}})["energie"].nl
    'no basis'
    """
    return {
        name: Text(nl=reason, en=reason) if isinstance(reason, str) else Text.model_validate(reason)
        for name, reason in manifest["idle"].items()
    }


def delivered_on(manifest: Mapping[str, Any], source: str) -> date | None:
    """Return the date of the newest delivery of a source that a run used, None when it used none.

    >>> delivered_on({"inputs": {"deliveries": {"bag": [{"date": "2026-02-01"}, {"date": "2026-03-01"}]}}}, "bag")
    datetime.date(2026, 3, 1)
    """
    listed = manifest["inputs"]["deliveries"].get(source, [])
    return max((date.fromisoformat(item["date"]) for item in listed), default=None)


def empty_frame(manifest: Mapping[str, Any], check: str) -> Text | None:
    """Return why no unit is in the frame of a check, None when there are some.

    Unknown is not inside, so a frame that names what nobody delivered holds nothing. That is said, not shown as 0.
    """
    unknown = manifest["facts"].get("ranking", {}).get("empty_frames", {}).get(check)
    if unknown is None:
        return None
    if not unknown:
        return Text.of("no address is in the frame of check '{check}'", check=check)
    told = {"check": check, "fields": ", ".join(unknown), "count": manifest["tables"]["addresses"]["rows"]}
    if manifest["spine"]["kind"] == "declared":
        return Text.of(
            "the frame of check '{check}' is empty, because for all {count} addresses this is unknown: {fields}; "
            "without a BAG no delivery tells it",
            **told,
        )
    return Text.of(
        "the frame of check '{check}' is empty, because for all {count} addresses this is unknown: {fields}; "
        "no delivery tells it",
        **told,
    )


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
        **_channel(plan),
        "unverified_legal_basis": plan.activation.unverified,
        "active": {
            "checks": sorted(plan.activation.checks),
            "signals": sorted(plan.activation.signals),
            "indicators": sorted(plan.activation.indicators),
        },
        "idle": {name: reason.model_dump() for name, reason in sorted(plan.activation.idle.items())},
        "purposes": {
            source: [{"purpose": item.name, "article": item.article, "check": item.check} for item in purposes]
            for source, purposes in sorted(plan.activation.purposes.items())
        },
        "patterns": {name: _pattern(plan, signal) for name, signal in sorted(plan.activation.signals.items())},
        "facts": {name: outcome.facts for name, outcome in outcomes.items()},
        "tables": {name: table for outcome in outcomes.values() for name, table in sorted(outcome.tables.items())},
    }


def _channel(plan: RunPlan) -> dict[str, Any]:
    """Return the channel that a run is of, as it was defined; nothing for the municipality's own."""
    if plan.workspace.channel is None:
        return {}
    channel = plan.catalogue.channels[plan.workspace.channel]
    return {"channel": channel.model_dump(mode="json", by_alias=True)}


def _pattern(plan: RunPlan, signal: Signal) -> dict[str, Any]:
    """Return what the closed list of patterns says of a signal that ran (lawful.md 5)."""
    pattern = pattern_of(plan.catalogue, signal)
    return {
        "version": pattern.version,
        "fields": {source: sorted(fields) for source, fields in sorted(pattern.fields.items())},
        "ends_on": str(signal.ends_on),
    }
