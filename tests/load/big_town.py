# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A town of any size with the deliveries of many sources, their faults, and the address each row really means.

Run as a module it links a town of full size in a fresh process and tells what it took:
`python -m tests.load.big_town FOLDER [ADDRESSES ROWS]`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pandzicht.linking.link import LinkResult, LinkSource, link_sources
from pandzicht.store.engine import Engine, parquet_list

SOURCES = 20
WITH_IDS = 13
"""The first so many sources deliver object ids; the others are text only."""

_BUILDINGS = """
SELECT b, b // 40 AS street, b % 40 * 2 + 1 AS nr, b // 12 AS area, hash(b, 'units') % 100 AS kind FROM range({n}) t(b)
"""
_UNITS = """
SELECT b, street, nr, area, unnest(CASE WHEN kind < 62 THEN ['|'] WHEN kind < 74 THEN ['|', 'A|']
  WHEN kind < 84 THEN ['|', 'A|', 'B|', 'C|'] WHEN kind < 90 THEN ['|1', '|2', '|3', '|4']
  WHEN kind < 96 THEN ['|HS', '|I', '|II', '|III'] ELSE list_transform(range(1, 17), lambda i: 'A|' || i) END) AS unit
FROM buildings
"""
_ADDRESSES = """
SELECT no::INTEGER AS address_no, 9999010000000000 + 7 * no AS object_id, object_id::VARCHAR AS address_id,
  'verblijfsobject' AS soort, CASE WHEN hash(no) % 200 = 0 THEN 'ingetrokken' ELSE 'bestaand' END AS levensfase,
  b::INTEGER AS pand_no, 9999100000000000 + b AS pand_id, 'eikenlaan' || street || 'a' AS straat,
  nr::INTEGER AS huisnummer,
  nullif(split_part(unit, '|', 1), '') AS huisletter, nullif(split_part(unit, '|', 2), '') AS toevoeging,
  (1000 + area // 676 % 9000) || chr((65 + area // 26 % 26)::INTEGER) || chr((65 + area % 26)::INTEGER) AS postcode,
  NULL::INTEGER AS x_cm, NULL::INTEGER AS y_cm, straat || ' ' || nr || unit AS adres
FROM (SELECT *, row_number() OVER (ORDER BY b, unit) - 1 AS no FROM units QUALIFY no < {addresses})
"""
_NAMES = """
SELECT address_no, 9999200000000000 + 7 * address_no AS nummeraanduiding_id, straat AS straat_norm, huisnummer,
  huisletter, toevoeging, postcode, 'duinrijk' AS woonplaats_norm, 'hoofdadres' AS soort FROM addresses
UNION ALL
SELECT address_no, 9999210000000000 + 7 * address_no, 'oude' || straat, huisnummer, huisletter, toevoeging, postcode,
  'duinrijk', 'voormalig' FROM addresses WHERE hash(address_no, 'renamed') % 50 = 0
"""
_ROWS = """
SELECT hash(i, {source}, 'row') AS row_id, address_no AS truth,
  CASE WHEN NOT {with_ids} OR f < 20 OR f BETWEEN 80 AND 89 OR f = 999 THEN NULL WHEN f < 24 THEN object_id + 700
    ELSE object_id END AS link_object_id,
  CASE WHEN {source} < 4 AND f <> 999 THEN 9999200000000000 + 7 * address_no END AS link_nummeraanduiding_id,
  CASE WHEN f = 999 OR {source} = 12 THEN pand_id END AS link_pand_id,
  CASE WHEN f = 999 THEN NULL WHEN f BETWEEN 30 AND 54 THEN 'ek' || substr(straat, 3)
    WHEN f BETWEEN 55 AND 64 THEN 'oude' || straat ELSE straat END AS link_straat,
  CASE WHEN f < 500 THEN 'duinrijk' END AS link_woonplaats,
  CASE WHEN f <> 999 THEN huisnummer END AS link_huisnummer,
  CASE WHEN f NOT BETWEEN 80 AND 95 AND f NOT BETWEEN 100 AND 120 AND f <> 999 THEN huisletter END AS link_huisletter,
  CASE WHEN f BETWEEN 80 AND 95 OR f = 999 THEN NULL
    WHEN f BETWEEN 100 AND 120 THEN nullif(concat(huisletter, toevoeging), '') ELSE toevoeging END AS link_toevoeging,
  FALSE AS link_unit_split,
  CASE WHEN f = 999 OR f BETWEEN 130 AND 170 THEN NULL WHEN f BETWEEN 180 AND 200 THEN '1999ZZ' ELSE postcode END
    AS link_postcode,
  NULL::VARCHAR AS link_postcode4, NULL::VARCHAR AS link_line, NULL::INTEGER AS link_x_cm, NULL::INTEGER AS link_y_cm, f
FROM (SELECT i, hash(i, {source}, 'address') % {addresses} AS no, (hash(i, {source}, 'fault') % 1000)::INTEGER AS f
  FROM range({rows}) t(i)) p JOIN addresses a ON a.address_no = p.no
ORDER BY link_object_id, link_postcode, link_huisnummer, row_id
"""
"""Of a thousand rows: 20 without id, 4 with the id of another address, 25 slips in the street, 10 old names, 16 without
letter and addition (10 of them without id), 21 with both in one field, 41 without postcode, 21 with another, 1 pand."""


