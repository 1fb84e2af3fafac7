# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""All rows that name a party, and what each says, once: spelled names, initials, day of birth, identifiers, address.

Rows that say the same are one *saying*, known by the hash of what it says: thousands of rows of one owner are compared
once. What a row of a kind that the question leaves alone says is not read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pandzicht.addresses import spelling
from pandzicht.linking.step import Step
from pandzicht.parties.company_name import company_names
from pandzicht.parties.name_text import folded, trimmed
from pandzicht.parties.party_source import PartyField, PartyKind, PartySource
from pandzicht.parties.person_name import first_name, initials, person_names
from pandzicht.store.engine import Engine, literal, quoted

PERSON, COMPANY = literal(PartyKind.PERSON.value), literal(PartyKind.COMPANY.value)
KEY_OF = "|"
"""Between the name of a source and its key of a party."""
_TEXT = (PartyField.PREFIX, PartyField.NAME, PartyField.GIVEN, PartyField.PSEUDONYM)
_FORM_AT_THE_END = r"(?i)[\s,](?:b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?)$|^(?:stichting|vereniging)\s"
"""A name that is that of a company, where nothing else tells the kind."""


def row_steps(
    engine: Engine, known: Sequence[PartySource], asking: Sequence[PartySource], kinds: Collection[PartyKind]
) -> tuple[Step, ...]:
    """Return the steps to `party_rows`, `party_names` and `party_texts`; `side` is 1 for rows of the register.

    `party_rows`: a row per delivered row, with its said_id, null when the question leaves it alone. `party_names`: a
    row per name of a saying, with all that is said; its text_id is null when it has no name. `party_texts`: a row per
    name that stands in a text, with its spellings. Texts, addresses and numbers are compared by their hashes.
    """
    parts = [_rows(source, side, engine.columns(source.table)) for side, group in ((1, known), (0, asking))
             for source in group]  # fmt: skip
    asked = ", ".join(literal(kind.value) for kind in kinds)
    return (
        Step("party_rows", _ROWS.format(rows=" UNION ALL ".join(parts), asked=asked)),
        Step("party_texts", f"FROM ({person_names(_TEXTS.format(kind=PERSON))}) UNION ALL "
                            f"FROM ({company_names(_TEXTS.format(kind=COMPANY))})"),
        Step("party_given", _GIVEN),
        Step("party_names", _NAMES),
    )  # fmt: skip


def _rows(source: PartySource, side: int, types: Mapping[str, str]) -> str:
    """Return the query of the rows of a source, their columns under the words of `PartyField`."""
    texts = {what: _text(source, what) for what in _TEXT}
    others = [_bare(quoted(name)) for name in source.other_names]
    number, rsin = (_digits(source.column(what), size) for what, size in
                    ((PartyField.KVK_NUMBER, 8), (PartyField.RSIN, 9)))  # fmt: skip
    return f"""
SELECT {side}::TINYINT AS side, {literal(source.name)} AS source, delivery_no, row_no, row_id,
  {_party(source, side)} AS party, {_kind(source)} AS told_kind,
  {texts[PartyField.PREFIX]} AS prefix, {texts[PartyField.NAME]} AS name,
  {_listed(others)} AS other_names,
  {texts[PartyField.GIVEN]} AS given_text, {_day(source, types)} AS born, {texts[PartyField.PSEUDONYM]} AS pseudonym,
  {number} AS kvk_number, {rsin} AS rsin, {_home(source, types)} AS home, {_addition(source)} AS addition
FROM {quoted(source.table)}"""


def _party(source: PartySource, side: int) -> str:
    """Return the SQL of the party of a row as its source names it: a key, outside the register with the source."""
    if source.key is None:
        return "CAST(row_no AS VARCHAR)" if side else "NULL::VARCHAR"
    key = f"CAST({quoted(source.key)} AS VARCHAR)"
    # a row without a key is a party of its own
    return f"coalesce({key}, '#' || row_no)" if side else f"{literal(source.name + KEY_OF)} || {key}"


def _text(source: PartySource, what: PartyField) -> str:
    column = source.column(what)
    return _bare(quoted(column)) if column else "NULL::VARCHAR"


def _bare(column: str) -> str:
    return f"nullif({trimmed(column)}, '')"


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"CASE WHEN {names[0]} IS NOT NULL THEN [{names[0]}] END"
    return f"[name FOR name IN [{', '.join(names)}] IF name IS NOT NULL]" if names else "NULL::VARCHAR[]"


def _digits(column: str | None, size: int) -> str:
    if column is None:
        return "NULL::BIGINT"
    digits = f"regexp_replace(CAST({quoted(column)} AS VARCHAR), '[^0-9]', '', 'g')"
    return f"nullif(CASE WHEN length({digits}) <= {size} THEN TRY_CAST({digits} AS BIGINT) END, 0)"


def _day(source: PartySource, types: Mapping[str, str]) -> str:
    column = source.column(PartyField.BORN)
    if column is None:
        return "NULL::DATE"
    return quoted(column) if types[column] == "DATE" else f"TRY_CAST({quoted(column)} AS DATE)"


