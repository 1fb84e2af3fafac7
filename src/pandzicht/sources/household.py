# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Adults without partner, parent or child at their address, derived at intake (lawful.md 23b).

The answer is of the day of the delivery and is given to the rows that may hold on it; other rows say nothing (null).
Relations are held against each other by BRP reference, never by name. The answer is no for a minor and for whoever has
a relation there; it is yes only when nothing that was delivered leaves room for one; else it is unknown:

- a person of whom neither a partner nor a parent is delivered has relations that were not delivered, since everybody
  in the BRP has parents;
- such a housemate who is at least twelve years younger may be a child; one without a number may be anybody.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from pandzicht.definitions.household import RELATION, Household
from pandzicht.definitions.source import Source
from pandzicht.definitions.words import Duration
from pandzicht.sources.binding import Binding
from pandzicht.sources.dates import LAST_DAY, partial_digits, partial_sql
from pandzicht.sources.layout import bounds_of
from pandzicht.sources.typed_table import ROW, TYPED, inner_name
from pandzicht.store.engine import Engine, quoted

HOUSEHOLD = "household"
_YOUNGEST_PARENT = "INTERVAL 12 YEAR"


def derive_household(engine: Engine, source: Source, delivered: Collection[str], *, on: date) -> None:
    """Make the table `household` (delivered_no, zonder_relatie) of the rows that hold on the delivery's day.

    `delivered` names the delivered fields: where no field of partners, or none of parents, was delivered, nobody is
    certain to be without relation.
    """
    if source.household is None:
        return
    household = source.household
    binding = Binding()
    partners = [name for name in household.partner if name in delivered]
    parents = [name for name in household.parents if name in delivered]
    relations = [inner_name(name) for name in (*partners, *parents)]
    steps = {
        "own": _own(source, household, relations, binding, on),
        # Only the newest line of a person may tell of relations: those of a line without are looked up in the others.
        "elsewhere": _elsewhere(household, relations),
        "present": "SELECT * EXCLUDE (has_relations), has_relations OR person IN (SELECT person FROM elsewhere) "
        "AS has_relations FROM own",
        "named": _named(relations),
        "pairs": "SELECT n.home_at, n.person, n.other FROM named AS n SEMI JOIN own AS o "
        "ON o.home_at = n.home_at AND o.person = n.other WHERE n.person <> n.other",
        "related": "SELECT home_at, person FROM pairs UNION SELECT home_at, other FROM pairs",
        "home": "SELECT home_at, bool_or(person IS NULL) AS has_nameless, "
        f"max(coalesce(last_birth, {LAST_DAY})) FILTER (WHERE NOT coalesce(has_relations, false)) AS youngest_open "
        "FROM present GROUP BY home_at",
    }
    answer = _answer(household, binding, on, is_complete=bool(partners and parents))
    query = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in steps.items())
    statement = (
        f"WITH {query} SELECT p.{ROW}, {answer} AS {RELATION} FROM present AS p "
        "LEFT JOIN related AS r ON r.home_at = p.home_at AND r.person = p.person "
        "LEFT JOIN home AS h ON h.home_at = p.home_at"
    )
    engine.run(f"CREATE TEMP TABLE {HOUSEHOLD} AS {statement}", binding.used_in(statement))


def _own(source: Source, household: Household, relations: Collection[str], binding: Binding, on: date) -> str:
    """Return the SQL of the rows that may hold on the day at a known address, with the relations that they tell of."""
    birth = inner_name(household.birth_date)
    interval = partial_sql(birth, "digits", ("%Y-%m-%d", "%d-%m-%Y"), binding)
    listed = "".join(f", {relation}" for relation in relations)
    return (
        f"SELECT {ROW}, {inner_name(household.person)} AS person, {inner_name(household.at)} AS home_at, "
        f"{interval.first} AS first_birth, {interval.last} AS last_birth, {_any(relations)} AS has_relations{listed} "
        f"FROM (SELECT *, {partial_digits(birth)} AS digits FROM {TYPED}) "
        f"WHERE {inner_name(household.at)} IS NOT NULL AND {_holds(source, binding, on)}"
    )


def _elsewhere(household: Household, relations: Collection[str]) -> str:
    person = inner_name(household.person)
    listed = "".join(f", {relation}" for relation in relations)
    return (
        f"SELECT {person} AS person{listed} FROM {TYPED} WHERE {_any(relations)} AND {person} IN "
        "(SELECT person FROM own WHERE NOT has_relations AND person IS NOT NULL)"
    )


def _any(relations: Collection[str]) -> str:
    return f"({' OR '.join(f'{relation} IS NOT NULL' for relation in relations) or 'false'})"


def _holds(source: Source, binding: Binding, on: date) -> str:
    bounds = bounds_of(source)
    if bounds is None:
        return "true"
    day = binding.one(on)
    start, end = quoted(bounds[0]), quoted(bounds[3])
    return f"(({start} IS NULL OR {start} <= {day}) AND ({end} IS NULL OR {end} > {day}))"


def _named(relations: Collection[str]) -> str:
    """Return the SQL of who names whom at which address: one reference per field, or several joined with a bar."""
    rows = {"own": "own", "elsewhere": "elsewhere JOIN own USING (person)"}
    parts = []
    for table, joined in rows.items():
        for relation in relations:
            name = f"{table}.{relation}"
            parts += [
                f"SELECT home_at, person, {name} AS other FROM {joined} WHERE NOT contains({name}, '|')",
                f"SELECT home_at, person, unnest(string_split({name}, '|')) FROM {joined} WHERE contains({name}, '|')",
            ]
    return (
        " UNION ALL ".join(parts) or "SELECT NULL::VARCHAR AS home_at, NULL::VARCHAR AS person, NULL::VARCHAR AS other"
    )


def _answer(household: Household, binding: Binding, on: date, *, is_complete: bool) -> str:
    grown = binding.one(Duration(f"P{household.adult_years}Y").before(on))
    may_have_child = f"coalesce(h.youngest_open >= p.first_birth + {_YOUNGEST_PARENT}, false)"
    certain = f"p.has_relations AND NOT h.has_nameless AND NOT {may_have_child} AND {str(is_complete).lower()}"
    return (
        f"CASE WHEN p.person IS NULL THEN NULL WHEN r.person IS NOT NULL THEN false WHEN p.first_birth > {grown} "
        f"THEN false WHEN p.last_birth <= {grown} AND {certain} THEN true END"
    )
