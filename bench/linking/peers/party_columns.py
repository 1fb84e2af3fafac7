# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One spelling of names for all who link parties here: surname and particle as one, initial, company without its form.

It stands in the bench as long as the product has none of its own.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

_FOLD = "regexp_replace(translate(lower(strip_accents({})), 'ıł', 'il'), '[^0-9a-z]+', ' ', 'g')"
_PARTICLE = r"\b(van der|van den|van de|van t|van|von|v d|v|de|den|der|ter|ten|el|t)\b"
_GLUED = "^(vander|vanden|vande|van|von|de|den|ter|el|vd)([a-z]{4,})$"
_FORM = (
    r"\b(b v|bv|v o f|vof|n v|nv|c v|cv|st|stg|stichting|ver|vereniging|besloten vennootschap|"
    r"vennootschap onder firma)\b"
)


def _surname(column: str) -> str:
    first = f"split_part({column}, '-', 1)"
    bare = f"regexp_replace({_FOLD.format(first)}, '{_PARTICLE}', ' ', 'g')"
    return f"nullif(replace({bare}, ' ', ''), '')"


def _company(column: str) -> str:
    whole = f"replace({column}, '&', ' en ')"
    return f"nullif(replace(regexp_replace({_FOLD.format(whole)}, '{_FORM}', ' ', 'g'), ' ', ''), '')"


def _columns(number: str, truth: str) -> str:
    return f"""
SELECT {number} AS unique_id, kind, {truth} AS label,
  CASE kind WHEN 'person' THEN {_surname("naam")} ELSE {_company("naam")} END AS naam,
  left({_FOLD.format("voornaam")}, 1) AS initiaal, geboortedatum, year(geboortedatum) AS jaar, kvk_nummer,
  postcode, huisnummer, postcode || ' ' || huisnummer AS thuis"""


def lay_columns(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Make the tables `owners` and `register` of a data set, spelled; a trade name is another row of its company."""
    parties, owners = (f"read_parquet('{(folder / f'{name}.parquet').as_posix()}')" for name in ("parties", "owners"))
    known = _columns("row_no", "CASE WHEN is_label THEN truth END")
    connection.execute(f"CREATE TABLE owners AS {known} FROM {owners}").fetchall()
    register = f"{_columns('party_no', 'party_no')}, {_company('handelsnaam')} AS handelsnaam"
    connection.execute(f"""
CREATE TABLE register AS
WITH once AS ({register} FROM {parties})
SELECT * EXCLUDE (handelsnaam) REPLACE (2 * unique_id AS unique_id) FROM once
UNION ALL
SELECT * EXCLUDE (handelsnaam) REPLACE (2 * unique_id + 1 AS unique_id, handelsnaam AS naam)
FROM once WHERE handelsnaam IS NOT NULL
""").fetchall()
    for table in ("owners", "register"):
        connection.execute(f"""
CREATE OR REPLACE TABLE {table} AS SELECT * REPLACE (
  CASE WHEN kind = 'person' THEN regexp_replace(naam, '{_GLUED}', '\2') ELSE naam END AS naam) FROM {table}
""").fetchall()