@dataclass(frozen=True, slots=True)
class BigTown:
    """A town on disk: the tables of its spine and one `rows.parquet` per source."""

    folder: Path

    def build(self, *, addresses: int, rows: int) -> BigTown:
        """Write a town with so many addresses and rows in all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with Engine(memory_mib=4_000) as engine:
            engine.run(f"CREATE TABLE buildings AS {_BUILDINGS.format(n=addresses)}")
            engine.run(f"CREATE TABLE units AS {_UNITS}")
            engine.run(f"CREATE TABLE addresses AS {_ADDRESSES.format(addresses=addresses)}")
            engine.write_parquet("FROM addresses", self.folder / "addresses.parquet")
            engine.write_parquet(_NAMES, self.folder / "address_names.parquet")
            for source in range(SOURCES):
                values = {
                    "source": source,
                    "addresses": addresses,
                    "rows": rows // SOURCES,
                    "with_ids": source < WITH_IDS,
                }
                engine.write_parquet(_ROWS.format(**values), self._rows(source))
        return self

    def stand(self, engine: Engine) -> list[LinkSource]:
        """Make the spine and the views of the sources."""
        for name in ("addresses", "address_names"):
            engine.run(f"CREATE TABLE {name} AS FROM {parquet_list([self.folder / f'{name}.parquet'])}")
        engine.run("CREATE TABLE panden AS SELECT DISTINCT pand_no, pand_id FROM addresses")
        engine.run("CREATE TABLE address_panden AS SELECT address_no, pand_no FROM addresses")
        engine.run(
            "CREATE TABLE straat_aliases AS SELECT '' AS alias_norm, '' AS straat_norm, 1::TINYINT AS rank WHERE FALSE"
        )
        engine.run("CREATE TABLE woonplaats_aliases AS SELECT '' AS alias_norm, '' AS woonplaats_norm WHERE FALSE")
        engine.run(
            "CREATE TABLE protected_names AS "
            "SELECT * EXCLUDE (address_no), 0::BIGINT AS object_id FROM address_names WHERE FALSE"
        )
        return list(self._views(engine))

    def _views(self, engine: Engine) -> Iterator[LinkSource]:
        for source in range(SOURCES):
            files = parquet_list([self._rows(source)]).removesuffix(")")
            engine.run(
                f"CREATE VIEW source_{source} AS "
                "SELECT *, 0::SMALLINT AS delivery_no, file_row_number::INTEGER AS row_no "
                f"FROM {files}, file_row_number = true)"
            )
            yield LinkSource(f"s{source:02}", f"source_{source}")

    def _rows(self, source: int) -> Path:
        return self.folder / f"rows_{source:02}.parquet"


def linked(engine: Engine, town: BigTown) -> LinkResult:
    """Link a town in an engine."""
    return link_sources(engine, town.stand(engine))


def main(folder: str, addresses: int = 284_000, rows: int = 2_500_000) -> None:
    """Build the town when it is not there, link it, and print seconds, CPU seconds and GiB as JSON."""
    town = BigTown(Path(folder))
    if not town.folder.is_dir():
        town.build(addresses=addresses, rows=rows)
    with Engine(memory_mib=1_500) as engine:
        sources = town.stand(engine)
        began, used = time.perf_counter(), os.times()
        result = link_sources(engine, sources)
        wall, after = time.perf_counter() - began, os.times()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    cpu = after.user + after.system - used.user - used.system
    figures = {"rows": sum(each.rows for each in result.counts), "wall_s": wall, "cpu_s": cpu, "peak_gib": peak}
    sys.stdout.write(json.dumps({name: round(value, 3) for name, value in figures.items()}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:]))
