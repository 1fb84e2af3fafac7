# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A selection: the units a check proposes for one round, and the frame with every unit's inclusion probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pandzicht.definitions.check import Check
from pandzicht.errors import NotAvailable, NotFound
from pandzicht.ranking.order import draw_text, points_sum, unit_answers, unit_name
from pandzicht.ranking.slots import Slot, Turn, slots_of
from pandzicht.ranking.strata import Draws, Stratum, draw_strata, shares_of
from pandzicht.signals.compiling import Context
from pandzicht.store.engine import Engine, literal, quoted

KEPT = ["unit_id", "stratum", "inclusion_probability", "score", "score_max", "rank"]
"""The columns of a frame that are kept with a selection."""


@dataclass(frozen=True, slots=True)
class Manual:
    """A unit that is added by hand, with the reason: its own stratum and no probability, unless it is drawn anyway."""

    unit_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Against:
    """A list that people made, the best unit first, and in how many slots the order is held against it."""

    units: tuple[Manual, ...]
    slots: int
    lot: str = ""
    """What the coins follow from."""


@dataclass(frozen=True, slots=True)
class Ask:
    """How large a selection is asked, the seed of its draws, and what people add by hand.

    The seed decides the control share and ties of the challenger; ties in the order itself fell with the run.
    """

    size: int
    seed: int
    manual: tuple[Manual, ...] = ()
    without_model: bool = False
    """Whether points play no part, because the check was stopped: all is drawn at random (lawful.md 17)."""
    against: Against | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """A drawn selection: the units, the whole frame, and the counts per stratum."""

    units: pa.Table
    """unit_id, address_id, adres, check, stratum, inclusion_probability, rank, score, score_max,
    unknown_count, reasons, manual_reason; in order of rank."""
    frame: pa.Table
    """unit_id, stratum ('' when not drawn), inclusion_probability, score, rank: every unit of the frame."""
    strata: Mapping[str, int]
    could_pass: int
    """Units outside top whose unknown signals, if known and yes, would bring them to its cut-off."""
    slots: tuple[Slot, ...] = ()
    """Where the order was held against a list of people: whose turn each slot was, and the unit that was given."""


def draw_selection(engine: Engine, check: Check, context: Context, ask: Ask) -> Selection:
    """Draw a selection from the tables `signals`, `indicators`, `addresses` and `ranking` of one run.

    There is one order: the top of a selection is the top of `ranking`, and a unit's rank is its place there.
    Raises NotAvailable when the frame is smaller than the size asked, or top than the slots asked, NotFound for a
    unit of people outside the run.
    """
    frame = drawn_frame(engine, check, context, ask)
    people = ask.against.units if ask.against else ()
    _refuse_unknown(engine, check, (*ask.manual, *people))
    slots = _slots(frame, check, ask.against) if ask.against else ()
    by_people = {slot.unit_id for slot in slots if slot.turn is Turn.PEOPLE}
    manual = (*ask.manual, *(item for item in people if item.unit_id in by_people))
    score, stratum = _numbers(frame, "score"), np.asarray(frame["stratum"].to_pylist(), dtype=np.str_)
    units = _units(engine, frame, check, manual)
    in_top = stratum == Stratum.TOP
    cut = int(score[in_top].min()) if in_top.any() else 0
    could_pass = int((~in_top & (score < cut) & (_numbers(frame, "score_max") >= cut)).sum())
    strata = units["stratum"].to_pylist()
    counts = {stratum.value: strata.count(stratum.value) for stratum in Stratum}
    return Selection(units, frame.select(KEPT), counts, could_pass, slots)


def drawn_frame(engine: Engine, check: Check, context: Context, ask: Ask, *, with_answers: bool = False) -> pa.Table:
    """Return every unit of the frame by name with its stratum, its probability, and all that decided them.

    With answers also the answer of every signal that counts, in a column of its name. Raises NotAvailable when the
    frame is smaller than the size asked.
    """
    own, other = points_of(engine, check)
    frame = _frame(engine, check, (own, other), context, ask.seed, with_answers=with_answers)
    frame = _without_model(frame) if ask.without_model else frame
    if frame.num_rows < ask.size:
        raise NotAvailable(
            f"check '{check.check}' has {frame.num_rows} units in its frame, fewer than the {ask.size} asked for; "
            "ask for fewer"
        )
    shares = shares_of(ask.size, control=check.strata.control, challenger=check.strata.challenger if other else 0.0)
    drawn_by = (frame[name].to_numpy() for name in ("rank", "draw_challenger", "draw_control"))
    draws = Draws(*(np.asarray(column, dtype=np.uint64) for column in drawn_by))
    drawn = draw_strata(_numbers(frame, "score"), _numbers(frame, "challenger") if other else None, shares, draws)
    frame = frame.append_column("stratum", pa.array(drawn.stratum.tolist(), pa.string()))
    return frame.append_column("inclusion_probability", pa.array(drawn.probability, pa.float64()))


def points_of(engine: Engine, check: Check) -> tuple[dict[str, int], dict[str, int]]:
    """Return the points of the signals that ran, in the check's order and in that of its challenger, if it has one."""
    active = set(engine.columns("signals"))
    other = check.challenger.points if check.challenger and check.strata.challenger else {}
    own, tried = ({name: value for name, value in points.items() if name in active} for points in (check.points, other))
    return own, tried


def unknown_unit(names: str) -> str:
    """Return what is said of units that cannot be added by hand: they do not exist, or may not be seen."""
    return f"{names}: not in this run, so it cannot be added by hand; check the spelling"


