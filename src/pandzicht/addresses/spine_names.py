# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The names of every object on a day: its hoofdadres, its nevenadressen, and the names it had before.

A former name is one that a nummeraanduiding of the object had (another number, letter, postcode), a name that its
street had, or a nummeraanduiding that the object had. Withdrawn nevenadressen are former names too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from pandzicht.addresses import spelling
from pandzicht.addresses.spine_states import believed, day
from pandzicht.addresses.street_aliases import create_street_aliases
from pandzicht.store.engine import Engine

NAME_COLUMNS = (
    "nummeraanduiding_id", "straat_norm", "huisnummer", "huisletter", "toevoeging", "postcode", "woonplaats_norm",
)  # fmt: skip
_NAME = ", ".join(NAME_COLUMNS)

_WITHDRAWN = "Naamgeving ingetrokken"
_TEMPORARY = (
    "spelled_straten", "spelled_woonplaatsen", "spelled_units", "spelled_postcodes", "spelled_names", "current_refs",
    "current_names", "all_streets", "former_refs", "former_names",
)  # fmt: skip


def create_names(engine: Engine, *, on: date, known: date, aliases: Mapping[str, str] | None) -> None:
    """Create `object_names` (object_id, the columns of a name, soort), `straat_aliases` and `woonplaats_aliases`.

    Leaves `spelled_names` (one row per nummeraanduiding with its text and its spelling) for the table of addresses.
    """
    _spell(engine, aliases)
    _name_towns(engine, aliases or {})
    engine.run(_CURRENT_REFS)
    engine.run(f"CREATE OR REPLACE TEMP TABLE current_names AS SELECT r.object_id, {_columns('n')}, r.soort "
               "FROM current_refs r JOIN spelled_names n USING (nummeraanduiding_id)")  # fmt: skip
    if engine.value(_ANY_HISTORY):
        _find_former(engine, on, known)
        former = f"SELECT object_id, {_NAME}, 'voormalig' AS soort FROM former_names"
    else:
        former = f"SELECT object_id, {_NAME}, soort FROM current_names WHERE FALSE"
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE object_names AS SELECT object_id, {_NAME}, soort FROM current_names "
        f"UNION ALL {former}"
    )
    create_street_aliases(engine, _STREETS)


def drop_names(engine: Engine) -> None:
    """Drop what was made on the way."""
    for name in (*_TEMPORARY, "object_names"):
        engine.run(f"DROP TABLE IF EXISTS {name}")


def _columns(prefix: str) -> str:
    return ", ".join(f"{prefix}.{name}" for name in NAME_COLUMNS)


def _spell(engine: Engine, aliases: Mapping[str, str] | None) -> None:
    """Create the spelling of every distinct text once, and of every nummeraanduiding out of those."""
    engine.run(
        "CREATE OR REPLACE TEMP TABLE spelled_straten AS SELECT naam, "
        f"{spelling.straat('naam')} AS straat_norm FROM (SELECT naam FROM in_openbare_ruimten WHERE naam IS NOT NULL "
        "UNION SELECT naam_kort FROM in_openbare_ruimten WHERE naam_kort IS NOT NULL)"
    )
    engine.run(
        "CREATE OR REPLACE TEMP TABLE spelled_woonplaatsen AS SELECT woonplaats_id, naam AS woonplaats, "
        f"{spelling.woonplaats('naam', aliases)} AS woonplaats_norm FROM state_woonplaatsen"
    )
    engine.run(
        "CREATE OR REPLACE TEMP TABLE spelled_units AS SELECT text, "
        f"{spelling.huisletter('text')} AS huisletter, {spelling.toevoeging('text')} AS toevoeging FROM ("
        "SELECT huisletter AS text FROM in_nummeraanduidingen WHERE huisletter IS NOT NULL "
        "UNION SELECT huisnummertoevoeging FROM in_nummeraanduidingen WHERE huisnummertoevoeging IS NOT NULL)"
    )
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE spelled_postcodes AS SELECT text, {spelling.postcode('text')} AS postcode "
        "FROM (SELECT DISTINCT postcode AS text FROM in_nummeraanduidingen WHERE postcode IS NOT NULL)"
    )
    engine.run(
        "CREATE OR REPLACE TEMP TABLE spelled_names AS "
        f"SELECT n.status, n.phase, r.naam AS straat, n.huisletter AS huisletter_text, n.huisnummertoevoeging, "
        f"w.woonplaats, {_spelled('n')} "
        "FROM state_nummeraanduidingen n "
        f"LEFT JOIN state_openbare_ruimten r ON r.openbare_ruimte_id = n.openbare_ruimte_id {_spellings('n', 'r')}"
    )


def _name_towns(engine: Engine, aliases: Mapping[str, str]) -> None:
    """Create `woonplaats_aliases`: the spelling of an everyday name of a woonplaats -> that of its name in the BAG.

    A name that two woonplaatsen go by says nothing.
    """
    told = {"name": pa.array(list(aliases), pa.string()), "woonplaats": pa.array(list(aliases.values()), pa.string())}
    engine.register("told_aliases", pa.table(told))
    engine.run(
        f"CREATE OR REPLACE TABLE woonplaats_aliases AS SELECT {spelling.woonplaats('name')} AS alias_norm, "
        f"min({spelling.woonplaats('woonplaats')}) AS woonplaats_norm FROM told_aliases GROUP BY alias_norm "
        f"HAVING count(DISTINCT {spelling.woonplaats('woonplaats')}) = 1"
    )
    engine.forget("told_aliases")


