# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The spine of a run: every address as it was on a day, from what was known by a day.

It leaves in the engine: `addresses` and `panden` (numbered 0.. in the order of their ids), `address_names`,
`address_panden` (all panden of an address), `straat_aliases` (the short spelling of a street -> its spelling),
`woonplaats_aliases` (an everyday name of a woonplaats -> its name in the BAG) and
`protected_names`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa

from pandzicht.addresses.areas_of import NO_AREAS, areas_of
from pandzicht.addresses.protected_objects import name_protected
from pandzicht.addresses.spine_inputs import SpineInput, check_dates, lay_side_by_side, stored_input, take_away
from pandzicht.addresses.spine_names import NAME_COLUMNS, create_names, drop_names
from pandzicht.addresses.spine_states import STATE_TABLES, create_states, day
from pandzicht.addresses.spine_tables import in_force
from pandzicht.store.engine import Engine

NO_LONGER = ("Verblijfsobject ingetrokken", "Niet gerealiseerd verblijfsobject",
             "Verblijfsobject ten onrechte opgevoerd", "Plaats ingetrokken")  # fmt: skip
"""Statuses (catalogus BAG) of an object that is not, or was never really, there."""
NOT_YET = ("Verblijfsobject gevormd",)
"""Statuses of an object that is permitted and not yet there."""
PAND_GONE = ("Pand gesloopt", "Niet gerealiseerd pand", "Pand ten onrechte opgevoerd")
"""Statuses of a pand that is not there: of several panden another one names the address."""

EXTRA_COLUMNS = pa.schema(
    [
        ("address_id", pa.string()), ("status", pa.string()), ("straat", pa.string()), ("huisnummer", pa.int32()),
        ("huisletter", pa.string()), ("huisnummertoevoeging", pa.string()), ("postcode", pa.string()),
        ("woonplaats", pa.string()), ("adres", pa.string()), ("oppervlakte_m2", pa.int32()),
        ("pand_id", pa.int64()), ("x_cm", pa.int32()), ("y_cm", pa.int32()),
    ]
)  # fmt: skip
"""What a located place without a BAG object may tell; only `address_id` (`plaats:SOURCE:KEY`) is needed."""


@dataclass(frozen=True, slots=True)
class SpineOptions:
    """What a run adds to the deliveries.

    `valid_for` is how long after its day a delivery of the current state still stands. `extra` are located places
    (columns of EXTRA_COLUMNS), `protected` where protected rows point to
    (PROTECTED_COLUMNS, `object_id` will do), `areas` the boundaries that give `buurtcode` (`code`, `wkb`),
    `woonplaats_aliases` everyday names of woonplaatsen.
    """

    valid_for: timedelta = timedelta(0)
    extra: pa.Table | None = None
    protected: pa.Table | None = None
    areas: pa.Table | None = None
    woonplaats_aliases: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SpineAccount:
    """What the spine of a run holds: rows per table, protected objects left out, areas that were repaired."""

    addresses: int
    address_names: int
    panden: int
    protected: int
    areas_repaired: tuple[str, ...]


def build_spine(
    engine: Engine, folders: Sequence[Path], *, on: date, known: date, options: SpineOptions | None = None
) -> SpineAccount:
    """Create the tables of the spine from published deliveries.

    Of an object in several deliveries the newest state wins; what the newest does not hold (nevenadressen,
    geconstateerd) an older one may tell. Raises NotAvailable when a delivery of the current state only is asked for
    another day than its own.
    """
    return build_spine_of(engine, [stored_input(folder) for folder in folders], on=on, known=known, options=options)


def build_spine_of(
    engine: Engine, inputs: Sequence[SpineInput], *, on: date, known: date, options: SpineOptions | None = None
) -> SpineAccount:
    """Create the tables of the spine from inputs, as `build_spine` does."""
    options = options or SpineOptions()
    check_dates(inputs, on=on, known=known, valid_for=options.valid_for)
    lay_side_by_side(engine, inputs)
    try:
        create_states(engine, on=on, known=known)
        create_names(engine, on=on, known=known, aliases=options.woonplaats_aliases)
        _create_onderzoek(engine, on, known)
        _hold_extra(engine, options)
        _create_numbers(engine)
        repaired = _create_areas(engine, options.areas)
        for statement in (_PANDEN, _CHOSEN, _ADDRESSES, _ADDRESS_NAMES, _PROTECTED_NAMES, _ADDRESS_PANDEN):
            engine.run(statement)
        return SpineAccount(
            addresses=engine.value("SELECT count(*) FROM addresses"),
            address_names=engine.value("SELECT count(*) FROM address_names"),
            panden=engine.value("SELECT count(*) FROM panden"),
            protected=engine.value("SELECT count(*) FROM state_objecten SEMI JOIN spine_protected USING (object_id)"),
            areas_repaired=repaired,
        )
    finally:
        _clear(engine, inputs)