def _numbers(table: pa.Table, column: str) -> NDArray[np.int64]:
    return np.asarray(table[column].to_numpy(), dtype=np.int64)


def _frame(
    engine: Engine,
    check: Check,
    points: tuple[Mapping[str, int], Mapping[str, int]],
    context: Context,
    seed: int,
    *,
    with_answers: bool,
) -> pa.Table:
    """Return every unit of the frame by name: its place in the order, challenger's points, draws and reasons."""
    own, other = points
    names = list(dict.fromkeys((*own, *other)))
    yes = ", ".join(f"CASE WHEN {quoted(name)} = 'yes' THEN {literal(name)} END" for name in own)
    reasons = f"list_filter([{yes}], lambda x: x IS NOT NULL)" if yes else "CAST([] AS VARCHAR[])"
    text = draw_text(check, seed)
    answers = "".join(f", {quoted(name)}" for name in names) if with_answers else ""
    return engine.table(
        "SELECT unit_id, r.address_no, r.score, r.score_max, r.unknown_count, r.rank, "
        f"{points_sum(other)} AS challenger, {reasons} AS reasons, "
        f"md5_number_lower({text}) AS draw_challenger, md5_number_upper({text}) AS draw_control{answers} "
        f"FROM ({unit_answers(check, names, context)}) "
        f'JOIN (SELECT * FROM ranking WHERE "check" = {literal(check.check)}) r USING (unit_id) ORDER BY unit_id'
    )


def _without_model(frame: pa.Table) -> pa.Table:
    """Return a frame in which nobody has points or reasons, in the order of the draw of the control share."""
    order = np.argsort(frame["draw_control"].to_numpy(), kind="stable")
    rank = np.empty(frame.num_rows, dtype=np.int64)
    rank[order] = np.arange(1, frame.num_rows + 1)
    nothing = np.zeros(frame.num_rows, dtype=np.int64)
    blank = dict.fromkeys(("score", "score_max", "unknown_count", "challenger"), nothing) | {"rank": rank}
    for name, values in blank.items():
        field = frame.schema.field(name)
        frame = frame.set_column(frame.schema.get_field_index(name), field, pa.array(values).cast(field.type))
    reasons = pa.array([[]] * frame.num_rows, frame.schema.field("reasons").type)
    return frame.set_column(frame.schema.get_field_index("reasons"), "reasons", reasons)


def _slots(frame: pa.Table, check: Check, against: Against) -> tuple[Slot, ...]:
    """Return the slots: the order gives from top, which is visited anyway, so that no probability changes."""
    top = frame.filter(pc.equal(frame["stratum"], Stratum.TOP.value)).sort_by("rank")["unit_id"].to_pylist()
    if len(top) < against.slots:
        raise NotAvailable(
            f"check '{check.check}' has {len(top)} units in top, fewer than the {against.slots} slots asked for; "
            "ask for fewer slots, or for a larger selection"
        )
    return slots_of(top, [item.unit_id for item in against.units], against.slots, against.lot)


def _named(check: Check) -> str:
    return f"(SELECT address_no, address_id, adres, {unit_name(check)} AS unit_id FROM addresses)"


def _refuse_unknown(engine: Engine, check: Check, manual: Sequence[Manual]) -> None:
    engine.register("manual_units", _manual_table(manual))
    missing = engine.rows(
        "SELECT DISTINCT unit_id FROM manual_units WHERE unit_id NOT IN "
        f"(SELECT coalesce(unit_id, '') FROM {_named(check)}) ORDER BY 1"
    )
    engine.forget("manual_units")
    if missing:
        raise NotFound(unknown_unit(", ".join(row[0] for row in missing)))


def _units(engine: Engine, frame: pa.Table, check: Check, manual: Sequence[Manual]) -> pa.Table:
    """Return the drawn and the manual units with their address, in order of rank."""
    engine.register("drawn_frame", frame)
    engine.register("manual_units", _manual_table(manual))
    named = _named(check)
    table = engine.table(
        "WITH chosen AS (SELECT f.*, coalesce(m.reason, '') AS manual_reason FROM drawn_frame f "
        "LEFT JOIN manual_units m USING (unit_id) WHERE f.stratum <> '' UNION ALL BY NAME "
        f"SELECT m.unit_id, min(a.address_no) AS address_no, '{Stratum.MANUAL}' AS stratum, min(f.rank) AS rank, "
        "coalesce(min(f.score), 0) AS score, coalesce(min(f.score_max), 0) AS score_max, "
        "coalesce(min(f.unknown_count), 0) AS unknown_count, coalesce(any_value(f.reasons), []) AS reasons, "
        f"any_value(m.reason) AS manual_reason FROM manual_units m JOIN {named} a ON a.unit_id = m.unit_id "
        "LEFT JOIN drawn_frame f ON f.unit_id = m.unit_id WHERE coalesce(f.stratum, '') = '' GROUP BY m.unit_id) "
        f'SELECT c.unit_id, a.address_id, a.adres, {literal(check.check)} AS "check", c.stratum, '
        "c.inclusion_probability, c.rank, c.score, c.score_max, c.unknown_count, c.reasons, c.manual_reason "
        "FROM chosen c JOIN addresses a USING (address_no) ORDER BY c.rank NULLS LAST, c.unit_id"
    )
    engine.forget("drawn_frame")
    engine.forget("manual_units")
    return table


def _manual_table(manual: Sequence[Manual]) -> pa.Table:
    return pa.table(
        {
            "unit_id": pa.array([item.unit_id for item in manual], pa.string()),
            "reason": pa.array([item.reason for item in manual], pa.string()),
        }
    )
