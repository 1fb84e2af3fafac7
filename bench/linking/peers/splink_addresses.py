# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Splink on the same columns: both sides read and spelled by the product, then compared and decided by Splink.

`python -m bench.linking.peers.splink_addresses FOLDER OUT [--model FILE] [--save FILE]`. Without a model it is trained
here: m from the rows of the data set that are labels, u from random pairs. Written are the best address of each row,
its probability, and how far behind the next address is; the threshold is chosen where links are scored.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Annotated, Any

import splink.comparison_level_library as cll
import splink.comparison_library as cl
import typer
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.linking.rows import take_in
from bench.linking.spine import lay_spine
from pandzicht.linking.unit import unit_of
from pandzicht.store.engine import Engine, parquet_list

MEMORY_MIB = 6_000
RANDOM_PAIRS = 2e6
COMPARED = "straat, huisnummer, eenheid, postcode, wijk, woonplaats, label"

_ROWS = f"""
CREATE TABLE messy AS SELECT row_no AS unique_id, link_straat AS straat, link_huisnummer AS huisnummer,
  {unit_of("link_huisletter", "link_toevoeging")} AS eenheid, link_postcode AS postcode, left(link_postcode, 4) AS wijk,
  link_woonplaats AS woonplaats, CASE WHEN is_label THEN truth END AS label
FROM ({{views}}) JOIN (SELECT row_no, truth, is_label FROM {{said}}) USING (row_no)
"""
_NAMES = f"""
CREATE TABLE official AS SELECT row_number() OVER ()::INTEGER AS unique_id, straat_norm AS straat, huisnummer,
  {unit_of("huisletter", "toevoeging")} AS eenheid, postcode, left(postcode, 4) AS wijk, woonplaats_norm AS woonplaats,
  address_no AS label FROM address_names
"""
_BEST = """
COPY (
  WITH pairs AS (
    SELECT m.unique_id AS row_no, o.label AS address_no, max(match_weight) AS weight
    FROM (SELECT CASE WHEN source_dataset_l = 'messy' THEN unique_id_l ELSE unique_id_r END AS row_no,
        CASE WHEN source_dataset_l = 'messy' THEN unique_id_r ELSE unique_id_l END AS name_no, match_weight
      FROM {pairs}) p
    JOIN messy m ON m.unique_id = p.row_no JOIN official o ON o.unique_id = p.name_no GROUP BY ALL
  )
  SELECT row_no, arg_max(address_no, weight) AS address_no, max(weight) AS weight,
    1 / (1 + power(2, -max(weight))) AS probability, max(weight) - coalesce(max(weight, 2)[2], -100) AS gap
  FROM pairs GROUP BY row_no
) TO '{out}' (FORMAT parquet)
"""


def settings(addresses: int) -> SettingsCreator:
    """Return what is compared, and which pairs are."""
    unit = cl.CustomComparison(
        output_column_name="eenheid",
        comparison_levels=[
            cll.NullLevel("eenheid"),
            cll.ExactMatchLevel("eenheid"),
            cll.CustomLevel("eenheid_l = '' OR eenheid_r = ''", label_for_charts="one of them has none"),
            cll.ElseLevel(),
        ],
    )
    postcode = cl.CustomComparison(
        output_column_name="postcode",
        comparison_levels=[
            cll.NullLevel("postcode"),
            cll.ExactMatchLevel("postcode"),
            cll.DamerauLevenshteinLevel("postcode", 1),
            cll.ExactMatchLevel("wijk"),
            cll.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=1 / addresses,
        comparisons=[
            cl.JaroWinklerAtThresholds("straat", [0.95, 0.88, 0.8]),
            cl.ExactMatch("huisnummer"),
            unit,
            postcode,
            cl.ExactMatch("woonplaats"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("postcode", "huisnummer"),
            block_on("straat", "huisnummer"),
            block_on("huisnummer", "eenheid", "woonplaats", "substr(straat, 1, 3)"),
            block_on("huisnummer", "eenheid", "wijk", "substr(straat, 1, 2)"),
        ],
        retain_matching_columns=False,
    )


def main(
    folder: Annotated[Path, typer.Argument(help="The data set.")],
    out: Annotated[Path, typer.Argument(help="The file of best addresses.")],
    model: Annotated[Path | None, typer.Option(help="A saved model; without it one is trained.")] = None,
    save: Annotated[Path | None, typer.Option(help="Where to save what was trained.")] = None,
) -> None:
    """Link the messy rows of a data set with Splink."""
    logging.disable(logging.WARNING)
    with Engine(memory_mib=MEMORY_MIB) as engine:
        lay_spine(engine, folder)
        views = " UNION ALL ".join(f"SELECT * FROM {source.view}" for source in take_in(engine, folder))
        engine.run(_ROWS.format(views=views, said=parquet_list([folder / "said.parquet"])))
        engine.run(_NAMES)
        # the peer works in the same engine, so that nothing is copied on its account
        connection = engine._connection  # noqa: SLF001 - the peer needs the engine itself
        interface = DuckDBAPI(connection)
        tables = [interface.register(name, dataset_display_name=name) for name in ("messy", "official")]
        chosen: Any = model or settings(engine.value("SELECT count(*) FROM addresses"))
        linker = Linker(tables, chosen)
        if model is None:
            linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
            linker.training.estimate_m_from_label_column("label")
            if save:
                linker.misc.save_model_to_json(save.as_posix(), overwrite=True)
        pairs = linker.inference.predict(threshold_match_weight=-10)
        engine.run(_BEST.format(pairs=pairs.physical_name, out=out.as_posix()))
        count = engine.value(f"SELECT count(*) FROM {pairs.physical_name}")
    print(json.dumps({"pairs": count}))


if __name__ == "__main__":
    typer.run(main)
