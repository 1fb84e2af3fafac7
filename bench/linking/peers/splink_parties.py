# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Splink on owners and parties: trained here, m from the rows that are labels, u from random pairs.

`python -m bench.linking.peers.splink_parties FOLDER OUT`. Written are the best party of each row and how far behind the
next one is; the threshold is chosen where links are scored.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
import typer
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.linking.peers.party_columns import lay_columns

RANDOM_PAIRS = 5e6

_BEST = """
COPY (
  WITH pairs AS (
    SELECT o.unique_id AS row_no, r.label AS party_no, max(match_weight) AS weight
    FROM (SELECT CASE WHEN source_dataset_l = 'owners' THEN unique_id_l ELSE unique_id_r END AS row_no,
        CASE WHEN source_dataset_l = 'owners' THEN unique_id_r ELSE unique_id_l END AS name_no, match_weight
      FROM {pairs}) p
    JOIN owners o ON o.unique_id = p.row_no JOIN register r ON r.unique_id = p.name_no AND r.kind = o.kind GROUP BY ALL
  )
  SELECT row_no, arg_max(party_no, weight) AS party_no, max(weight) AS weight,
    max(weight) - coalesce(max(weight, 2)[2], -100) AS gap
  FROM pairs GROUP BY row_no
) TO '{out}' (FORMAT parquet)
"""


def settings(parties: int) -> SettingsCreator:
    """Return what is compared, and which pairs are."""
    day = cl.CustomComparison(
        output_column_name="geboortedatum",
        comparison_levels=[
            cll.NullLevel("geboortedatum"),
            cll.ExactMatchLevel("geboortedatum"),
            cll.CustomLevel(
                "jaar_l = jaar_r AND month(geboortedatum_l) = day(geboortedatum_r) "
                "AND day(geboortedatum_l) = month(geboortedatum_r)",
                label_for_charts="day and month exchanged",
            ),
            cll.ExactMatchLevel("jaar"),
            cll.ElseLevel(),
        ],
    )
    home = cl.CustomComparison(
        output_column_name="thuis",
        comparison_levels=[
            cll.NullLevel("thuis"),
            cll.ExactMatchLevel("thuis"),
            cll.ExactMatchLevel("postcode"),
            cll.ElseLevel(),
        ],
    )
    name = cl.JaroWinklerAtThresholds("naam", [0.95, 0.88]).configure(term_frequency_adjustments=True)
    return SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=1 / parties,
        comparisons=[name, cl.ExactMatch("initiaal"), day, cl.ExactMatch("kvk_nummer"), home],
        blocking_rules_to_generate_predictions=[
            block_on("naam", "kind"),
            block_on("geboortedatum"),
            block_on("thuis"),
            block_on("kvk_nummer"),
            block_on("jaar", "substr(naam, 1, 3)", "initiaal"),
        ],
        retain_matching_columns=False,
    )


def main(
    folder: Annotated[Path, typer.Argument(help="The data set.")],
    out: Annotated[Path, typer.Argument(help="The file of best parties.")],
) -> None:
    """Link owners to parties with Splink."""
    logging.disable(logging.WARNING)
    with duckdb.connect(config={"threads": 2}) as connection:
        lay_columns(connection, folder)
        interface = DuckDBAPI(connection)
        tables = [interface.register(name, dataset_display_name=name) for name in ("owners", "register")]
        linker = Linker(tables, settings(connection.execute("SELECT count(*) FROM register").fetchall()[0][0]))
        linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
        linker.training.estimate_m_from_label_column("label")
        pairs = linker.inference.predict(threshold_match_weight=-10)
        connection.execute(_BEST.format(pairs=pairs.physical_name, out=out.as_posix())).fetchall()


if __name__ == "__main__":
    typer.run(main)
