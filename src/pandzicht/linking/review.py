# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which links to ask a person about: the few whose answers change most.

Three kinds of answers change more than their own row. An answer about a row of a tier tells how often that tier is
right, and of a tier that is held back whether its rows are linked at all. An answer about a street that does not exist
under that name settles every row that spells it so. Any other answer settles one row. Every further answer of the same
kind tells less than the one before, so questions are shared out one by one, each to where it tells most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import heapify, heapreplace
from math import exp, sqrt
from typing import Any

from pandzicht.linking.probability import HELD, LEAST, PRIOR_WEIGHT, Measured
from pandzicht.linking.question import PARTS, Part, Question
from pandzicht.linking.result import DELIVERED
from pandzicht.linking.step import word
from pandzicht.linking.tier import State, Tier, tiers_of
from pandzicht.store.engine import Engine

BY_TEXT = (
    Tier.POSTCODE_STREET, Tier.POSTCODE_STREET_ALIKE, Tier.POSTCODE, Tier.UNIT_RECOMBINED, Tier.UNIT_PART, Tier.STREET,
    Tier.STREET_OTHER_POSTCODE, Tier.STREET_ALIKE, Tier.UNIT_IN_OTHER_WORDS, Tier.LEARNED_NAME,
    Tier.STREET_OTHER_BLOCK, Tier.STREET_AGAINST_POSTCODE, Tier.FORMER_NAME, Tier.UNKNOWN_ID,
)  # fmt: skip
"""The tiers of which an answer tells how often they are right."""
_ID = PARTS[-1]
WHOLE = 10.0
"""How much more it is that a row is linked or not than that its probability moves by a tenth of what it can."""
LIKELY = 0.5
"""What is expected of a row in doubt: it means its candidate, or it does not."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of which one answer tells something about the others: so many, as sure as is known from so many answers."""

    name: str
    rows: int
    probability: float
    answers: int
    held: bool = False
    single: bool = False
    """One answer settles them all."""

    def gain(self, asked: int) -> float:
        """Return what one more answer tells after so many others, in rows.

        >>> Kind("street", rows=1_000, probability=0.97, answers=0).gain(0) > Kind(
        ...     "street", rows=1_000, probability=0.97, answers=100).gain(0)
        True
        """
        if self.single:
            return 0.0 if asked else self.rows * LIKELY
        spread = sqrt(self.probability * (1 - self.probability))
        known = PRIOR_WEIGHT + self.answers + asked
        told = self.rows * spread * (1 / sqrt(known) - 1 / sqrt(known + 1))
        return told * (1 + (WHOLE - 1) * self._may_turn(spread / sqrt(known))) if self.held else told

    def _may_turn(self, error: float) -> float:
        """Return how well it may still be that the tier links where it does not, or the other way round."""
        return exp(-(((self.probability - float(LEAST)) / error) ** 2) / 2) if error else 0.0


def share_out(kinds: Sequence[Kind], questions: int) -> Mapping[str, int]:
    """Return how many of so many questions go to each kind; kinds that get none are left out.

    >>> share_out([Kind("a", 900, 0.9, 0), Kind("b", 100, 0.9, 0)], 4)
    {'a': 4}
    """
    asked = dict.fromkeys((kind.name for kind in kinds), 0)
    heap = [(-kind.gain(0), place) for place, kind in enumerate(kinds)]
    heapify(heap)
    for _ in range(questions):
        if not heap or heap[0][0] >= 0:
            break
        kind = kinds[heap[0][1]]
        if asked[kind.name] + 1 >= kind.rows:
            heapreplace(heap, (0.0, heap[0][1]))
        else:
            heapreplace(heap, (-kind.gain(asked[kind.name] + 1), heap[0][1]))
        asked[kind.name] += 1
    return {name: count for name, count in asked.items() if count}


def tier_kinds(rows: Mapping[Tier, int], measured: Iterable[Measured]) -> list[Kind]:
    """Return a kind of rows per tier of the text, from how many rows each has and what is known of it."""
    found: dict[Tier, Measured] = {}
    for each in measured:
        if each.tier not in found or each.source is not None:
            found[each.tier] = each
    return [
        Kind(tier.value, rows[tier], float(found[tier].probability), _answers(found[tier]), held=tier in HELD)
        for tier in BY_TEXT
        if rows.get(tier)
    ]


def _answers(measured: Measured) -> int:
    """Return how many answers are known; what a source's loss of letters tells is no answer of anybody."""
    return measured.rows if measured.source is None else 0


_IN_DOUBT = ", ".join(
    word(tier) for tier in tiers_of(State.DOUBTFUL) if tier not in {Tier.JUDGED_UNSURE, Tier.JUDGED_CONFLICT}
)

_ASKABLE = f"""
CREATE OR REPLACE TABLE link_askable AS
SELECT r.source, r.row_id, r.rowid AS row_at, r.tier, r.address_no, NULL::INTEGER AS other_no, NULL::VARCHAR AS spelled
FROM link_rows r ANTI JOIN link_protected_rows p ON p.row_at = r.rowid
WHERE r.tier IN ({{by_text}}) AND hash(r.row_id, {{seed}}) % {{every}} = 0
UNION ALL
SELECT d.source, d.row_id, d.row_at, d.tier, coalesce(d.address_no, d.candidate_no),
  CASE WHEN d.address_no IS NOT NULL THEN d.candidate_no END,
  CASE WHEN o.given NOT IN (FROM link_streets) AND d.tier IN ({_IN_DOUBT})
    THEN concat(o.given, ' = ', n.straat) END
FROM link_decided d JOIN link_open o USING (row_at)
LEFT JOIN (SELECT address_no, min(straat) AS straat FROM link_names WHERE head GROUP BY address_no) n
  ON n.address_no = d.candidate_no
WHERE d.truth IS NULL AND NOT d.names_protected AND (d.tier IN ({{by_text}}) OR d.tier IN ({_IN_DOUBT}))
  AND coalesce(d.address_no, d.candidate_no) IS NOT NULL
"""
"""Rows that a person can be asked about: of the settled ones a draw, of the others all."""


