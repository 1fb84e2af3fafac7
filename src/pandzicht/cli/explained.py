# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An explanation on a terminal: per check the answers that count, their sentences and their rows."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from pandzicht.runs.explanation import Answered, CheckView, Evidence, Explanation
from pandzicht.signals.sentences import shown

SHOWN_ROWS = 5


def show_explanation(console: Console, explanation: Explanation) -> None:
    """Print an explanation."""
    console.print(Text(explanation.adres, style="bold"), Text(f"  {explanation.address_id}", style="dim"))
    facts = ", ".join(f"{name} {shown(value)}" for name, value in explanation.facts.items() if value is not None)
    console.print(Text(facts))
    console.print(Text(f"run {explanation.run}, valid on {explanation.on}, known by {explanation.known}", style="dim"))
    if explanation.spine_is_declared:
        console.print(Text("No BAG: a register stands in for it, so what the BAG says is unknown."))
    if explanation.unverified_legal_basis:
        console.print(Text("DEMO: not every legal basis was verified (te_toetsen)."))
    for view in explanation.checks:
        _show_check(console, view)


def _show_check(console: Console, view: CheckView) -> None:
    head = Text(f"\n{view.label}", style="bold")
    if not view.in_frame:
        console.print(head + Text(" - outside the frame of this check", style="dim"))
        return
    place = f" - place {view.rank:,} of {view.of:,}, {view.score} points (at most {view.score_max})"
    console.print(head + Text(place))
    for answered in view.answers:
        if answered.answer != "no":
            _show_answer(console, answered, view)
    for change in view.changes:
        if change.becomes == "no":
            text = f"without '{change.signal}': {change.score} points, place {change.rank:,} at best"
        else:
            text = f"if '{change.signal}' proves yes: {change.score} points, place {change.rank:,} at best"
        console.print(Padding(Text(text, style="dim"), (0, 0, 0, 2)))


def _show_answer(console: Console, answered: Answered, view: CheckView) -> None:
    points = f"+{view.points[answered.signal]}" if answered.answer == "yes" else "?"
    text = Text(f"{points:>4}  {answered.text}")
    if answered.answer == "unknown":
        text = Text(f"{points:>4}  {answered.question} {answered.text}", style="dim")
    console.print(text)
    for evidence in answered.evidence if answered.answer == "yes" else ():
        _show_evidence(console, evidence)


def _show_evidence(console: Console, evidence: Evidence) -> None:
    count = "" if evidence.row_count is None else f" ({evidence.row_count} row{'s' if evidence.row_count != 1 else ''})"
    line = f"{evidence.label}: {shown(evidence.value)} {evidence.unit}".rstrip() + f" - {evidence.source_label}{count}"
    console.print(Padding(Text(line), (0, 0, 0, 6)))
    if evidence.rows is None:
        return
    for row in evidence.rows[:SHOWN_ROWS]:
        values = "; ".join(f"{name} {shown(value)}" for name, value in row.values.items() if value is not None)
        said = f"{row.delivered_on:%d-%m-%Y} {row.place} [{row.row_id}] {values}"
        console.print(Padding(Text(said, style="dim", overflow="ellipsis", no_wrap=True), (0, 0, 0, 8)))
    if len(evidence.rows) > SHOWN_ROWS:
        more = f"... and {len(evidence.rows) - SHOWN_ROWS} more rows (--json shows all)"
        console.print(Padding(Text(more, style="dim"), (0, 0, 0, 8)))


def show_reasons(console: Console, number: int, explanation: Explanation) -> None:
    """Print one address of a list with the sentences of its signals that are yes."""
    view = explanation.checks[0]
    console.print(Text(f"{number:>3}. {explanation.adres}", style="bold"), Text(f"{view.score} points", style="dim"))
    for answered in view.answers:
        if answered.answer == "yes":
            console.print(Text(f"     +{view.points[answered.signal]} {answered.text}"))
