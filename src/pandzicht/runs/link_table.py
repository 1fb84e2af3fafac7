# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any table with addresses tied to the addresses of a workspace: the linker on its own.

Nothing of the table is kept but what the caller writes. Columns that may never be used are dropped before anything else
is done with it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from pandzicht.addresses.spine_content import spine_content
from pandzicht.definitions.admission import LOOSE_TABLES, Answers
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.source import Role
from pandzicht.definitions.words import Text
from pandzicht.errors import DeliveryFaults
from pandzicht.exports.linked_columns import ANSWER, KEY, names_beside
from pandzicht.governance.access import Sight
from pandzicht.governance.desk import Operation
from pandzicht.language import Language, message
from pandzicht.linking.link import LinkSource, link_sources
from pandzicht.linking.tier import MEANINGS, State, Tier
from pandzicht.runs.earlier_answers import TAKEN, is_of_spine, key_of, on_scale, take_over
from pandzicht.runs.link_answers import ANSWERS, LINKS, answer_rows, tier_told
from pandzicht.runs.link_stage import stand
from pandzicht.runs.loose_table import LooseTable, TableFaults
from pandzicht.runs.plan import Dates, RunPlan, code_version, plan_spine
from pandzicht.runs.spine_stage import make_spine
from pandzicht.runs.withheld import withheld_addresses, withhold
from pandzicht.sources.loose_rows import KEYS, NAME, VIEW, Malformed, hold_rows, spell_rows
from pandzicht.sources.table_roles import TableRoles, roles_of
from pandzicht.sources.typed_table import ROW
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace

Progress = Callable[[str, float], None]
"""Told what is being done and which part of the whole is behind us (0 to 1)."""

MEMORY_MIB = 2_000
_OTHER_SPINE = message("The addresses are not those of the earlier result, so every row was linked anew.")
_MOSTLY_NEW = message(
    "Fewer than half of the rows stand unchanged in the earlier result, so every row was linked anew: how sure a link "
    "is, is measured over the whole file."
)


@dataclass(frozen=True, slots=True)
class LinkAsk:
    """How a table is linked: on which day, what its columns mean (`ROLE=COLUMN`), and in which language it is told."""

    on: date
    known: date
    name: str = "table"
    """What the table is called where a fault is told."""
    roles: Sequence[str] = ()
    language: Language = Language.NL


@dataclass(frozen=True, slots=True)
class LinkedTable:
    """A table with its answers: all its rows in their order, its own columns, and behind them those of the answers."""

    table: pa.Table
    added: tuple[str, ...]
    """The names of the added columns, in the order of `linked_columns.TYPES`."""
    tiers: Mapping[Tier, int]
    """How many rows were decided how; protected rows are among those that were not found."""
    roles: TableRoles
    malformed: tuple[Malformed, ...]
    """Of the rows that were linked now."""
    addresses: int
    on: date
    language: Language
    stands_in: str = ""
    """The source that stands in for the BAG, if any."""
    earlier: int | None = None
    """How many rows took over the answer of an earlier result; None when there was none."""
    anew: Text | None = None
    """Why nothing was taken over."""

    def rows(self, state: State | None = None) -> int:
        """Return how many rows there are, or how many ended in a state."""
        return sum(count for tier, count in self.tiers.items() if state in {None, MEANINGS[tier].state})


