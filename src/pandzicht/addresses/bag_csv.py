# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The address exports of NLExtract: `bagadres.csv`, `bagadres-full.csv` and `bagadresplus.csv`; one day, no history.

A line is an address; an object with nevenadressen has several. Separator `;`, UTF-8, decimal dot. The smallest form
has no ids of nummeraanduiding, openbare ruimte and woonplaats: numbers below zero stand in for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.addresses.bag_geometry import centimetres
from pandzicht.addresses.current_state import bag_ids, filled, first_of, joined_sorted, shaped, stand_in_ids, without
from pandzicht.addresses.delivered_ids import id_pattern, improper, repeated, without_rows
from pandzicht.addresses.spine_tables import Soort, SpineTables
from pandzicht.addresses.unread import unread
from pandzicht.definitions.addresses import Dummies
from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.csv_table import read_csv
from pandzicht.readers.delivered import PLACE_COLUMNS

_FUNCTIES = (
    "woonfunctie", "bijeenkomstfunctie", "celfunctie", "gezondheidszorgfunctie", "industriefunctie", "kantoorfunctie",
    "logiesfunctie", "onderwijsfunctie", "sportfunctie", "winkelfunctie", "overige_gebruiksfunctie",
)  # fmt: skip
_COMMON = (
    "huisnummer", "huisletter", "huisnummertoevoeging", "postcode", "woonplaats", "nevenadres", "x", "y",
)  # fmt: skip
_SMALL = {"straat": "openbareruimte", "object_id": "object_id", "soort": "object_type"}
_FULL = {
    **_SMALL, "nummeraanduiding_id": "nummeraanduiding", "gebruiksdoelen": "verblijfsobjectgebruiksdoel",
    "oppervlakte": "oppervlakteadresseerbaarobject", "status": "verblijfsobjectstatus", "pand_id": "pandid",
    "pandstatus": "pandstatus", "bouwjaar": "pandbouwjaar", "straat_kort": "verkorteopenbareruimte",
}  # fmt: skip
_PLUS = {
    "straat": "openbareruimtenaam", "straat_kort": "verkorteopenbareruimtenaam", "object_id": "adresseerbaarobject_id",
    "soort": "typeadresseerbaarobject", "nummeraanduiding_id": "nummeraanduiding_id",
    "openbare_ruimte_id": "openbareruimte_id", "woonplaats_id": "woonplaatscode",
    "status": "adresseerbaarobject_status",
    "oppervlakte": "opp_adresseerbaarobject_m2", "pand_id": "pand_id", "pandstatus": "pandstatus",
    "bouwjaar": "bouwjaar", **{name: name for name in _FUNCTIES},
}  # fmt: skip
_NOT_ALWAYS = {"verkorteopenbareruimte"}
_KNOWN_UNUSED = frozenset(
    {
        "gemeente", "gemeentecode", "provincie", "provincienaam", "provinciecode", "lon", "lat", "woningtype",
        "omtrek_pand", "aantal_nad_per_adresobject", "aantal_pand_relaties_dit_vbo", "aantal_vbo_relaties_dit_pnd",
        "vbo_pnd_1_op_1", "opp_pand", "verhouding_opp_vbo_opp_pnd", "uniq_key", "pchnhlht", "pchnhlht_uniek",
        "pchn_uniek", "rangorde_pchn", "verkorteopenbareruimte",
    }
)  # fmt: skip
_SOORT = {
    "VBO": Soort.VERBLIJFSOBJECT, "LIG": Soort.LIGPLAATS, "STA": Soort.STANDPLAATS,
    "Verblijfsobject": Soort.VERBLIJFSOBJECT, "Ligplaats": Soort.LIGPLAATS, "Standplaats": Soort.STANDPLAATS,
}  # fmt: skip
_REQUIRED = {
    "huisnummer": "^[0-9]{1,5}$", "object_id": "^[0-9]{4}0[123][0-9]{10}$", "soort": f"^({'|'.join(_SOORT)})$",
    "nevenadres": "^(t|f|0|1|true|false)$", "straat": "[^ ]", "woonplaats": "[^ ]",
    "nummeraanduiding_id": id_pattern(Soort.NUMMERAANDUIDING),
    "openbare_ruimte_id": id_pattern(Soort.OPENBARE_RUIMTE), "woonplaats_id": id_pattern(Soort.WOONPLAATS),
}  # fmt: skip
_OPTIONAL = {
    "x": r"^-?[0-9]+(\.[0-9]+)?$", "y": r"^-?[0-9]+(\.[0-9]+)?$", "oppervlakte": "^[0-9]{1,6}$",
    "bouwjaar": "^[0-9]{1,4}$", "pand_id": id_pattern(Soort.PAND),
}  # fmt: skip
_MOST_FAULTS = 1_000


