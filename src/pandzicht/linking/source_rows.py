# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""All rows of all sources in one pass: their link columns, and the rows that the first look already settles.

Settled at once are rows whose id and delivered address agree in every part, and rows whose postcode, number, unit and
street are the name of exactly one address, or without a postcode number, unit and street. Everything else is left open
for the steps after it, and so is what people judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pandzicht.linking.line import names_two
from pandzicht.linking.step import Step, closed_set, word
from pandzicht.linking.tier import Tier
from pandzicht.linking.unit import unit_of
from pandzicht.store.engine import literal, quoted


@dataclass(frozen=True, slots=True)
class LinkSource:
    """One source whose rows are to be linked.

    `view` names an engine view with delivery_no, row_no, row_id and the link columns of the rows that stand.
    `place_key` names the column with the key of a located place of the source itself (`plaats:SOURCE:KEY`), if any.
    `may_count` is the SQL, over the columns of the view, of whether a row could be counted at all: one that could not
    is linked like any other, and leaves no address in doubt. Unknown is that it could.
    """

    source: str
    view: str
    place_key: str | None = None
    may_count: str = "TRUE"


def source_type(sources: Sequence[LinkSource]) -> str:
    """Return the engine's type of the name of one of these sources."""
    return closed_set(source.source for source in sources) if sources else "VARCHAR"


def _rows_of(source: LinkSource, kind: str) -> str:
    place, join = "CAST(NULL AS INTEGER)", ""
    if source.place_key is not None:
        key = f"{literal(f'plaats:{source.source}:')} || CAST(v.{quoted(source.place_key)} AS VARCHAR)"
        place = "p.address_no"
        places = "SELECT address_id, address_no FROM addresses WHERE soort = 'plaats'"
        join = f" LEFT JOIN ({places}) p ON p.address_id = {key}"
    return (
        f"SELECT {literal(source.source)}::{kind} AS source, v.delivery_no, v.row_no, v.row_id, "
        "v.link_object_id AS object_id, v.link_nummeraanduiding_id AS nummeraanduiding_id, v.link_pand_id AS pand_id, "
        "v.link_straat AS straat, v.link_woonplaats AS woonplaats, v.link_huisnummer AS huisnummer, "
        "v.link_huisletter AS huisletter, v.link_toevoeging AS toevoeging, v.link_unit_split AS unit_split, "
        "v.link_postcode AS postcode, "
        "CASE WHEN v.link_postcode IS NULL THEN v.link_postcode4 END AS postcode4, v.link_line AS line, "
        f"v.link_x_cm AS x_cm, v.link_y_cm AS y_cm, {place} AS place_no, "
        f"coalesce({source.may_count}, TRUE) AS may_count "
        f"FROM {quoted(source.view)} v{join}"
    )


_NO_ROWS = """
SELECT '' AS source, 0::SMALLINT AS delivery_no, 0 AS row_no, 0::UBIGINT AS row_id, 0::BIGINT AS object_id,
  0::BIGINT AS nummeraanduiding_id, 0::BIGINT AS pand_id, '' AS straat, '' AS woonplaats, 0 AS huisnummer,
  '' AS huisletter, '' AS toevoeging, FALSE AS unit_split, '' AS postcode, '' AS postcode4, '' AS line,
  0 AS x_cm, 0 AS y_cm, 0 AS place_no, TRUE AS may_count WHERE FALSE
"""

_NO_IDS = "SELECT 0::BIGINT AS id WHERE FALSE"

_BY_ID = """
h.address_no IS NOT NULL AND (r.straat IS NULL OR r.straat = h.straat)
AND (r.postcode IS NULL OR r.postcode = h.postcode)
AND (r.nummeraanduiding_id IS NULL OR r.nummeraanduiding_id = h.nummeraanduiding_id)
AND (r.pand_id IS NULL OR r.pand_id = h.pand_id)
AND (r.huisnummer = h.huisnummer AND coalesce(r.huisletter, '') = h.huisletter
    AND coalesce(r.toevoeging, '') = h.toevoeging
  OR r.huisnummer IS NULL AND r.huisletter IS NULL AND r.toevoeging IS NULL)
"""