def _create_onderzoek(engine: Engine, on: date, known: date) -> None:
    engine.run(
        "CREATE OR REPLACE TEMP TABLE open_onderzoek AS SELECT soort, id, "
        "string_agg(DISTINCT kenmerk, '|' ORDER BY kenmerk) AS kenmerken FROM ("
        "SELECT * FROM in_in_onderzoek QUALIFY row_number() OVER ("
        "PARTITION BY soort, id, kenmerk, geldig_van, bekend_van ORDER BY delivery_rank) = 1) "
        f"WHERE in_onderzoek AND {in_force(day(on), day(known))} GROUP BY soort, id"
    )


def _hold_extra(engine: Engine, options: SpineOptions) -> None:
    """Register located places and protected objects, both empty when there are none."""
    extra = EXTRA_COLUMNS.empty_table()
    if options.extra is not None:
        given = options.extra
        columns = [
            given[kind.name].cast(kind.type) if kind.name in given.column_names else pa.nulls(given.num_rows, kind.type)
            for kind in EXTRA_COLUMNS
        ]
        extra = pa.Table.from_arrays(columns, schema=EXTRA_COLUMNS)
        _check_places(extra["address_id"].to_pylist())
    engine.register("spine_extra", extra)
    name_protected(engine, options.protected)


def _check_places(names: Sequence[str | None]) -> None:
    wrong = [name for name in names if name is None or len(name.split(":", 2)) < 3 or not name.startswith("plaats:")]
    if wrong:
        raise ValueError(f"a located place is named 'plaats:SOURCE:KEY', not {wrong[0]!r}")
    if len(set(names)) < len(names):
        raise ValueError("two located places have the same name")


def _create_numbers(engine: Engine) -> None:
    """Create `spine_numbers`: the subjects that are shown, numbered in the order of their address_id."""
    engine.run(
        "CREATE OR REPLACE TEMP TABLE spine_numbers AS SELECT object_id, NULL::VARCHAR AS place_id, x_cm, y_cm, "
        "CAST(row_number() OVER (ORDER BY object_id) - 1 AS INTEGER) AS address_no "
        "FROM state_objecten ANTI JOIN spine_protected USING (object_id)"
    )
    # an id of 16 digits comes before every 'plaats:', as text and as a number alike
    engine.run(
        "INSERT INTO spine_numbers SELECT NULL, address_id, x_cm, y_cm, "
        "row_number() OVER (ORDER BY address_id) - 1 + (SELECT count(*) FROM spine_numbers) FROM spine_extra"
    )


def _create_areas(engine: Engine, areas: pa.Table | None) -> tuple[str, ...]:
    """Register `spine_areas`: the code of the area of each numbered subject that lies in one."""
    places = engine.table(
        "SELECT address_no, x_cm, y_cm FROM spine_numbers WHERE x_cm IS NOT NULL AND y_cm IS NOT NULL"
    )
    boundaries = areas if areas is not None else NO_AREAS
    found = areas_of(places["x_cm"].combine_chunks(), places["y_cm"].combine_chunks(), boundaries)
    engine.register("spine_areas", places.select(["address_no"]).append_column("code", found.codes))
    return found.repaired


def _clear(engine: Engine, inputs: Sequence[SpineInput]) -> None:
    drop_names(engine)
    for name in (*(f"state_{name}" for name in STATE_TABLES), *_TEMPORARY):
        engine.run(f"DROP TABLE IF EXISTS {name}")
    for name in ("spine_extra", "spine_protected_given", "spine_areas"):
        engine.forget(name)
    take_away(engine, inputs)


_TEMPORARY = ("open_onderzoek", "chosen_panden", "spine_protected", "spine_numbers")


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_PANDEN = """
CREATE OR REPLACE TABLE panden AS
SELECT CAST(row_number() OVER (ORDER BY pand_id) - 1 AS INTEGER) AS pand_no, pand_id, bouwjaar, status, x_cm, y_cm,
  geconstateerd, documentdatum, o.kenmerken AS in_onderzoek
FROM state_panden p LEFT JOIN open_onderzoek o ON o.soort = 'pand' AND o.id = p.pand_id
"""

