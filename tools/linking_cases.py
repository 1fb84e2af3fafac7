# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The frozen hard cases of linking: each a row as it was delivered, the answer of a person, and the linker's.

A case is spelled as intake spells a source, and linked as a source of its own, so that no case changes what becomes of
another. `right` in `cases.csv` is the object, pand or located place that the row means, `twijfel` where a careful clerk
could not choose, or `geen` where it means nothing in this town.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow as pa

from pandzicht.definitions.source import Role, Source
from pandzicht.linking.link import LinkSource, link_sources
from pandzicht.linking.tier import State, Tier
from pandzicht.sources.links import spell_links
from pandzicht.sources.typed_table import ROW, TYPED
from pandzicht.store.engine import Engine
from tools.case_town import Line, build_town, lines_of

_FOLDER = Path("tests/linking/cases")
TOWN, CASES, JUDGED = (_FOLDER / name for name in ("town.csv", "cases.csv", "cases-judged.csv"))
"""Within the repository: the town, the cases, and what today's linker makes of them."""

IN_DOUBT, NOWHERE = "twijfel", "geen"
ROLES = {
    "straat": Role.STRAAT, "huisnummer": Role.HUISNUMMER, "huisletter": Role.HUISLETTER,
    "toevoeging": Role.TOEVOEGING, "postcode": Role.POSTCODE, "woonplaats": Role.WOONPLAATS,
    "object_id": Role.OBJECT_ID, "nummeraanduiding_id": Role.NUMMERAANDUIDING_ID, "pand_id": Role.PAND_ID,
    "x": Role.X_RD, "y": Role.Y_RD, "tekst": Role.ADRES,
}  # fmt: skip
"""The columns of a case that are delivered, and what each means to intake."""


class Verdict(StrEnum):
    """What a judgement is worth beside the answer of a person."""

    RIGHT = "right"
    DOUBT = "doubt"
    """In doubt, while a person would choose, or would know that it is not here."""
    WRONG = "wrong link"
    """Tied to something else than it means: the only harm that nobody sees."""
    NOT_FOUND = "not found"
    """Told to be unknown here, while a person finds it, or sees two that it may be."""


@dataclass(frozen=True, slots=True)
class Case:
    """One row as it was delivered, and what it means in the eyes of a person."""

    group: str
    note: str
    delivered: Mapping[str, str]
    right: str

    @property
    def text(self) -> str:
        """The delivered fields in one readable text."""
        told = " · ".join(f"{name} {value}" for name, value in self.delivered.items() if value)
        return told.replace("\n", "⏎") or "(leeg)"


@dataclass(frozen=True, slots=True)
class Judged:
    """What the linker makes of a case: `found` is the id it is tied to, `candidate` the one that it might be."""

    case: Case
    state: State
    tier: Tier
    found: str
    candidate: str
    address: str
    probability: str

    @property
    def verdict(self) -> Verdict:
        """How the judgement stands beside the answer of a person."""
        if self.state is State.LINKED:
            return Verdict.RIGHT if self.found == self.case.right else Verdict.WRONG
        if self.state is State.DOUBTFUL:
            return Verdict.RIGHT if self.case.right == IN_DOUBT else Verdict.DOUBT
        return Verdict.RIGHT if self.case.right == NOWHERE else Verdict.NOT_FOUND


def cases_of(path: Path) -> list[Case]:
    """Return the cases of a file, in its order."""
    return [
        Case(line["group"], line["note"], {name: line[name] for name in ROLES}, line["right"])
        for line in lines_of(path)
    ]


def judge(town: Sequence[Line], cases: Sequence[Case]) -> list[Judged]:
    """Return what today's linker makes of each case, in the order given."""
    with Engine() as engine:
        build_town(engine, town)
        _spell(engine, cases)
        found = {row[0]: row[1:] for run in _runs(cases) for row in _linked(engine, run)}
    answers = [found[place] for place in range(len(cases))]
    return [
        Judged(case, State(state), Tier(tier), *rest) for case, (state, tier, *rest) in zip(cases, answers, strict=True)
    ]


