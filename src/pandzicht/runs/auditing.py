# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes an audit package of kept selections: drawn again and held against what was kept, units under pseudonyms."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.definitions.action import Action
from pandzicht.definitions.check import Check
from pandzicht.errors import AccessDenied, Altered
from pandzicht.exports.audit_package import AuditedSelection
from pandzicht.governance.dispute import disputes_named
from pandzicht.governance.purpose import purpose_of
from pandzicht.language import Language
from pandzicht.ranking.findings import findings_of
from pandzicht.ranking.selection import KEPT, Ask, drawn_frame, points_of
from pandzicht.ranking.slots import Turn
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Drawn, yield_of
from pandzicht.runs.channel_mark import refuse_after_term
from pandzicht.runs.disputed import COUNTS_AS, answers_with, disputed_places, ranked_anew
from pandzicht.runs.kept_slots import kept_people
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.outcomes import heaviest_finding, severity_weights, sources_of_outcomes, unit_names
from pandzicht.runs.rounds import outcomes_of_selection
from pandzicht.runs.selecting import KeptSelection, engine_on
from pandzicht.sources.pseudonyms import PseudonymKeys, pseudonym, pseudonym_keys
from pandzicht.store.content import file_sha256
from pandzicht.store.publish import read_json

_OF_DRAW = ["unit", "score", "score_max", "challenger", "rank", "draw_challenger", "draw_control"]
Points = tuple[Mapping[str, int], Mapping[str, int]]
"""The points of the signals that ran: of a check, and of its challenger."""


@dataclass(frozen=True, slots=True)
class PackageAsk:
    """The selections of a package, and the secret of the workspace from which the key of the package follows."""

    selections: tuple[str, ...]
    secret: bytes

    def keys(self) -> PseudonymKeys:
        """Return the keys of the package: not the workspace's own, and others for other selections."""
        use = "\x1f".join(("audit package", *sorted(self.selections))).encode()
        return pseudonym_keys(hmac.new(self.secret, use, hashlib.sha256).digest())


def audited(run: OpenRun, later: OpenRun, kept: KeptSelection, ask: PackageAsk) -> AuditedSelection:
    """Return one selection for a package: drawn again from its own run, with the outcomes that a later run knows.

    All addresses of the frame are logged before it is given. Raises Altered when what is kept is not what the run and
    the seed give, AccessDenied for who may not see all areas: a part of a frame cannot be recomputed.
    """
    run.operation.allows(Action.AUDIT_PACKAGE)
    check = run.catalogue.checks[str(kept.account["check"])]
    run.operation.serves(purpose_of(check))
    refuse_after_term(run.manifest, run.today)
    if run.operation.sight.areas is not None:
        raise AccessDenied("an audit package holds the whole frame of a check, and your role covers some areas only")
    _refuse_altered(kept)
    frame, points = _drawn_again(run, check, kept)
    found = outcomes_of_selection(later, check, kept)
    keys = ask.keys()
    units = _units(kept, keys)
    outcomes = {pseudonym(unit, keys): told for unit, told in found.items()}
    named = _questions(run, points)
    people = kept_people(kept.folder)
    _log(run, later, check, {*frame["unit_id"].to_pylist(), *people})
    return AuditedSelection(
        name=kept.selection_id,
        design=_design(run, later, kept, check, points) | {"manual": _by_hand(kept, keys)},
        frame=_under_pseudonyms(frame, keys, list(named)),
        units=units,
        outcomes=outcomes,
        claims=yield_of(units, outcomes),
        findings=findings_of(units, outcomes, heaviest_finding(later, check.check)),
        definitions=read_json(run.folder / "definitions.json"),
        questions=named,
        slots=tuple(replace(slot, unit_id=pseudonym(slot.unit_id, keys)) for slot in kept.slots),
        people=tuple(pseudonym(unit, keys) for unit in people),
    )


def _refuse_altered(kept: KeptSelection) -> None:
    for name, told in kept.account["files"].items():
        if file_sha256(kept.folder / name) != told:
            raise Altered(f"{kept.folder / name}: is not the file that was kept; restore it from a backup")


