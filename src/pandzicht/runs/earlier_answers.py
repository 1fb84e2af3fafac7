# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers that an earlier result gave and that still hold, so that only new and changed rows are linked.

The last column of a result is a key of three parts: the addresses (`spine`), the row with all else on which its answer
rests (`content`), and the answer itself (`seal`). A row takes its earlier answer over when its content is the same and
the seal fits the answer that stands there: an answer that somebody changed, or a program rounded, is found anew.

How sure a kind of link is, is measured over a whole table. New rows therefore get the certainty that the earlier result
gave their kind of link (`on_scale`), and when they outnumber the rows that stay, everything is linked anew.
"""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa

from pandzicht.exports.linked_columns import ANSWER, CHANCE, KEY, TYPES
from pandzicht.language import Language
from pandzicht.linking.tier import Tier
from pandzicht.runs.link_answers import LINKS, tier_told
from pandzicht.sources.loose_rows import KEYS
from pandzicht.sources.typed_table import ROW
from pandzicht.store.engine import Engine, literal
from pandzicht.store.row_text import canonical_text, content_number

TAKEN = "loose_taken"
_GIVEN, _EARLIER, _SCALE, _TIERS = "earlier_given", "earlier_answers", "link_scale", "earlier_tiers"
SPINE_DIGITS = 8
_PART, _LOST = literal(Tier.UNIT_PART.value), literal(Tier.UNIT_MAY_BE_LOST.value)


def seal() -> str:
    """Return the SQL of the seal of an answer: over `content` and the columns of the answer."""
    types = {name: "DECIMAL(5,4)" if TYPES[name] == CHANCE else "VARCHAR" for name in ANSWER}
    text = canonical_text(["content", *ANSWER], {"content": "VARCHAR", **types})
    return f"lower(printf('%016x', {content_number(text)}))"


def key_of(spine: str) -> str:
    """Return the SQL of the key of a row with its answer, of which `spine` are the addresses."""
    return f"concat_ws('-', {literal(spine[:SPINE_DIGITS])}, content, {seal()})"


def take_over(engine: Engine, earlier: pa.Table, language: Language) -> int:
    """Make the table `loose_taken` (delivered_no, an answer) of the held rows whose earlier answer holds; count them.

    `earlier` has the columns of an answer and the key as text. No row is taken over when those that are not would
    outnumber them.
    """
    told = tier_told(language)
    engine.register(_TIERS, pa.table({"reden": list(told), "told": [tier.value for tier in told.values()]}))
    engine.register(_GIVEN, earlier)
    chosen = ", ".join(_read(name) for name in ANSWER)
    parts = f"split_part({KEY}, '-', 2) AS content, split_part({KEY}, '-', 3) AS seal"
    engine.run(
        f"CREATE OR REPLACE TABLE {_EARLIER} AS SELECT DISTINCT ON (content) * FROM "
        f"(SELECT {chosen}, {parts} FROM {_GIVEN}) JOIN {_TIERS} USING (reden) WHERE seal = {seal()} ORDER BY content"
    )
    engine.forget(_GIVEN)
    engine.forget(_TIERS)
    engine.run(
        f"CREATE OR REPLACE TABLE {TAKEN} AS SELECT k.{ROW}, {', '.join(ANSWER)} "
        f"FROM {KEYS} k JOIN {_EARLIER} e USING (content)"
    )
    rows, taken = (int(engine.value(f"SELECT count(*) FROM {table}")) for table in (KEYS, TAKEN))
    if 2 * taken < rows:
        engine.run(f"DELETE FROM {TAKEN}")
        return 0
    return taken


def is_of_spine(earlier: pa.Table, spine: str) -> bool:
    """Tell whether any row of an earlier result was answered from these addresses."""
    return any(str(key).startswith(f"{spine[:SPINE_DIGITS]}-") for key in earlier[KEY].unique().to_pylist())


def on_scale(engine: Engine) -> str:
    """Return the query of the links that may be told, as sure as the earlier result says that their kind is.

    A kind that it does not have keeps what was measured now. Whether a bare house number beside units is linked or
    left in doubt is decided as it was there.
    """
    engine.run(
        f"CREATE OR REPLACE TABLE {_SCALE} AS SELECT told AS tier, min(zekerheid) AS probability "
        f"FROM {_EARLIER} GROUP BY told"
    )
    return _scaled(_turned({tier for (tier,) in engine.rows(f"SELECT tier FROM {_SCALE}")}))


def _turned(found: Collection[str]) -> str:
    """Return the links with the rows that may have lost a letter or addition decided as they were before."""
    if Tier.UNIT_PART in found:
        return (
            f"SELECT row_no, replace(tier, {_LOST}, {_PART}) AS tier, probability, disagreed, "
            f"CASE WHEN tier = {_LOST} THEN runner_up ELSE address_no END AS address_no, "
            f"CASE WHEN tier <> {_LOST} THEN runner_up END AS runner_up, gap FROM ({LINKS})"
        )
    if Tier.UNIT_MAY_BE_LOST in found:
        return (
            f"SELECT row_no, replace(tier, {_PART}, {_LOST}) AS tier, disagreed, "
            f"CASE WHEN tier <> {_PART} THEN address_no END AS address_no, "
            f"CASE WHEN tier <> {_PART} THEN probability END AS probability, "
            f"CASE WHEN tier = {_PART} THEN address_no ELSE runner_up END AS runner_up, "
            f"CASE WHEN tier <> {_PART} THEN gap END AS gap FROM ({LINKS})"
        )
    return LINKS


def _scaled(links: str) -> str:
    """Return the links with the certainty of their tier on the scale; what remains is for the other address."""
    alone = "WHEN l.runner_up IS NULL THEN s.probability"
    beside = "greatest(0, 2 * s.probability - 1)::DECIMAL(5,4)"
    return (
        "SELECT l.row_no, l.tier, l.address_no, l.disagreed, l.runner_up, "
        "coalesce(s.probability, l.probability) AS probability, "
        f"CASE WHEN s.probability IS NULL THEN l.gap {alone} ELSE {beside} END AS gap "
        f"FROM ({links}) l LEFT JOIN {_SCALE} s ON s.tier = l.tier"
    )


def _read(name: str) -> str:
    if TYPES[name] == CHANCE:
        return f"TRY_CAST({name} AS DECIMAL(5,4)) AS {name}"
    return name