def _spelled(number: str) -> str:
    return (
        f"{number}.nummeraanduiding_id, s.straat_norm, {number}.huisnummer, l.huisletter, t.toevoeging, "
        "p.postcode, w.woonplaats_norm"
    )


def _spellings(number: str, street: str) -> str:
    return (
        f"LEFT JOIN spelled_straten s ON s.naam = {street}.naam "
        f"LEFT JOIN spelled_units l ON l.text = {number}.huisletter "
        f"LEFT JOIN spelled_units t ON t.text = {number}.huisnummertoevoeging "
        f"LEFT JOIN spelled_postcodes p ON p.text = {number}.postcode "
        "LEFT JOIN spelled_woonplaatsen w "
        f"ON w.woonplaats_id = coalesce({number}.woonplaats_id, {street}.woonplaats_id)"
    )


_ANY_HISTORY = """
SELECT EXISTS (FROM in_objecten WHERE has_history) OR EXISTS (FROM in_nummeraanduidingen WHERE has_history)
  OR EXISTS (FROM in_openbare_ruimten WHERE has_history)
"""

_CURRENT_REFS = f"""
CREATE OR REPLACE TEMP TABLE current_refs AS
SELECT object_id, hoofdadres_id AS nummeraanduiding_id, 'hoofdadres' AS soort FROM state_objecten
UNION ALL
SELECT r.object_id, r.nummeraanduiding_id,
  CASE WHEN n.status = '{_WITHDRAWN}' OR n.phase = 1 THEN 'voormalig' ELSE 'nevenadres' END
FROM (SELECT object_id, unnest(nevenadres_ids) AS nummeraanduiding_id FROM state_objecten) r
JOIN state_nummeraanduidingen n USING (nummeraanduiding_id)
"""

_STREETS = """
SELECT r.naam, r.naam_kort, s.straat_norm, w.woonplaats_norm
FROM state_openbare_ruimten r JOIN spelled_straten s ON s.naam = r.naam
LEFT JOIN spelled_woonplaatsen w USING (woonplaats_id)
"""


def _find_former(engine: Engine, on: date, known: date) -> None:
    """Create `former_names`: every name that an object had by its voorkomens and has no longer."""
    begun = f"{believed(known)} AND coalesce(geldig_van <= {day(on)}, TRUE) AND coalesce(geldig_tot > geldig_van, TRUE)"
    engine.run(
        "CREATE OR REPLACE TEMP TABLE all_streets AS SELECT r.openbare_ruimte_id, r.naam, s.straat_norm, "
        "r.woonplaats_id, r.geldig_van, r.geldig_tot FROM in_openbare_ruimten r "
        f"JOIN spelled_straten s ON s.naam = r.naam WHERE {begun}"
    )
    engine.run(f"CREATE OR REPLACE TEMP TABLE former_refs AS {_former_refs(begun)}")
    engine.run(
        "CREATE OR REPLACE TEMP TABLE former_names AS WITH numbers AS (SELECT * FROM in_nummeraanduidingen "
        f"WHERE {begun} AND nummeraanduiding_id IN (SELECT nummeraanduiding_id FROM former_refs)) "
        f"SELECT DISTINCT r.object_id, {_spelled('n')} FROM former_refs r JOIN numbers n USING (nummeraanduiding_id) "
        "LEFT JOIN all_streets o ON o.openbare_ruimte_id = n.openbare_ruimte_id "
        "AND coalesce(o.geldig_van < n.geldig_tot, TRUE) AND coalesce(n.geldig_van < o.geldig_tot, TRUE) "
        f"{_spellings('n', 'o')} EXCEPT SELECT object_id, {_NAME} FROM current_names"
    )


_CONTENT = "openbare_ruimte_id, huisnummer, huisletter, huisnummertoevoeging, postcode, woonplaats_id"


def _former_refs(begun: str) -> str:
    """Return the SQL of the object and nummeraanduiding pairs that may have had another name.

    Those whose nummeraanduiding has several voorkomens or lies at a street with several names, and those that are no
    longer a pair.
    """
    former = f"FROM in_objecten WHERE has_history AND {begun}"
    return f"""
WITH changed AS (
  SELECT nummeraanduiding_id FROM in_nummeraanduidingen WHERE {begun} GROUP BY nummeraanduiding_id
  HAVING count(*) > 1 AND min(hash({_CONTENT})) <> max(hash({_CONTENT}))
  UNION
  SELECT nummeraanduiding_id FROM in_nummeraanduidingen WHERE {begun} AND openbare_ruimte_id IN (
    SELECT openbare_ruimte_id FROM all_streets GROUP BY openbare_ruimte_id
    HAVING count(DISTINCT (straat_norm, woonplaats_id)) > 1)
), past AS (
  SELECT object_id, hoofdadres_id AS nummeraanduiding_id {former}
  UNION
  SELECT object_id, unnest(nevenadres_ids) {former}
)
SELECT object_id, nummeraanduiding_id FROM current_refs WHERE nummeraanduiding_id IN (FROM changed)
UNION
SELECT object_id, nummeraanduiding_id FROM past ANTI JOIN current_refs USING (object_id, nummeraanduiding_id)
"""
