# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The register of a data set as the tables of a run's spine, each distinct text spelled once as a run spells it."""

from __future__ import annotations

from pathlib import Path

from pandzicht.addresses import spelling
from pandzicht.addresses.street_aliases import create_street_aliases
from pandzicht.store.engine import Engine, parquet_list

_REGISTER = """
CREATE OR REPLACE TEMP TABLE register AS SELECT address_no, object_id, nummeraanduiding_id, pand_id, straat, huisnummer,
  huisletter, huisnummertoevoeging, postcode, woonplaats, vroegere_straat FROM {files}
"""
_SPELLED = {
    "straten": ("SELECT straat AS text FROM register UNION SELECT vroegere_straat FROM register", spelling.straat),
    "letters": ("SELECT DISTINCT huisletter AS text FROM register", spelling.huisletter),
    "toevoegingen": ("SELECT DISTINCT huisnummertoevoeging AS text FROM register", spelling.toevoeging),
    "postcodes": ("SELECT DISTINCT postcode AS text FROM register", spelling.postcode),
    "woonplaatsen": ("SELECT DISTINCT woonplaats AS text FROM register", spelling.woonplaats),
}
_STREETS = """
SELECT DISTINCT straat AS naam, NULL AS naam_kort, s.spelled AS straat_norm, w.spelled AS woonplaats_norm
FROM register JOIN spelled_straten s ON s.text = straat JOIN spelled_woonplaatsen w ON w.text = woonplaats
"""
_NAME = """
SELECT address_no, nummeraanduiding_id, s.spelled AS straat_norm, huisnummer, l.spelled AS huisletter,
  t.spelled AS toevoeging, p.spelled AS postcode, w.spelled AS woonplaats_norm, '{soort}' AS soort
FROM register JOIN spelled_straten s ON s.text = {straat} LEFT JOIN spelled_letters l ON l.text = huisletter
LEFT JOIN spelled_toevoegingen t ON t.text = huisnummertoevoeging JOIN spelled_postcodes p ON p.text = postcode
JOIN spelled_woonplaatsen w ON w.text = woonplaats
"""
_TABLES = {
    "addresses": """
SELECT address_no, NULL::INTEGER AS x_cm, NULL::INTEGER AS y_cm,
  object_id::VARCHAR AS address_id, object_id, 'verblijfsobject' AS soort, 'bestaand' AS levensfase,
  dense_rank() OVER (ORDER BY pand_id)::INTEGER - 1 AS pand_no, pand_id,
  concat(straat, ' ', huisnummer, huisletter, '-' || huisnummertoevoeging) AS adres FROM register
""",
    "address_names": f"{_NAME.format(soort='hoofdadres', straat='straat')} UNION ALL "
    f"{_NAME.format(soort='voormalig', straat='vroegere_straat')}",
    "panden": "SELECT DISTINCT pand_no, pand_id FROM addresses",
    "address_panden": "SELECT address_no, pand_no FROM addresses",
    "woonplaats_aliases": "SELECT '' AS alias_norm, '' AS woonplaats_norm WHERE FALSE",
    "protected_names": "SELECT *, 0::BIGINT AS object_id FROM address_names WHERE FALSE",
}


def lay_spine(engine: Engine, folder: Path) -> None:
    """Make the tables that linking reads out of the register of a data set."""
    engine.run(_REGISTER.format(files=parquet_list([folder / "register.parquet"])))
    for name, (texts, spell) in _SPELLED.items():
        engine.run(f"CREATE OR REPLACE TEMP TABLE spelled_{name} AS SELECT text, {spell('text')} AS spelled "
                   f"FROM ({texts}) WHERE text IS NOT NULL")  # fmt: skip
    for name, query in _TABLES.items():
        engine.run(f"CREATE OR REPLACE TABLE {name} AS {query}")
    create_street_aliases(engine, _STREETS)
    for name in ("register", *(f"spelled_{name}" for name in _SPELLED)):
        engine.run(f"DROP TABLE {name}")
