# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A row source in the place of the BAG: its objects, each under the address that most of its rows give.

A municipality that starts without the BAG, or a test, can declare one of its sources the spine. Such a spine knows no
status, floor area, pand or place: what rests on those stays unknown. Every page and export says that it is declared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.addresses.current_state import first_of, shaped, stand_in_ids
from pandzicht.addresses.spine import SpineAccount, SpineOptions, build_spine_of
from pandzicht.addresses.spine_inputs import held_input
from pandzicht.addresses.spine_tables import ADRESSEERBAAR, SpineTables
from pandzicht.store.engine import Engine, quoted


@dataclass(frozen=True, slots=True)
class DeclaredRows:
    """The rows that make a declared spine: a relation of the engine with the `link_` columns of a delivery.

    It holds only rows that are valid on the peildatum. `straat` and `woonplaats` name the columns with the text as
    delivered; without them the normalised spelling is shown.
    """

    relation: str
    straat: str | None = None
    woonplaats: str | None = None


def build_declared_spine(
    engine: Engine, rows: DeclaredRows, *, on: date, name: str, options: SpineOptions | None = None
) -> SpineAccount:
    """Create the tables of the spine out of a row source, as `build_spine` does out of the BAG."""
    spine = declared_tables(engine, rows)
    return build_spine_of(engine, [held_input(spine, on, name)], on=on, known=on, options=options)


def declared_tables(engine: Engine, rows: DeclaredRows) -> SpineTables:
    """Return the objects that rows name, each with the address that most of them give.

    Of addresses named equally often the first in the alphabet is taken, so that the order of rows does not matter.
    Rows without an id of an adresseerbaar object make no address.
    """
    addresses = _with_ids(engine.table(_most_frequent(rows)))
    spine = SpineTables(
        objecten=_objecten(addresses),
        nummeraanduidingen=_nummeraanduidingen(addresses),
        openbare_ruimten=_openbare_ruimten(addresses),
        woonplaatsen=_woonplaatsen(addresses),
        panden=shaped("panden", {}, 0),
        current_only=True,
    )
    return spine.with_tables()


_ADDRESS = (
    "link_straat", "link_huisnummer", "link_huisletter", "link_toevoeging", "link_postcode", "link_woonplaats",
)  # fmt: skip
_KIND = "link_object_id // 10000000000 % 100"


def _most_frequent(rows: DeclaredRows) -> str:
    """Return the SQL of one row per object: the address most often given, and for it the text most often written."""
    straat = f"coalesce({quoted(rows.straat)}, link_straat)" if rows.straat else "link_straat"
    woonplaats = f"coalesce({quoted(rows.woonplaats)}, link_woonplaats)" if rows.woonplaats else "link_woonplaats"
    address = ", ".join(_ADDRESS)
    ties = ", ".join(f"{name} NULLS LAST" for name in _ADDRESS)
    return (
        f"WITH written AS (SELECT link_object_id, {address}, {straat} AS straat, {woonplaats} AS woonplaats, "
        "count(*) AS times, min(link_nummeraanduiding_id) AS nummeraanduiding_id "
        f"FROM {rows.relation} WHERE {_KIND} BETWEEN 1 AND 3 GROUP BY ALL), "
        f"given AS (SELECT link_object_id, {address}, sum(times) AS times, "
        "min(nummeraanduiding_id) AS nummeraanduiding_id, "
        "min_by(straat, (-times, straat)) AS straat, min_by(woonplaats, (-times, woonplaats)) AS woonplaats "
        f"FROM written GROUP BY link_object_id, {address}) "
        f"SELECT *, {_KIND} AS kind FROM given "
        f"QUALIFY row_number() OVER (PARTITION BY link_object_id ORDER BY times DESC, {ties}) = 1 "
        "ORDER BY link_object_id"
    )


def _with_ids(table: pa.Table) -> pa.Table:
    """Return the addresses with an id for what the source does not identify."""
    woonplaats = pc.fill_null(table["link_woonplaats"], "")
    straat = pc.fill_null(table["link_straat"], "")
    own = stand_in_ids([pc.cast(table["link_object_id"], pa.string())])
    return (
        table.append_column("woonplaats_id", stand_in_ids([woonplaats]))
        .append_column("openbare_ruimte_id", stand_in_ids([woonplaats, straat]))
        .append_column("number_id", pc.coalesce(table["nummeraanduiding_id"], own))
    )


def _objecten(addresses: pa.Table) -> pa.Table:
    kinds = pa.array([str(kind) for kind in ADRESSEERBAAR])
    columns = {
        "object_id": addresses["link_object_id"],
        "soort": kinds.take(pc.subtract(pc.cast(addresses["kind"], pa.int64()), 1).combine_chunks()),
        "hoofdadres_id": addresses["number_id"],
    }
    return shaped("objecten", columns, addresses.num_rows)


def _nummeraanduidingen(addresses: pa.Table) -> pa.Table:
    first = first_of(addresses, "number_id")
    columns = {
        "nummeraanduiding_id": first["number_id"],
        "openbare_ruimte_id": first["openbare_ruimte_id"],
        "huisnummer": first["link_huisnummer"],
        "huisletter": first["link_huisletter"],
        "huisnummertoevoeging": first["link_toevoeging"],
        "postcode": first["link_postcode"],
        "woonplaats_id": first["woonplaats_id"],
    }
    return shaped("nummeraanduidingen", columns, first.num_rows)


def _openbare_ruimten(addresses: pa.Table) -> pa.Table:
    first = first_of(addresses.filter(pc.is_valid(addresses["link_straat"])), "openbare_ruimte_id")
    columns = {
        "openbare_ruimte_id": first["openbare_ruimte_id"], "naam": first["straat"],
        "woonplaats_id": first["woonplaats_id"],
    }  # fmt: skip
    return shaped("openbare_ruimten", columns, first.num_rows)


def _woonplaatsen(addresses: pa.Table) -> pa.Table:
    first = first_of(addresses.filter(pc.is_valid(addresses["link_woonplaats"])), "woonplaats_id")
    columns = {"woonplaats_id": first["woonplaats_id"], "naam": first["woonplaats"]}
    return shaped("woonplaatsen", columns, first.num_rows)