def _drawn_again(run: OpenRun, check: Check, kept: KeptSelection) -> tuple[pa.Table, Points]:
    """Return the whole frame with all that decided the draw, and the points of the check and of its challenger.

    Of a check that was stopped points decided nothing, so that there are none, and no answers.
    """
    is_stopped = "stopped" in kept.account
    ask = Ask(size=int(kept.account["size"]), seed=int(kept.account["seed"]), without_model=is_stopped)
    with engine_on(run, _as_disputed_then(run, check, kept)) as engine:
        frame = drawn_frame(engine, check, run.context, ask, with_answers=True)
        points: Points = ({}, {}) if is_stopped else points_of(engine, check)
    if frame.select(KEPT).to_pydict() != kept.frame.select(KEPT).to_pydict():
        raise Altered(
            f"selection {kept.selection_id}: run {run.run_id} with seed {ask.seed} no longer gives this frame; run "
            "'pandzicht verify', and use the version of the program that drew it"
        )
    return frame, points


def _as_disputed_then(run: OpenRun, check: Check, kept: KeptSelection) -> dict[str, pa.Table]:
    """Return the answers and the order as they were when it was drawn, where something was disputed then."""
    then = set(kept.account.get("disputes", ()))
    if not then:
        return {}
    with run.operation.state.transaction(reads=True) as transaction:
        found = disputes_named(transaction, then)
    published = pq.read_table(run.path("signals"))
    counted = answers_with(published, disputed_places(found, run.book.numbers, published.column_names), COUNTS_AS)
    tables = {"addresses": run.addresses, "indicators": run.indicators, "signals": counted}
    return {"signals": counted, "ranking": ranked_anew(tables, {check.check: check}, run.context, run.seed)}


def _drawn(unit: Mapping[str, Any], name: str) -> Drawn:
    return Drawn(name, Stratum(unit["stratum"]), unit["inclusion_probability"])


def _units(kept: KeptSelection, keys: PseudonymKeys) -> tuple[Drawn, ...]:
    return tuple(_drawn(unit, pseudonym(str(unit["unit_id"]), keys)) for unit in kept.units.to_pylist())


def _by_hand(kept: KeptSelection, keys: PseudonymKeys) -> list[str]:
    """Return who was added by hand or in a slot of people; the reasons stay behind, because people wrote them."""
    by_people = (slot.unit_id for slot in kept.slots if slot.turn is Turn.PEOPLE)
    units = {*(str(item["unit_id"]) for item in kept.account["manual"]), *by_people}
    return sorted(pseudonym(unit, keys) for unit in units)


def _questions(run: OpenRun, points: Points) -> dict[str, tuple[str, str]]:
    """Return the questions of the signals that count, in Dutch and in English."""
    asked = {name: run.catalogue.signals[name].question for name in dict.fromkeys((*points[0], *points[1]))}
    return {name: (text.in_(Language.NL), text.in_(Language.EN)) for name, text in asked.items()}


def _under_pseudonyms(frame: pa.Table, keys: PseudonymKeys, signals: Sequence[str]) -> pa.Table:
    units = pa.array([pseudonym(unit, keys) for unit in frame["unit_id"].to_pylist()], pa.string())
    named = frame.add_column(0, "unit", units)
    return named.select([*_OF_DRAW, "stratum", "inclusion_probability", *signals])


def _design(
    run: OpenRun,
    later: OpenRun,
    kept: KeptSelection,
    check: Check,
    points: Points,
) -> dict[str, Any]:
    """Return what was asked, how it was drawn and from what, without any unit by name."""
    own, other = points
    return {
        **{
            name: kept.account[name]
            for name in ("selection", "run", "check", "on", "unit", "size", "seed", "frame_size")
        },
        "shares": {"control": str(check.strata.control), "challenger": str(check.strata.challenger if other else 0)},
        **({"slots": kept.account["against"]["slots"]} if kept.slots else {}),
        "points": dict(own),
        "challenger_points": dict(other),
        "without_points": "stopped" in kept.account,
        "purpose": kept.account["purpose"],
        "legal_basis": kept.account["legal_basis"],
        "outcomes": {"run": later.run_id, "on": later.on.isoformat(), "sources": _sources(later, check)},
        "severity_weights": severity_weights(later, check.check),
        "kept_files": dict(kept.account["files"]),
        "run_inputs_hash": run.manifest["inputs_hash"],
        "run_inputs": {name: run.manifest["inputs"][name] for name in ("date", "known", "seed", "code")},
        "run_tables": run.manifest["tables"],
    }


def _sources(later: OpenRun, check: Check) -> list[str]:
    return sorted(sources_of_outcomes(later, check.check))


def _log(run: OpenRun, later: OpenRun, check: Check, units: Collection[str]) -> None:
    """Log every address of the frame, and those of the list of people: of each something goes out, by a pseudonym."""
    numbers = [number for number, unit in enumerate(unit_names(run, check)) if unit in units]
    run.concerned(numbers, check.check, _sources(later, check))
