# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The judgements of somebody who knows the truth on so many rows that are labels, chosen as the product chooses.

`python -m bench.linking.ask FOLDER COUNT`; kept for `bench.linking.judgements`. Rows that are labels are left out of
scoring, whether they were asked about or not.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import pyarrow.parquet as pq
import typer

from bench.linking.judgements import FILE
from bench.linking.rows import take_in
from bench.linking.spine import lay_spine
from pandzicht.linking.judgement import Said
from pandzicht.linking.link import link_sources
from pandzicht.linking.review import share_out, tier_kinds
from pandzicht.linking.tier import MEANINGS, State, Tier
from pandzicht.store.engine import Engine, literal

_LABELS = """
SELECT l.source::VARCHAR AS source, lower(printf('%016x', l.row_id)) AS row_id, l.tier::VARCHAR AS tier,
  a.address_id, s.truth IS NOT DISTINCT FROM a.address_no AS is_true
FROM links l JOIN read_parquet({file}) s ON s.row_no = l.row_no
JOIN addresses a ON a.address_no = coalesce(l.address_no, l.runner_up)
WHERE s.is_label ORDER BY hash(l.row_no)
"""
_BACK = {Tier.POSTCODE_DIFFERS: Tier.STREET_AGAINST_POSTCODE, Tier.UNIT_MAY_BE_LOST: Tier.UNIT_PART}
"""Why a row is in doubt -> the tier that was held back."""


def main(
    folder: Annotated[Path, typer.Argument(help="The data set.")],
    count: Annotated[int, typer.Argument(help="How many rows are asked about.")],
) -> None:
    """Ask about rows that are labels, and keep the answers."""
    with Engine() as engine:
        lay_spine(engine, folder)
        result = link_sources(engine, take_in(engine, folder))
        file = literal((folder / "said.parquet").as_posix())
        labels = engine.rows(_LABELS.format(file=file))
    rows = Counter[Tier]()
    for each in result.counts:
        tier = _BACK.get(each.tier, each.tier)
        if MEANINGS[tier].state is State.LINKED:
            rows[tier] += each.rows
    shares = dict(share_out(tier_kinds(rows, result.measured), count))
    asked = []
    for source, row_id, tier, address_id, is_true in labels:
        name = _BACK.get(Tier(tier), Tier(tier)).value
        if shares.get(name, 0) > 0:
            shares[name] -= 1
            asked.append((source, row_id, address_id, Said.SAME if is_true else Said.DIFFERENT))
    columns = ("source", "row_id", "address_id", "said")
    kept = pa.Table.from_pylist(
        [dict(zip(columns, row, strict=True)) for row in asked],
        pa.schema([(name, pa.string()) for name in columns]),
    )
    pq.write_table(kept, folder / FILE)
    print(f"{kept.num_rows} rows judged")


if __name__ == "__main__":
    typer.run(main)