def link_table(  # noqa: PLR0913 - whose table, for whom, and how; each is told by name
    workspace: Workspace,
    operation: Operation,
    catalogue: Catalogue,
    table: LooseTable,
    ask: LinkAsk,
    *,
    earlier: LooseTable | None = None,
    threads: int = 2,
    progress: Progress = lambda _label, _part: None,
) -> LinkedTable:
    """Tie every row of a table to an address of the workspace, or say why not.

    Rows whose answer still stands in `earlier`, a result of linking, take it over. What whoever asks may not see reads
    like what does not exist. Raises TableFaults when the columns say no address, NotAvailable when none is loaded.
    """
    plan = plan_spine(workspace, catalogue, Dates(ask.on, ask.known), with_areas=operation.sight.areas is not None)
    roles = _roles(table, ask, catalogue.answers_on(LOOSE_TABLES))
    own = table.own.drop_columns([*roles.refused, *roles.unsure])
    before = earlier.answers if earlier else table.answers
    with Engine(threads=threads, memory_mib=MEMORY_MIB) as engine:
        spine, addresses = _spine(plan, engine, operation, progress)
        hold_rows(engine, own, roles.of, basis=_basis(spine, roles, ask.language))
        taken = take_over(engine, before, ask.language) if before is not None else 0
        malformed = _link(engine, roles.of, ask.language, taken=taken, sight=operation.sight)
        answers = _answers(engine, spine, taken=taken)
    added = names_beside(own.column_names)
    return LinkedTable(
        table=_beside(own, answers.rename_columns(list(added))),
        added=added,
        tiers=_counted(answers["reden"], ask.language),
        roles=roles,
        malformed=malformed,
        addresses=addresses,
        on=ask.on,
        language=ask.language,
        stands_in=plan.spine[0].source if plan.spine_is_declared else "",
        earlier=None if before is None else taken,
        anew=None if before is None or taken else _why_anew(before, spine),
    )


def _why_anew(before: pa.Table, spine: str) -> Text:
    return Text.of(_MOSTLY_NEW) if is_of_spine(before, spine) else Text.of(_OTHER_SPINE)


def _roles(table: LooseTable, ask: LinkAsk, answers: Answers) -> TableRoles:
    try:
        return roles_of(table.own, ask.roles, file=ask.name, answers=answers)
    except DeliveryFaults as error:
        raise TableFaults(f"the columns of {ask.name}", error.faults) from error


def _spine(plan: RunPlan, engine: Engine, operation: Operation, progress: Progress) -> tuple[str, int]:
    """Make the tables of the spine; return their content and the number of addresses.

    For whoever does not see all of them the content is one of this act alone, which no other result has.
    """
    progress("addresses", 0.1)
    stand(plan, engine)
    account = make_spine(plan, engine)
    progress("linking", 0.6)
    content = spine_content(engine)
    if not operation.sight.is_whole:
        content = hashlib.sha256(f"{content}\n{operation.act.operation_id}".encode()).hexdigest()
    return content, int(account["addresses"])


def _basis(spine: str, roles: TableRoles, language: Language) -> str:
    """Return the hash of all that an answer rests on beside the row itself."""
    parts = [spine, code_version(), language, *sorted(roles.of)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _link(
    engine: Engine, roles: Mapping[Role, str], language: Language, *, taken: int, sight: Sight
) -> tuple[Malformed, ...]:
    """Link the rows that took nothing over, and make the table of their answers."""
    malformed = spell_rows(engine, roles, without=TAKEN if taken else "")
    link_sources(engine, [LinkSource(NAME, VIEW)])
    withhold(engine, withheld_addresses(engine, sight))
    answer_rows(engine, language, links=on_scale(engine) if taken else LINKS)
    return malformed


def _answers(engine: Engine, spine: str, *, taken: int) -> pa.Table:
    """Return the answer and the key of every row, in the order of the rows."""
    columns = ", ".join((ROW, *ANSWER))
    rows = f"SELECT {columns} FROM {ANSWERS}" + (f" UNION ALL SELECT {columns} FROM {TAKEN}" if taken else "")
    keyed = f"SELECT *, {key_of(spine)} AS {KEY} FROM ({rows}) JOIN {KEYS} USING ({ROW})"
    return engine.ordered(f"({keyed})", ROW).select([*ANSWER, KEY])


def _beside(own: pa.Table, answers: pa.Table) -> pa.Table:
    for name in answers.column_names:
        own = own.append_column(name, answers[name])
    return own


def _counted(reasons: pa.ChunkedArray, language: Language) -> dict[Tier, int]:
    told = tier_told(language)
    counts = Counter({told[item["values"]]: item["counts"] for item in reasons.value_counts().to_pylist()})
    return {tier: counts[tier] for tier in MEANINGS if counts[tier]}
