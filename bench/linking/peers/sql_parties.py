# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plain alternative for parties: the same surname and birth date, the same company name, and only one that has it.

`python -m bench.linking.peers.sql_parties FOLDER OUT`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import typer

from bench.linking.peers.party_columns import lay_columns

_LINKS = """
COPY (
  WITH met AS (
    SELECT o.unique_id AS row_no, r.label AS party_no FROM owners o JOIN register r
      ON r.kind = 'person' AND o.kind = 'person' AND r.naam = o.naam AND r.geboortedatum = o.geboortedatum
    UNION
    SELECT o.unique_id, r.label FROM owners o JOIN register r
      ON r.kind = 'company' AND o.kind = 'company' AND (r.naam = o.naam OR r.kvk_nummer = o.kvk_nummer)
  )
  SELECT row_no, any_value(party_no) AS party_no FROM met GROUP BY row_no HAVING count(DISTINCT party_no) = 1
) TO '{out}' (FORMAT parquet)
"""


def main(
    folder: Annotated[Path, typer.Argument(help="The data set.")],
    out: Annotated[Path, typer.Argument(help="The file of links.")],
) -> None:
    """Link owners to parties by equal names and dates."""
    with duckdb.connect(config={"threads": 2}) as connection:
        lay_columns(connection, folder)
        connection.execute(_LINKS.format(out=out.as_posix())).fetchall()


if __name__ == "__main__":
    typer.run(main)