def read_bag_csv(files: Sequence[Path], *, dummies: Dummies | None = None, ignored: Sequence[str] = ()) -> SpineTables:
    """Return the objects of an NLExtract address export.

    Raises DeliveryFaults when a file is no such export, lacks a column, holds one nobody knows (unless `ignored`), or
    has a line of another width; records with an impossible value are set aside in `faults` with their column.
    """
    delivered = read_csv(files, Format(delimiter=";"))
    form = _form(files[0].name, set(delivered.fields), ignored)
    present = {**form, **{name: name for name in PLACE_COLUMNS}}
    shared = {
        name: delivered.table[column] for name, column in present.items() if column in delivered.table.column_names
    }
    addresses, faults = _checked(pa.table(shared), form, [file.name for file in files])
    _refuse_repeated(", ".join(file.name for file in files), addresses)
    counts = {"files": len(files), "adressen": addresses.num_rows, "set_aside": len(faults), "faults": len(faults)}
    spine = SpineTables(
        **_spine(addresses, dummies or Dummies()), current_only=True, counts=counts, faults=tuple(faults[:_MOST_FAULTS])
    )
    return spine.with_tables()


def _refuse_repeated(file: str, addresses: pa.Table) -> None:
    named = (
        "object_id",
        "nummeraanduiding_id",
        "straat",
        "huisnummer",
        "huisletter",
        "huisnummertoevoeging",
        "postcode",
    )
    keys = [name for name in (*named, "woonplaats", "pand_id") if name in addresses.column_names]
    faults = [
        Fault(file, f"record {record}", "is an address that stands there twice", "deliver every address once")
        for record in repeated(addresses, keys, "record_no")[:_MOST_REPEATED]
    ]
    if faults:
        raise DeliveryFaults("the BAG addresses", faults)


_MOST_REPEATED = 100


def _form(file: str, names: set[str], ignored: Sequence[str]) -> dict[str, str]:
    """Return shared name -> delivered column of the form these columns are; raise what is missing or unknown."""
    own = next((form for form in (_PLUS, _FULL) if set(form.values()) - _NOT_ALWAYS <= names), _SMALL)
    form = {**{name: name for name in _COMMON}, **own}
    missing = sorted(set(form.values()) - names - _NOT_ALWAYS)
    unknown = unread(names - set(form.values()) - _KNOWN_UNUSED, ignored)
    faults = [Fault(file, f"column {name}", "is missing", "name a bagadres(plus).csv of NLExtract") for name in missing]
    faults += [Fault(file, f"column {name}", "is a column nobody reads", "name it under 'ignored'") for name in unknown]
    if faults:
        raise DeliveryFaults("the BAG addresses", faults)
    return form


def _checked(table: pa.Table, form: Mapping[str, str], files: Sequence[str]) -> tuple[pa.Table, list[Fault]]:
    """Return the records that can be read, and a fault for each of the others."""
    found: dict[int, Fault] = {}
    for name, pattern in {**_REQUIRED, **_OPTIONAL}.items():
        if name in table.column_names:
            for row in improper(table[name], pattern, optional=name in _OPTIONAL):
                record, file = table["record_no"][row].as_py(), files[table["file_no"][row].as_py()]
                text = str(table[name][row].as_py() or "nothing")[:40]
                place = f"record {record}, column {form[name]}"
                found.setdefault(row, Fault(file, place, f"holds {text}", "it is set aside; have it corrected"))
    return without_rows(table, found), [found[row] for row in sorted(found)]


def _spine(addresses: pa.Table, dummies: Dummies) -> dict[str, pa.Table]:
    table = _with_ids(addresses)
    secondary = pc.is_in(table["nevenadres"], value_set=pa.array(["t", "1", "true"]))
    table = table.append_column("_neven", pc.cast(secondary, pa.int8()))
    table = table.sort_by([("object_id", "ascending"), ("_neven", "ascending"), ("nummeraanduiding_id", "ascending")])
    return {
        "objecten": _objecten(table, dummies),
        "nummeraanduidingen": _nummeraanduidingen(table),
        "openbare_ruimten": _openbare_ruimten(table),
        "woonplaatsen": _woonplaatsen(table),
        "panden": _panden(table, dummies),
    }


def _with_ids(table: pa.Table) -> pa.Table:
    """Return the lines with all ids as numbers, stand-ins where the form has none, absent columns as null."""
    for name in ("status", "oppervlakte", "pandstatus", "bouwjaar", "straat_kort", "gebruiksdoelen"):
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(table.num_rows, pa.string()))
    stand_ins = {
        "woonplaats_id": ("woonplaats",),
        "openbare_ruimte_id": ("woonplaats", "straat"),
        "nummeraanduiding_id": ("woonplaats", "straat", "huisnummer", "huisletter", "huisnummertoevoeging", "postcode"),
    }
    for name, parts in stand_ins.items():
        if name not in table.column_names:
            table = table.append_column(name, stand_in_ids([table[part] for part in parts]))
    soorten = pa.array([str(soort) for soort in _SOORT.values()])
    soort = pc.take(soorten, pc.index_in(table["soort"], value_set=pa.array(list(_SOORT))))
    table = table.set_column(table.column_names.index("soort"), "soort", soort)
    for name in ("object_id", "pand_id", *stand_ins):
        if name in table.column_names and table[name].type == pa.string():
            table = table.set_column(table.column_names.index(name), name, bag_ids(table[name]))
    return table


