# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work in the background in plain words: what it is, what it is about, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandzicht.jobs.job import STANDINGS, WHOLE, Job, Standing
from pandzicht.language import Say, message

LABELS: Mapping[str, str] = {
    "preview": message("Looking at a delivery"),
    "load": message("Taking in a delivery"),
    "run": message("Comparing"),
    "export": message("Writing a file"),
    "proxy_test": message("Proxy test"),
    "review": message("Choosing links in doubt"),
    "reproduction": message("Computing again"),
    "learning": message("Learning points"),
}
BADGES: Mapping[Standing, str] = {
    Standing.WAITING: "",
    Standing.RUNNING: "yes",
    Standing.DONE: "settled",
    Standing.FAILED: "unknown",
    Standing.CANCELLED: "",
}
"""The colour of a standing; none is red."""


@dataclass(frozen=True, slots=True)
class ToldJob:
    """One piece of work as people read it."""

    job: Job
    label: str
    about: str
    standing: str
    badge: str
    percent: int
    came: str
    """What came of it, in one sentence; empty while it is open, and of somebody else's."""

    @property
    def fault(self) -> str:
        """The sentence of the fault by which it failed, as it was made."""
        return self.job.said if self.job.standing is Standing.FAILED else ""


def told_of(job: Job, say: Say) -> ToldJob:
    """Return a piece of work in the language of a speaker."""
    is_done = job.standing is Standing.DONE and bool(job.said)
    return ToldJob(
        job=job,
        label=say(LABELS.get(job.kind, job.kind)),
        about=_about(job, say),
        standing=say(STANDINGS[job.standing]),
        badge=BADGES[job.standing],
        percent=100 * job.part // WHOLE,
        came=_CAME[job.kind](job.result, say) if is_done and job.kind in _CAME else "",
    )


def _about(job: Job, say: Say) -> str:
    """Return what it is about: a source and a day, a day, a selection, a check."""
    told = job.arguments
    parts = [str(told[name]).replace("_", " ") for name in ("source", "selection", "check", "run") if told.get(name)]
    if told.get("on"):
        parts.append(say("of {day}", day=date.fromisoformat(told["on"])))
    if told.get("known"):
        parts.append(say("known by {day}", day=date.fromisoformat(told["known"])))
    return ", ".join(parts + ([str(told["form"]).lstrip(".")] if told.get("form") else []))


def _previewed(result: Mapping[str, Any], say: Say) -> str:
    if result["already_loaded"]:
        return say("These files were taken in before.")
    return say("It can be taken in.") if result["can_be_taken_in"] else say("It cannot be taken in.")


def _loaded(result: Mapping[str, Any], say: Say) -> str:
    counts = result["counts"]
    if result["already_loaded"]:
        return say("These files were taken in before.")
    return say(
        "{admitted} rows taken in, {aside} set aside.", admitted=counts["admitted"], aside=counts.get("set_aside", 0)
    )


def _ran(result: Mapping[str, Any], say: Say) -> str:
    if result["run"] != result["in_force"]:
        return say("{addresses} addresses compared; kept beside the one in force.", addresses=result["addresses"])
    return say("{addresses} addresses compared; people work from it now.", addresses=result["addresses"])


def _wrote(result: Mapping[str, Any], say: Say) -> str:
    return say("{rows} rows in {columns} columns.", rows=result["rows"], columns=result["columns"])


def _tested(result: Mapping[str, Any], say: Say) -> str:
    return say("{count} pair tested.", "{count} pairs tested.", count=sum(result["verdicts"].values()))


def _chose(result: Mapping[str, Any], say: Say) -> str:
    return say("{count} link to look at.", "{count} links to look at.", count=result["questions"])


def _came_again(result: Mapping[str, Any], say: Say) -> str:
    if result["equal"]:
        return say(
            "The same to the last row: {tables} tables, {rows} rows.", tables=len(result["tables"]), rows=result["rows"]
        )
    others = [table["name"] for table in result["tables"] if not table["equal"]]
    return say("Not the same: {tables}.", tables=", ".join(others))


def _learned(result: Mapping[str, Any], say: Say) -> str:
    told = say("Learned from {count} outcome.", "Learned from {count} outcomes.", count=result["labels"])
    return f"{told} {say('Proposal {name} waits.', name=result['proposal'])}" if result["proposal"] else told


_CAME: Mapping[str, Callable[[Mapping[str, Any], Say], str]] = {
    "preview": _previewed,
    "load": _loaded,
    "run": _ran,
    "export": _wrote,
    "proxy_test": _tested,
    "review": _chose,
    "reproduction": _came_again,
    "learning": _learned,
}
