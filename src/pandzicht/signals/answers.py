# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answer of a signal as one SQL expression: yes, no or unknown, for all addresses in one projection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.expression import parsed
from pandzicht.definitions.indicator import Per
from pandzicht.definitions.reads import indicators_of_signal, rests_on_absence_of
from pandzicht.definitions.signal import Signal
from pandzicht.signals.compiling import Context, compiled
from pandzicht.store.engine import Engine, literal, quoted

DOUBT = "twijfel__"
"""Prefix of the columns that say whether a row of a source that is not linked could belong to the address."""
NEWEST = "nieuwst__"
"""Prefix of the columns with the date of the newest evidence row of an indicator."""


_ANSWERS = "ENUM('no', 'unknown', 'yes')"
YES, NO, UNKNOWN = (f"CAST('{answer}' AS {_ANSWERS})" for answer in ("yes", "no", "unknown"))
"""The answers as the engine keeps them: one byte each, in a file the words."""

GROUPS = {Per.OBJECT: "address_no", Per.PAND: "pand_no", Per.STRAAT: "straat_no", Per.OWNER: "owner_no"}
"""The column of `groups` that numbers each thing an indicator can be per."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What is needed to answer a signal: its SQL, and the extra columns that the SQL reads."""

    signal: str
    sql: str
    indicators: tuple[str, ...]
    doubts: tuple[tuple[str, Per], ...]
    """The sources whose absence of rows it rests on, and the thing whose rows are counted."""
    newest: tuple[str, ...]
    """Indicators of which the newest evidence is needed."""


def answering(catalogue: Catalogue, signal: Signal, context: Context) -> Answering:
    """Return how a signal is answered on a peildatum.

    Precedence: `unknown_when`, then what `when` says (unknown when it cannot be known), then for a yes: unknown while
    a row that could not be linked may belong to the address, no when the newest evidence has expired.
    """
    doubts = rests_on_absence_of(catalogue, signal)
    newest = dated_indicators(catalogue, signal) if signal.expires else ()
    yes = YES
    if signal.expires and newest:
        last = ", ".join(quoted(NEWEST + name) for name in newest)
        limit = signal.expires.before(context.on).isoformat()
        yes = f"CASE WHEN greatest({last}) <= DATE '{limit}' THEN {NO} ELSE {yes} END"
    if doubts:
        doubted = " OR ".join(quoted(doubt_flag(*doubt)) for doubt in doubts)
        yes = f"CASE WHEN {doubted} THEN {UNKNOWN} ELSE {yes} END"
    when = compiled(parsed(signal.when), context)
    sql = f"CASE ({when}) WHEN TRUE THEN {yes} WHEN FALSE THEN {NO} ELSE {UNKNOWN} END"
    if signal.unknown_when:
        sql = f"CASE WHEN {compiled(parsed(signal.unknown_when), context)} THEN {UNKNOWN} ELSE {sql} END"
    return Answering(signal.signal, sql, indicators_of_signal(signal), doubts, newest)


def dated_indicators(catalogue: Catalogue, signal: Signal) -> tuple[str, ...]:
    """Return the indicators of a signal whose source dates its rows."""
    indicators = (catalogue.indicators[name] for name in indicators_of_signal(signal))
    return tuple(item.indicator for item in indicators if catalogue.sources[item.source].dated_by)


def doubt_flag(source: str, per: Per) -> str:
    """Return the column that says whether a row of a source that is not linked could belong to a thing."""
    return f"{DOUBT}{per.value}__{source}"


def answer_signals(engine: Engine, answerings: Sequence[Answering]) -> None:
    """Create table `signals` (address_no, address_id, one column per signal).

    Reads `indicators`; `newest` (address_no and the NEWEST columns); `doubts` (source, address_no, only_object: the
    row is tied to the pand, so that only the count of the object is open); `groups` (address_no, pand_no, straat_no,
    owner_no).
    """
    doubts = sorted({doubt for answering in answerings for doubt in answering.doubts})
    engine.run(f"CREATE OR REPLACE TEMP TABLE doubt_flags AS {_flags(doubts)}")
    doubted = "".join(f", d.{quoted(doubt_flag(*doubt))}" for doubt in doubts)
    newest = [name for name in engine.columns("newest") if name.startswith(NEWEST)]
    dates = "".join(f", n.{quoted(name)}" for name in newest)
    answers = "".join(f",\n {answering.sql} AS {quoted(answering.signal)}" for answering in answerings)
    engine.run(
        f"CREATE OR REPLACE TABLE signals AS SELECT address_no, address_id{answers} FROM ("
        f"SELECT i.*{doubted}{dates} FROM indicators i "
        "JOIN doubt_flags d USING (address_no) LEFT JOIN newest n USING (address_no))"
    )


def _flags(doubts: Sequence[tuple[str, Per]]) -> str:
    """Return the query of one row per address with a flag per doubt; doubt about an address is doubt about its pand."""
    columns, joins = [], []
    for number, (source, per) in enumerate(doubts):
        key, alias = GROUPS[per], f"d{number}"
        about = "" if per is Per.OBJECT else " AND NOT d.only_object"
        joins.append(
            f"LEFT JOIN (SELECT DISTINCT g.{key} AS k FROM doubts d JOIN groups g USING (address_no) "
            f"WHERE d.source = {literal(source)}{about}) {alias} ON {alias}.k = g.{key}"
        )
        columns.append(f", {alias}.k IS NOT NULL AS {quoted(doubt_flag(source, per))}")
    return f"SELECT g.address_no{''.join(columns)} FROM groups g {' '.join(joins)}"


def answer_given(
    engine: Engine,
    answering: Answering,
    given: Mapping[str, tuple[str, object]],
    doubtful: Sequence[str],
    newest: object,
) -> str:
    """Return the answer of a signal for indicator values that are given as name -> (engine type, value)."""
    columns = [f"CAST(? AS {kind}) AS {quoted(name)}" for name, (kind, _) in given.items()]
    values: list[object] = [value for _, value in given.values()]
    for source, per in answering.doubts:
        columns.append(f"CAST(? AS BOOLEAN) AS {quoted(doubt_flag(source, per))}")
        values.append(source in doubtful)
    for name in answering.newest:
        columns.append(f"CAST(? AS DATE) AS {quoted(NEWEST + name)}")
        values.append(newest)
    row = ", ".join(columns) or "1 AS one"
    return str(engine.value(f"SELECT {answering.sql} FROM (SELECT {row})", values))