def _home(source: PartySource, types: Mapping[str, str]) -> str:
    postcode, number = source.column(PartyField.POSTCODE), source.column(PartyField.HUISNUMMER)
    if postcode is None or number is None:
        return "NULL::UBIGINT"
    whole = quoted(number) if types[number] in ("INTEGER", "SMALLINT") else spelling.split_huisnummer(quoted(number))
    text = quoted(postcode)
    plain = f"CASE WHEN length({text}) = 6 AND {text} = upper({text}) THEN {text} ELSE {spelling.postcode(text)} END"
    return f"CASE WHEN {text} IS NOT NULL AND {whole} IS NOT NULL THEN hash({plain}, {whole}) END"


def _addition(source: PartySource) -> str:
    column = source.column(PartyField.TOEVOEGING)
    return f"coalesce({spelling.toevoeging(quoted(column))}, '')" if column else "''"


def _kind(source: PartySource) -> str:
    column = source.column(PartyField.KIND)
    words = [(kind, spelled) for kind, spelled in source.kinds.items() if spelled]
    if column is None or not words:
        return "NULL::VARCHAR"
    arms = " ".join(
        f"WHEN {quoted(column)} IN ({', '.join(map(literal, spelled))}) THEN {literal(kind.value)}"
        for kind, spelled in words
    )
    return f"CASE {arms} END"


_SAYS = "kind, text_id, other_ids, given_id, born, pseudonym, kvk_number, rsin, home, addition"

_ROWS = f"""
WITH told AS ({{rows}}), kinds AS (
  SELECT *, CASE WHEN told_kind IS NOT NULL THEN told_kind
    WHEN kvk_number IS NOT NULL OR rsin IS NOT NULL THEN {COMPANY}
    WHEN pseudonym IS NOT NULL OR born IS NOT NULL THEN {PERSON}
    WHEN regexp_matches(name, '{_FORM_AT_THE_END}') THEN {COMPANY} END AS kind FROM told
), limited AS (
  SELECT side, source, delivery_no, row_no, row_id, party, kind, coalesce(kind IN ({{asked}}), FALSE) AS is_asked,
    is_asked AND kind = {PERSON} AS is_person, is_asked AND kind = {COMPANY} AS is_company,
    CASE WHEN is_person THEN prefix END AS prefix, CASE WHEN is_asked THEN name END AS name,
    CASE WHEN is_asked AND len(other_names) > 0 THEN other_names END AS other_names,
    CASE WHEN is_person THEN given_text END AS given_text,
    CASE WHEN is_person THEN born END AS born,
    CASE WHEN is_person AND pseudonym IS NOT NULL THEN hash(pseudonym) END AS pseudonym,
    CASE WHEN is_company THEN kvk_number END AS kvk_number, CASE WHEN is_company THEN rsin END AS rsin,
    CASE WHEN is_asked THEN home END AS home, CASE WHEN is_asked THEN addition END AS addition
  FROM kinds
), numbered AS (
  SELECT * EXCLUDE (is_person, is_company), CASE WHEN name IS NOT NULL THEN hash(kind, prefix, name) END AS text_id,
    [hash(kind, prefix, other) FOR other IN other_names] AS other_ids,
    CASE WHEN given_text IS NOT NULL THEN hash(given_text) END AS given_id FROM limited
)
SELECT *, CASE WHEN is_asked THEN hash(party, {_SAYS}) END AS said_id FROM numbered
"""

_TEXTS = """
(SELECT DISTINCT text_id, prefix, text FROM (
  SELECT text_id, prefix, name AS text FROM party_rows WHERE kind = {kind} AND name IS NOT NULL
  UNION ALL
  SELECT unnest(other_ids), prefix, unnest(other_names) FROM party_rows WHERE kind = {kind} AND other_names IS NOT NULL
))
"""

_GIVEN = f"""
SELECT hash(given_text) AS given_id, {initials("given_text", "plain")} AS initials,
  {first_name("given_text", "plain")} AS given
FROM (SELECT given_text, {folded("given_text")} AS plain
  FROM (SELECT DISTINCT given_text FROM party_rows WHERE given_text IS NOT NULL))
"""

_SAYING = f"side, said_id, party, {_SAYS}"
_NAMED = """
SELECT side, said_id, party, kind, {text_id} AS text_id, g.initials, g.given, born, year(born) AS born_year,
  coalesce(dayofyear(born) = 1, FALSE) AS year_only, pseudonym, kvk_number, rsin, home, addition, {is_other} AS is_other
FROM {sayings} LEFT JOIN party_given g USING (given_id)
"""
_NAMES = f"""
WITH again AS MATERIALIZED (
  SELECT side, said_id FROM party_rows WHERE is_asked GROUP BY side, said_id HAVING count(*) > 1
), once AS (
  SELECT {_SAYING} FROM party_rows ANTI JOIN again USING (side, said_id) WHERE is_asked AND other_ids IS NULL
), more AS MATERIALIZED (
  SELECT {_SAYING} FROM party_rows SEMI JOIN again USING (side, said_id)
  UNION
  SELECT {_SAYING} FROM party_rows WHERE other_ids IS NOT NULL
)
{_NAMED.format(text_id="text_id", is_other="FALSE", sayings="once")}
UNION ALL
{
    _NAMED.format(
        text_id="text_id", is_other="FALSE", sayings="(FROM more WHERE text_id IS NOT NULL OR other_ids IS NULL)"
    )
}
UNION ALL
{_NAMED.format(text_id="unnest(other_ids)", is_other="TRUE", sayings="(FROM more WHERE other_ids IS NOT NULL)")}
"""
"""Sayings of one row with one name, which most are, need no looking for others that say the same."""