_CHOSEN = f"""
CREATE OR REPLACE TEMP TABLE chosen_panden AS
SELECT object_id, min_by(pand_id, (coalesce(p.status IN ({_listed(PAND_GONE)}), p.pand_id IS NULL), pand_id)) AS pand_id
FROM (SELECT object_id, unnest(pand_ids) AS pand_id FROM state_objecten WHERE len(pand_ids) > 1) o
LEFT JOIN state_panden p USING (pand_id) GROUP BY object_id
"""

_ADDRESSES = f"""
CREATE OR REPLACE TABLE addresses AS
WITH objects AS (
  SELECT u.address_no, lpad(o.object_id::VARCHAR, 16, '0') AS address_id, o.object_id, o.soort, o.status,
    CASE WHEN o.phase = 2 THEN 'toekomstig' WHEN o.phase = 1 OR o.status IN ({_listed(NO_LONGER)}) THEN 'ingetrokken'
      WHEN o.status IN ({_listed(NOT_YET)}) THEN 'toekomstig' ELSE 'bestaand' END AS levensfase,
    n.straat, n.huisnummer, n.huisletter_text AS huisletter, n.huisnummertoevoeging, n.postcode, n.woonplaats,
    NULL::VARCHAR AS adres, o.oppervlakte_m2, o.gebruiksdoelen, coalesce(c.pand_id, o.pand_ids[1]) AS pand_id,
    coalesce(len(o.pand_ids), 0) AS panden_aantal, i.kenmerken AS in_onderzoek, o.geconstateerd, o.documentdatum,
    o.x_cm, o.y_cm
  FROM state_objecten o
  JOIN spine_numbers u USING (object_id)
  LEFT JOIN spelled_names n ON n.nummeraanduiding_id = o.hoofdadres_id
  LEFT JOIN chosen_panden c ON c.object_id = o.object_id
  LEFT JOIN open_onderzoek i ON i.soort = o.soort AND i.id = o.object_id
  UNION ALL BY NAME
  SELECT u.address_no, address_id, 'plaats' AS soort, status, 'bestaand' AS levensfase, straat, huisnummer, huisletter,
    huisnummertoevoeging, postcode, woonplaats, adres, oppervlakte_m2, pand_id,
    CASE WHEN pand_id IS NULL THEN 0 ELSE 1 END AS panden_aantal, e.x_cm, e.y_cm
  FROM spine_extra e JOIN spine_numbers u ON u.place_id = e.address_id
)
SELECT address_no, address_id, object_id, a.soort, a.status, levensfase, straat, huisnummer, huisletter,
  huisnummertoevoeging, postcode, woonplaats,
  coalesce(adres, nullif(concat_ws(', ',
    nullif(trim(concat(straat, ' ', huisnummer, huisletter, '-' || huisnummertoevoeging)), ''),
    nullif(concat_ws(' ', postcode, woonplaats), '')), ''), address_id) AS adres,
  oppervlakte_m2, gebruiksdoelen, p.pand_no, a.pand_id, p.bouwjaar AS pand_bouwjaar, p.status AS pand_status,
  CAST(panden_aantal AS INTEGER) AS panden_aantal, a.in_onderzoek, a.geconstateerd, a.documentdatum, a.x_cm, a.y_cm,
  g.code AS buurtcode
FROM objects a LEFT JOIN panden p ON p.pand_id = a.pand_id LEFT JOIN spine_areas g USING (address_no)
"""

_NAMES = ", ".join(f"n.{name}" for name in NAME_COLUMNS if name != "nummeraanduiding_id")
# a number below zero stands in for an id that was not delivered
_NUMBER_ID = "CASE WHEN n.nummeraanduiding_id > 0 THEN n.nummeraanduiding_id END AS nummeraanduiding_id"
_ADDRESS_NAMES = f"""
CREATE OR REPLACE TABLE address_names AS
SELECT u.address_no, {_NUMBER_ID}, {_NAMES}, n.soort FROM object_names n JOIN spine_numbers u USING (object_id)
"""
_PROTECTED_NAMES = f"""
CREATE OR REPLACE TABLE protected_names AS
SELECT NULL::INTEGER AS address_no, {_NUMBER_ID}, {_NAMES}, n.soort, object_id
FROM object_names n SEMI JOIN spine_protected USING (object_id)
"""
_ADDRESS_PANDEN = """
CREATE OR REPLACE TABLE address_panden AS
SELECT DISTINCT u.address_no, p.pand_no
FROM (SELECT object_id, unnest(pand_ids) AS pand_id FROM state_objecten) o
JOIN spine_numbers u USING (object_id) JOIN panden p ON p.pand_id = o.pand_id
"""
