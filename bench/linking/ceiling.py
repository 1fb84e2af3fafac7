# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be reached at all: a row is beyond reach if what it says equals, or lies nearer to, another address.

Near is counted in slips: letters wrong, left out, added or exchanged, over the parts that the row says (street, number,
unit, signs of the postcode, town). A shorter name, other words for an addition, capitals and columns are no slips; a
former name that the register knows is a name like any other. Nearer addresses are looked for at the same street, at the
same postcode, and, with the same number and unit, at streets that are up to two slips away, or up to five where the row
has an old name; such a row without a postcode lies as near to any street as to its own.

A row that says another number or unit than its address has looks like the rows of which the number or unit does not
exist: three of four that look so have no address at all, so whoever links them lowers F1. The ceiling of what is named
counts such rows as beyond reach, and every other tie as within: other rows may teach an old name.

A row that equals another address will be tied to it by anyone who reads well: it counts as a wrong link. One that
equals several, or lies nearer to another one, can be left alone: it counts as left empty.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from bench.linking.score import Score

NOTHING_NEAR = 99
OTHER_STREET, OTHER_POSTCODE, OTHER_TOWN = 6, 3, 3
"""The most slips that a part counts: one that has nothing in common is another one, however long it is."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How well a reader without faults could do."""

    f1: float
    f1_without_ties: float
    """The same if a row that lies as near to another address is beyond reach too."""
    f1_named: float
    """The same if a row is beyond reach that does not say the number and unit of its address, whatever else is near."""
    beyond: float
    """Share of the rows that are beyond reach."""
    tied: float
    """Share of the rows that lie as near to another address."""


def _key(text: str) -> str:
    return f"regexp_replace(lower(strip_accents({text})), '[^0-9a-z]', '', 'g')"


_PREPARED = (
    f"""
CREATE TABLE names AS
SELECT address_no, {_key("straat")} AS straat, huisnummer, eenheid, postcode, woonplaats FROM register
UNION ALL
SELECT address_no, {_key("vroegere_straat")}, huisnummer, eenheid, postcode, woonplaats
FROM register WHERE vroegere_straat IS NOT NULL
""",
    f"CREATE TABLE spoken AS SELECT * REPLACE ({_key('straat')} AS straat) FROM said",
    "CREATE TABLE streets AS SELECT DISTINCT straat FROM names",
)
"""From `register` and `said` to what is compared."""


def _slips(one: str, other: str, most: int = 99) -> str:
    return f"CASE WHEN {one} = {other} THEN 0 ELSE least({most}, damerau_levenshtein({one}, {other})) END"


def _apart(row: str, name: str) -> str:
    """Return the slips between what a row says and a name."""
    number = _slips(f"{row}.huisnummer::VARCHAR", f"{name}.huisnummer::VARCHAR")
    postcode = _slips(f"{row}.postcode", f"left({name}.postcode, length({row}.postcode))", OTHER_POSTCODE)
    return f"""
{_slips(f"{row}.straat", f"{name}.straat", OTHER_STREET)} + {number} + {_slips(f"{row}.eenheid", f"{name}.eenheid")}
+ CASE WHEN {row}.postcode = '' THEN 0 ELSE {postcode} END
+ CASE WHEN {row}.woonplaats = '' THEN 0 ELSE {_slips(f"{row}.woonplaats", f"{name}.woonplaats", OTHER_TOWN)} END
"""


_OWN = f"""
CREATE TABLE judged AS
SELECT s.*, coalesce(own, {NOTHING_NEAR}) AS own, own_street, coalesce(is_named, FALSE) AS is_named
FROM spoken s LEFT JOIN (
  SELECT row_no, min({_apart("s", "n")}) AS own, min(damerau_levenshtein(s.straat, n.straat)) AS own_street,
    bool_or(s.huisnummer = n.huisnummer AND s.eenheid = n.eenheid) AS is_named
  FROM spoken s JOIN names n ON n.address_no = s.truth GROUP BY row_no
) USING (row_no)
"""

_SHORTER = """
CREATE TABLE {name} AS
SELECT straat, unnest(list_distinct([straat] || list_transform(range(1, length(straat) + 1),
  lambda i: left(straat, i - 1) || substr(straat, i + 1)))) AS shorter FROM ({streets})
"""
"""Two texts one slip apart are the same with at most one letter taken out of each; so are some that are two apart."""