_BY_NAME = """
n.address_no IS NOT NULL AND (r.pand_id IS NULL OR r.pand_id = n.pand_id)
AND (r.postcode4 IS NULL OR TRY_CAST(r.postcode4 AS SMALLINT) = n.postcode4)
AND (NOT n.elsewhere OR r.woonplaats IS NULL OR r.woonplaats = n.woonplaats)
"""


_TIER_BY_ID = (
    f"CASE WHEN object_id IS NULL THEN {word(Tier.NUMMERAANDUIDING_ID)} "
    f"WHEN huisnummer IS NULL THEN {word(Tier.OBJECT_ID)} ELSE {word(Tier.OBJECT_ID_ADDRESS)} END"
)
_TIER_BY_NAME = (
    f"CASE WHEN part THEN {word(Tier.UNIT_PART)} "
    f"WHEN recombined THEN {word(Tier.UNIT_RECOMBINED)} WHEN postcode IS NULL THEN {word(Tier.STREET)} "
    f"ELSE {word(Tier.POSTCODE_STREET)} END"
)


def given_ids(sources: Sequence[LinkSource]) -> Step:
    """Return the step to `link_given_ids`: the ids of objects and nummeraanduidingen by which rows may be found."""
    ids = [f"SELECT coalesce(link_object_id, link_nummeraanduiding_id) AS id FROM {quoted(source.view)}"
           for source in sources]  # fmt: skip
    return Step("link_given_ids",
                f"SELECT DISTINCT id FROM ({' UNION ALL '.join(ids) or _NO_IDS}) WHERE id IS NOT NULL")  # fmt: skip


def first_look(sources: Sequence[LinkSource]) -> Step:
    """Return the step that makes `link_rows`: one row per source row, with its tier where settled at once."""
    kind = source_type(sources)
    rows = " UNION ALL ".join(_rows_of(source, kind) for source in sources) or _NO_ROWS
    return Step(
        "link_rows",
        f"""
SELECT source, delivery_no, row_no, row_id, object_id, nummeraanduiding_id, pand_id, straat, woonplaats, huisnummer,
  huisletter, toevoeging, unit_split, postcode, postcode4, x_cm, y_cm, place_no, may_count,
  CASE WHEN judged THEN NULL WHEN by_id THEN id_address_no WHEN by_name THEN name_address_no END AS address_no,
  CASE WHEN judged THEN NULL WHEN by_id THEN id_pand_no WHEN by_name THEN name_pand_no END AS pand_no,
  CASE WHEN judged THEN NULL WHEN by_id THEN {_TIER_BY_ID} WHEN by_name THEN {_TIER_BY_NAME} END AS tier,
  CASE WHEN tier IS NULL THEN line END AS line
FROM (
  SELECT r.*, h.address_no AS id_address_no, h.pand_no AS id_pand_no, n.address_no AS name_address_no,
    n.pand_no AS name_pand_no, n.part,
    n.letters <> length(coalesce(r.huisletter, '')) AS recombined,
    {_BY_ID} AS by_id, {_BY_NAME} AS by_name,
    j.row_id IS NOT NULL AS judged
  FROM (
    SELECT d.* REPLACE (coalesce(a.woonplaats_norm, d.woonplaats) AS woonplaats),
      CASE WHEN object_id IS NULL AND nummeraanduiding_id IS NULL THEN {unit_of("huisletter", "toevoeging")} END AS unit
    FROM ({rows}) d LEFT JOIN woonplaats_aliases a ON a.alias_norm = d.woonplaats
  ) r
  LEFT JOIN link_named_ids h ON h.id = coalesce(r.object_id, r.nummeraanduiding_id)
  LEFT JOIN link_judged j ON j.source = r.source AND j.row_id = r.row_id
  LEFT JOIN link_alone n ON n.straat = r.straat AND n.huisnummer = r.huisnummer AND n.unit = r.unit
    AND n.postcode = CASE WHEN coalesce(r.object_id, r.nummeraanduiding_id, r.place_no) IS NULL
      AND (r.line IS NULL OR NOT {names_two("r.line")})
      THEN coalesce(r.postcode, '') END
)
""",
        is_table=True,
    )