def _parts(table: str, object_id: str) -> str:
    own = [f"{table}.{name}::VARCHAR" for name in PARTS if name != _ID]
    own.append(f"lpad({object_id}::VARCHAR, 16, '0')")
    return f"[{', '.join(own)}]"


_QUESTIONS = f"""
WITH kinds AS (
  SELECT *, coalesce(spelled,
    CASE WHEN tier IN ({_IN_DOUBT}) THEN concat(source, ' ', row_id) ELSE tier::VARCHAR END) AS kind
  FROM link_askable
), drawn AS (
  SELECT k.*, s.rows FROM kinds k JOIN link_shares s USING (kind)
  QUALIFY row_number() OVER (PARTITION BY kind ORDER BY hash(k.row_id, {{seed}}), k.source, k.row_id) <= s.questions
)
SELECT d.source::VARCHAR, lower(printf('%016x', d.row_id)), {DELIVERED}, a.address_id, a.adres, b.adres,
  d.tier::VARCHAR, d.rows, b.address_id, {_parts("r", "r.object_id")}, {_parts("h", "a.object_id")}
FROM drawn d JOIN link_rows r ON r.rowid = d.row_at
JOIN addresses a ON a.address_no = d.address_no LEFT JOIN addresses b ON b.address_no = d.other_no
LEFT JOIN (SELECT DISTINCT ON (address_no) * FROM link_names WHERE head ORDER BY address_no, nummeraanduiding_id) h
  ON h.address_no = d.address_no
ORDER BY d.rows DESC, d.kind, 1, 2
"""

DRAWN = 100_000
"""About how many settled rows are drawn from."""
_WITHHELD = """
DELETE FROM link_askable
WHERE address_no IN (SELECT unnest($withheld::INTEGER[])) OR other_no IN (SELECT unnest($withheld::INTEGER[]))
"""
_KINDS = f"""
SELECT coalesce(spelled, concat(source, ' ', row_id)) AS kind, count(*) AS rows FROM link_askable
WHERE tier IN ({_IN_DOUBT}) GROUP BY kind ORDER BY rows DESC, kind LIMIT {{questions}}
"""


def choose_questions(
    engine: Engine, measured: Sequence[Measured], *, questions: int, seed: int, withheld: Sequence[int] = ()
) -> tuple[Question, ...]:
    """Return the questions whose answers change most, the furthest reaching first; the same seed asks the same.

    Reads the tables of the linker before they are cleared. Rows of protected objects, rows that people judged already,
    and rows that are tied to a `withheld` address (by number), or may mean one, are never asked about.
    """
    by_text = ", ".join(word(tier) for tier in BY_TEXT)
    every = max(1, engine.value("SELECT count(*) FROM link_rows") // DRAWN)
    engine.run(_ASKABLE.format(by_text=by_text, every=every, seed=seed))
    if withheld:
        engine.run(_WITHHELD, {"withheld": list(withheld)})
    kinds = tier_kinds(_tier_rows(engine), measured)
    kinds += [
        Kind(name, rows, LIKELY, 0, single=True) for name, rows in engine.rows(_KINDS.format(questions=questions))
    ]
    shares = share_out(kinds, questions)
    rows = {kind.name: kind.rows for kind in kinds}
    engine.run("CREATE OR REPLACE TABLE link_shares (kind VARCHAR, questions INTEGER, rows BIGINT)")
    for name, count in shares.items():
        engine.run("INSERT INTO link_shares VALUES (?, ?, ?)", [name, count, rows[name]])
    found = engine.rows(_QUESTIONS.format(seed=seed))
    for table in ("link_askable", "link_shares"):
        engine.run(f"DROP TABLE {table}")
    chances = _chances(measured)
    return tuple(_question(values, chances) for values in found)


def _chances(measured: Iterable[Measured]) -> dict[tuple[str | None, Tier], Decimal]:
    return {(each.source, each.tier): each.probability for each in measured}


def _question(values: Sequence[Any], chances: Mapping[tuple[str | None, Tier], Decimal]) -> Question:
    source, row_id, delivered, address_id, address, other, word, rows, other_id, given, known = values
    tier = Tier(word)
    own = (Part(*each) for each in zip(PARTS, given, known or [None] * len(PARTS), strict=True))
    return Question(
        source=source,
        row_id=row_id,
        delivered=delivered,
        address_id=address_id,
        address=address,
        other=other,
        tier=tier,
        changes=rows,
        other_id=other_id,
        probability=chances.get((source, tier), chances.get((None, tier))),
        parts=tuple(part for part in own if part.agreement and (part.delivered or part.name != _ID)),
    )


def _tier_rows(engine: Engine) -> dict[Tier, int]:
    counted = engine.rows(
        "SELECT tier::VARCHAR, sum(rows)::BIGINT FROM ("
        "SELECT tier, count(*) AS rows FROM link_rows WHERE tier IS NOT NULL GROUP BY tier UNION ALL "
        "SELECT tier, count(*) FROM link_decided WHERE truth IS NULL GROUP BY tier) GROUP BY 1"
    )
    return {Tier(tier): rows for tier, rows in counted}
