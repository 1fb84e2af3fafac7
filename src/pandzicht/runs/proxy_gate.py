# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands between a run and a selection: a proxy test, and a signature under each of its breaches for the check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.errors import NotAvailable, NotFound, SelectionBlocked
from pandzicht.ranking.signature import Finding, Signature, unsigned_breaches
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.proxy_testing import kept_proxy_test
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.workspace import Workspace

SHORTEST_REASON = 20
"""Signs of a reason below which nothing is justified."""

TOLD = 10
"""Findings that are named in a fault; the report has all."""


@dataclass(frozen=True, slots=True)
class ProxyState:
    """Where a check of a run stands: its proxy test ('' when there is none) and the findings nobody signed for."""

    proxy_test: str
    unsigned: tuple[Finding, ...]
    signed: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the test was made and nothing waits for a signature."""
        return bool(self.proxy_test) and not self.unsigned

    def document(self) -> dict[str, Any]:
        """Return the state as it is kept with a selection."""
        return {
            "proxy_test": self.proxy_test,
            "unsigned": [finding.id for finding in self.unsigned],
            "signed": list(self.signed),
        }


def proxy_state(run: OpenRun, check: str) -> ProxyState:
    """Return where a check of a run stands."""
    kept = kept_proxy_test(run)
    if kept is None:
        return ProxyState("", ())
    findings = kept.findings
    unsigned = unsigned_breaches(findings, read_signatures(run.workspace), check)
    signed = {finding.id for finding in findings if finding.check == check} - {finding.id for finding in unsigned}
    return ProxyState(kept.account["proxy_test"], unsigned, tuple(sorted(signed)))


def refuse_unsigned(run: OpenRun, check: str) -> ProxyState:
    """Return where a check stands; raise SelectionBlocked while it may not be drawn from. A demo goes on."""
    state = proxy_state(run, check)
    if state.is_open or run.workspace.demo:
        return state
    if not state.proxy_test:
        raise SelectionBlocked(
            f"no proxy test was made of run {run.run_id}, so nobody knows whether check '{check}' singles out a group; "
            f"run 'pandzicht proxy-test --run {run.run_id}' first"
        )
    listed = "".join(f"\n  {item.id}  {item.kind} {item.feature} - {item.group}" for item in state.unsigned[:TOLD])
    listed += f"\n  and {len(state.unsigned) - TOLD} more" if len(state.unsigned) > TOLD else ""
    raise SelectionBlocked(
        f"check '{check}' has {len(state.unsigned)} findings of the proxy test that nobody signed for:{listed}\n"
        "take them out of the check, or have a named person sign each with "
        "'pandzicht proxy-test --sign FINDING --by NAME --reason TEXT'"
    )


def read_signatures(workspace: Workspace) -> tuple[Signature, ...]:
    """Return the signatures of a workspace, in the order in which they were given."""
    path = workspace.proxy_tests / "signatures.json"
    if not path.is_file():
        return ()
    return tuple(
        Signature(item["finding"], item["by"], date.fromisoformat(item["on"]), item["reason"])
        for item in read_json(path)["signatures"]
    )


def sign(run: OpenRun, signatures: Sequence[Signature]) -> None:
    """Add signatures under findings of the run's proxy test: all of them, or none.

    Raises NotFound for findings that are not in it, NotAvailable without a name or a reason that says something.
    """
    run.operation.allows(Action.SIGN_PROXY)
    kept = kept_proxy_test(run)
    known = {finding.id for finding in kept.findings} if kept else set()
    strange = sorted({signature.finding for signature in signatures} - known)
    if strange:
        raise NotFound(
            f"finding {', '.join(strange)} is not in the proxy test of run {run.run_id}; "
            "see 'pandzicht proxy-test' for those that are"
        )
    if any(not signature.by or len(signature.reason) < SHORTEST_REASON for signature in signatures):
        raise NotAvailable(
            f"a finding is signed with a name (--by) and a reason (--reason) of at least {SHORTEST_REASON} signs: "
            "which lawful aim asks for it, and why no other way will do"
        )
    with run.workspace.writing():
        given = [*read_signatures(run.workspace), *signatures]
        document = [
            {"finding": one.finding, "by": one.by, "on": one.on.isoformat(), "reason": one.reason} for one in given
        ]
        write_json(run.workspace.proxy_tests / "signatures.json", {"signatures": document})