def _objecten(table: pa.Table, dummies: Dummies) -> pa.Table:
    first = first_of(table, "object_id")
    area = _numbers(first["oppervlakte"])
    x, y = _metres(first["x"]), _metres(first["y"])
    columns = {
        "object_id": first["object_id"],
        "soort": first["soort"],
        "status": filled(first["status"]),
        "gebruiksdoelen": _functies(first),
        "oppervlakte_m2": without(area, dummies.oppervlakte),
        "oppervlakte_geleverd": area,
        "x_cm": centimetres(x, np.isfinite(x)),
        "y_cm": centimetres(y, np.isfinite(y)),
        "hoofdadres_id": first["nummeraanduiding_id"],
        "nevenadres_ids": _nevenadressen(table, first),
    }
    if "pand_id" in first.column_names:
        columns["pand_ids"] = _as_lists(first["pand_id"])
    return shaped("objecten", columns, first.num_rows)


def _nevenadressen(table: pa.Table, first: pa.Table) -> pa.Array:
    """Return per object its other addresses, an empty list when it has none."""
    others = table.filter(
        pc.invert(pc.is_in(table["nummeraanduiding_id"], value_set=_whole(first["nummeraanduiding_id"])))
    )
    order = pc.index_in(others["object_id"], value_set=_whole(first["object_id"]))
    pairs = pa.table({"object": order, "id": others["nummeraanduiding_id"]}).sort_by(
        [("object", "ascending"), ("id", "ascending")]
    )
    lengths = np.bincount(pairs["object"].to_numpy(), minlength=first.num_rows)
    offsets = pa.array(np.concatenate(([0], np.cumsum(lengths))), pa.int32())
    return pa.ListArray.from_arrays(offsets, _whole(pairs["id"]))


def _functies(first: pa.Table) -> pa.Array | pa.ChunkedArray:
    """Return the gebruiksdoelen: written out, or from a column 0/1 for each."""
    if _FUNCTIES[0] not in first.column_names:
        return joined_sorted(first["gebruiksdoelen"], ",")
    words = [
        pc.if_else(pc.equal(first[name], "1"), pa.scalar(name.replace("_", " ")), pa.scalar("")) for name in _FUNCTIES
    ]
    return joined_sorted(pc.binary_join_element_wise(*words, "|"), "|")


def _nummeraanduidingen(table: pa.Table) -> pa.Table:
    first = first_of(table, "nummeraanduiding_id")
    columns = {
        "nummeraanduiding_id": first["nummeraanduiding_id"],
        "openbare_ruimte_id": first["openbare_ruimte_id"],
        "huisnummer": _numbers(first["huisnummer"]),
        "huisletter": filled(first["huisletter"]),
        "huisnummertoevoeging": filled(first["huisnummertoevoeging"]),
        "postcode": filled(first["postcode"]),
        "woonplaats_id": first["woonplaats_id"],
        "soort_object": first["soort"],
    }
    return shaped("nummeraanduidingen", columns, first.num_rows)


def _openbare_ruimten(table: pa.Table) -> pa.Table:
    first = first_of(table, "openbare_ruimte_id")
    columns = {
        "openbare_ruimte_id": first["openbare_ruimte_id"], "naam": first["straat"],
        "naam_kort": filled(first["straat_kort"]), "woonplaats_id": first["woonplaats_id"],
    }  # fmt: skip
    return shaped("openbare_ruimten", columns, first.num_rows)


def _woonplaatsen(table: pa.Table) -> pa.Table:
    first = first_of(table, "woonplaats_id")
    columns = {"woonplaats_id": first["woonplaats_id"], "naam": first["woonplaats"]}
    return shaped("woonplaatsen", columns, first.num_rows)


def _panden(table: pa.Table, dummies: Dummies) -> pa.Table:
    if "pand_id" not in table.column_names:
        return shaped("panden", {}, 0)
    first = first_of(table, "pand_id")
    columns = {
        "pand_id": first["pand_id"], "status": filled(first["pandstatus"]),
        "bouwjaar": without(_numbers(first["bouwjaar"]), dummies.bouwjaar),
    }  # fmt: skip
    return shaped("panden", columns, first.num_rows)


def _numbers(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(filled(texts), pa.int32())


def _metres(texts: pa.ChunkedArray) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values: np.ndarray[tuple[int], np.dtype[np.float64]] = pc.cast(filled(texts), pa.float64()).to_numpy()
    return values


def _as_lists(ids: pa.ChunkedArray) -> pa.Array:
    """Return one id per row as lists of one, an absent id as an empty list."""
    present = pc.is_valid(ids).to_numpy()
    offsets = pa.array(np.concatenate(([0], np.cumsum(present))), pa.int32())
    return pa.ListArray.from_arrays(offsets, _whole(ids.drop_null()))


def _whole(values: pa.ChunkedArray) -> pa.Array:
    return values.combine_chunks()