def judged_cases(root: Path) -> list[Judged]:
    """Return what today's linker makes of the cases of a repository."""
    return judge(lines_of(root / TOWN), cases_of(root / CASES))


def judged_text(judged: Sequence[Judged]) -> str:
    """Return the judgements as the committed CSV: one line a case, in the order of the cases."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(("group", "delivered", "right", "verdict", "state", "tier", "found", "candidate", "address", "p"))
    for each in judged:
        lines.writerow(
            (each.case.group, each.case.text, each.case.right, each.verdict, each.state, each.tier, each.found,
             each.candidate, each.address, each.probability)
        )  # fmt: skip
    return text.getvalue()


_SOURCE: Mapping[str, object] = {
    "source": "cases",
    "label": {"nl": "Gevallen"},
    "owner": "Pandzicht",
    "reader": "csv",
    "delivery": "full",
    "legal_basis": [{"article": "geen: verzonnen", "verified": "te_toetsen"}],
    "supply": "wettelijk",
    "purposes": ["wonen"],
    "retention": "P1Y",
    "fields": {name: {"from": name, "role": role.value} for name, role in ROLES.items()},
}

_FOUND = """
SELECT l.row_no, l.state::VARCHAR, l.tier::VARCHAR,
  coalesce(a.address_id, lpad(p.pand_id::VARCHAR, 16, '0'), ''), coalesce(c.address_id, ''),
  coalesce(a.adres, c.adres, ''), coalesce(round(l.probability, 2)::VARCHAR, '')
FROM links l
LEFT JOIN addresses a ON a.address_no = l.address_no
LEFT JOIN panden p ON p.pand_no = l.pand_no
LEFT JOIN addresses c ON c.address_no = l.runner_up
"""
_AT_ONCE = 100
"""Sources in one run: the engine plans many of them worse than it reads them."""


def _runs(cases: Sequence[Case]) -> Iterator[Sequence[int]]:
    """Yield the places of the cases that are linked together.

    Those with an object id go together: on them a run measures how sure its tiers are, for itself only.
    """
    with_id = [place for place, case in enumerate(cases) if case.delivered["object_id"]]
    without = [place for place, case in enumerate(cases) if not case.delivered["object_id"]]
    yield with_id
    for start in range(0, len(without), _AT_ONCE):
        yield without[start : start + _AT_ONCE]


def _linked(engine: Engine, places: Sequence[int]) -> list[tuple[Any, ...]]:
    """Link some of the spelled cases, each as a source of its own."""
    for place in places:
        engine.run(f"CREATE TEMP VIEW case_{place} AS FROM spelled_cases WHERE row_no = {place}")
    link_sources(engine, [LinkSource(f"case_{place}", f"case_{place}") for place in places])
    return engine.rows(_FOUND)


def _spell(engine: Engine, cases: Sequence[Case]) -> None:
    """Make the table of all cases with their link columns, spelled as intake spells a source."""
    rows = [
        {ROW: place, **{name: value.strip() or None for name, value in case.delivered.items()}}
        for place, case in enumerate(cases)
    ]
    schema = pa.schema([(ROW, pa.int32()), *((name, pa.string()) for name in ROLES)])
    engine.register("delivered_cases", pa.Table.from_pylist(rows, schema))
    engine.run(f"CREATE TEMP TABLE {TYPED} AS FROM delivered_cases")
    links = spell_links(engine, Source.model_validate(_SOURCE))
    columns = ", ".join(f"{sql} AS {name}" for name, sql in links.columns.items())
    engine.run(
        f"CREATE TEMP TABLE spelled_cases AS SELECT 0::SMALLINT AS delivery_no, t.{ROW} AS row_no, "
        f"(t.{ROW} + 1)::UBIGINT AS row_id, {columns} FROM {TYPED} AS t {links.joins}"
    )
