# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answer of a signal as one SQL expression: yes, no or unknown, for all addresses in one projection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.expression import parsed
from pandzicht.definitions.reads import indicators_of_signal, rests_on_absence_of
from pandzicht.definitions.signal import Signal
from pandzicht.signals.compiling import Context, compiled
from pandzicht.store.engine import Engine, quoted

DOUBT = "twijfel__"
"""Prefix of the columns that say whether a row of a source that is not linked could belong to the address."""
NEWEST = "nieuwst__"
"""Prefix of the columns with the date of the newest evidence row of an indicator."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What is needed to answer a signal: its SQL, and the extra columns that the SQL reads."""

    signal: str
    sql: str
    indicators: tuple[str, ...]
    doubts: tuple[str, ...]
    """Sources whose absence of rows it rests on."""
    newest: tuple[str, ...]
    """Indicators of which the newest evidence is needed."""


def answering(catalogue: Catalogue, signal: Signal, context: Context) -> Answering:
    """Return how a signal is answered on a peildatum.

    Precedence: `unknown_when`, then what `when` says (unknown when it cannot be known), then for a yes: unknown while
    a row that could not be linked may belong to the address, no when the newest evidence has expired.
    """
    doubts = rests_on_absence_of(catalogue, signal)
    newest = dated_indicators(catalogue, signal) if signal.expires else ()
    yes = "'yes'"
    if signal.expires and newest:
        last = ", ".join(quoted(NEWEST + name) for name in newest)
        limit = signal.expires.before(context.on).isoformat()
        yes = f"CASE WHEN greatest({last}) <= DATE '{limit}' THEN 'no' ELSE {yes} END"
    if doubts:
        doubted = " OR ".join(quoted(DOUBT + name) for name in doubts)
        yes = f"CASE WHEN {doubted} THEN 'unknown' ELSE {yes} END"
    when = compiled(parsed(signal.when), context)
    sql = f"CASE ({when}) WHEN TRUE THEN {yes} WHEN FALSE THEN 'no' ELSE 'unknown' END"
    if signal.unknown_when:
        sql = f"CASE WHEN {compiled(parsed(signal.unknown_when), context)} THEN 'unknown' ELSE {sql} END"
    return Answering(signal.signal, sql, indicators_of_signal(signal), doubts, newest)


def dated_indicators(catalogue: Catalogue, signal: Signal) -> tuple[str, ...]:
    """Return the indicators of a signal whose source dates its rows."""
    indicators = (catalogue.indicators[name] for name in indicators_of_signal(signal))
    return tuple(item.indicator for item in indicators if catalogue.sources[item.source].dated_by)


def answer_signals(engine: Engine, answerings: Sequence[Answering]) -> None:
    """Create table `signals` (address_no, address_id, one column per signal) from `indicators`, `newest` and `doubts`.

    `newest` is a table of address_no with the NEWEST columns; `doubts` of source, address_no.
    """
    sources = sorted({source for answering in answerings for source in answering.doubts})
    flags = _flags(sources)
    engine.run(f"CREATE OR REPLACE TEMP TABLE doubt_flags AS {flags}")
    doubted = "".join(f", coalesce(d.{quoted(DOUBT + name)}, FALSE) AS {quoted(DOUBT + name)}" for name in sources)
    newest = [name for name in engine.columns("newest") if name.startswith(NEWEST)]
    dates = "".join(f", n.{quoted(name)}" for name in newest)
    answers = "".join(f",\n {answering.sql} AS {quoted(answering.signal)}" for answering in answerings)
    engine.run(
        f"CREATE OR REPLACE TABLE signals AS SELECT address_no, address_id{answers} FROM ("
        f"SELECT i.*{doubted}{dates} FROM indicators i "
        "LEFT JOIN doubt_flags d USING (address_no) LEFT JOIN newest n USING (address_no))"
    )


def _flags(sources: Sequence[str]) -> str:
    if not sources:
        return "SELECT address_no FROM doubts WHERE FALSE"
    columns = ", ".join(f"bool_or(source = '{name}') AS {quoted(DOUBT + name)}" for name in sources)
    return f"SELECT address_no, {columns} FROM doubts GROUP BY address_no"


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
    for name in answering.doubts:
        columns.append(f"CAST(? AS BOOLEAN) AS {quoted(DOUBT + name)}")
        values.append(name in doubtful)
    for name in answering.newest:
        columns.append(f"CAST(? AS DATE) AS {quoted(NEWEST + name)}")
        values.append(newest)
    row = ", ".join(columns) or "1 AS one"
    return str(engine.value(f"SELECT {answering.sql} FROM (SELECT {row})", values))