_FAR = 3
_NEAR_STREETS = (
    "CREATE TABLE said_streets AS SELECT DISTINCT straat FROM judged WHERE own > 0 AND truth IS NOT NULL",
    _SHORTER.format(name="shorter_said", streets="FROM said_streets"),
    _SHORTER.format(name="shorter_streets", streets="FROM streets"),
    f"CREATE TABLE far_streets AS SELECT DISTINCT straat FROM judged WHERE own_street >= {_FAR}",
    f"""
CREATE TABLE near_streets AS
SELECT DISTINCT g.straat AS given, s.straat FROM shorter_said g JOIN shorter_streets s USING (shorter)
WHERE g.straat <> s.straat AND damerau_levenshtein(g.straat, s.straat) <= 2
UNION
SELECT f.straat, s.straat FROM far_streets f, streets s
WHERE f.straat <> s.straat AND abs(length(f.straat) - length(s.straat)) < {OTHER_STREET}
  AND damerau_levenshtein(f.straat, s.straat) < {OTHER_STREET}
""",
)

_OTHERS = f"""
CREATE TABLE others AS
WITH met AS (
  SELECT j.row_no, n.address_no, {_apart("j", "n")} AS apart FROM judged j
  JOIN names n ON n.straat = j.straat AND n.huisnummer = j.huisnummer AND n.eenheid = j.eenheid
  UNION ALL
  SELECT j.row_no, n.address_no, {_apart("j", "n")} FROM judged j JOIN names n ON n.straat = j.straat
  WHERE j.own > 0 AND j.truth IS NOT NULL AND abs(length(n.eenheid) - length(j.eenheid)) <= j.own
    AND ((n.huisnummer = j.huisnummer)::INTEGER + (n.eenheid = j.eenheid)::INTEGER >= 1 OR j.own > 1)
  UNION ALL
  SELECT j.row_no, n.address_no, {_apart("j", "n")} FROM judged j JOIN names n ON n.postcode = j.postcode
  WHERE j.own > 0 AND j.truth IS NOT NULL
  UNION ALL
  SELECT j.row_no, n.address_no, {_apart("j", "n")} FROM judged j JOIN near_streets g ON g.given = j.straat
  JOIN names n ON n.straat = g.straat AND n.huisnummer = j.huisnummer AND n.eenheid = j.eenheid
  WHERE j.own > 0 AND j.truth IS NOT NULL
)
SELECT m.row_no, min(apart) AS nearest, count(DISTINCT address_no) FILTER (apart = 0) AS equals
FROM met m JOIN judged j USING (row_no) WHERE address_no IS DISTINCT FROM truth GROUP BY m.row_no
"""

_REACH = f"""
SELECT row_no, truth, own = 0 AS own_equal, is_named, coalesce(equals, 0) AS equals,
  coalesce(nearest = 0 OR truth IS NOT NULL AND nearest < own, FALSE) AS beyond,
  coalesce(truth IS NOT NULL AND own > 0 AND coalesce(nearest >= own, TRUE)
    AND (nearest = own OR own_street >= {OTHER_STREET} AND length(postcode) < 6), FALSE) AS tied
FROM judged LEFT JOIN others USING (row_no) ORDER BY row_no
"""


def reach(register: pa.Table, said: pa.Table) -> pa.Table:
    """Return, per row, whether it is beyond reach, or as near to another address as to its own, and why."""
    with duckdb.connect(config={"threads": 2, "memory_limit": "6GiB"}) as connection:
        connection.register("register", register)
        connection.register("said", said)
        for statement in (*_PREPARED, _OWN, *_NEAR_STREETS, _OTHERS):
            connection.execute(statement).fetchall()
        return connection.sql(_REACH).to_arrow_table()


def ceiling_of(reached: pa.Table) -> Ceiling:
    """Return what a reader without faults would score on rows of which the reach is known."""
    with duckdb.connect() as connection:
        connection.register("reached", reached)
        counts = connection.sql("""
SELECT count(*), count(truth), count(truth) FILTER (NOT beyond), count(truth) FILTER (NOT beyond AND NOT tied),
  count(truth) FILTER (NOT beyond AND is_named), count(*) FILTER (beyond AND equals = 1 AND NOT own_equal),
  avg(beyond::INTEGER), avg(tied::INTEGER) FROM reached
""").fetchall()[0]
    rows, true, right, sure, named, wrong, beyond, tied = counts
    return Ceiling(
        f1=Score(rows=rows, true=true, linked=right + wrong, right=right).f1,
        f1_without_ties=Score(rows=rows, true=true, linked=sure + wrong, right=sure).f1,
        f1_named=Score(rows=rows, true=true, linked=named + wrong, right=named).f1,
        beyond=beyond,
        tied=tied,
    )
