# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The link columns of a row: what was delivered of its address, in the spelling in which addresses are compared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pandzicht.addresses import spelling
from pandzicht.addresses.line import line
from pandzicht.definitions.source import FieldType, Role, Source
from pandzicht.sources.exchange import misplaced, occurring, read_as
from pandzicht.sources.line_links import LINE_COLUMNS, spell_lines
from pandzicht.sources.link_columns import LINK_TYPES
from pandzicht.sources.points import PAIRS, POINTS, rd_columns
from pandzicht.sources.typed_table import ROW, TYPED, unread_name
from pandzicht.store.engine import Engine, quoted

_ID_KINDS = {
    Role.OBJECT_ID: ("link_object_id", (1, 2, 3)),
    Role.NUMMERAANDUIDING_ID: ("link_nummeraanduiding_id", (20,)),
    Role.PAND_ID: ("link_pand_id", (10,)),
}
"""Role -> its column, and the kinds of BAG object that the fifth and sixth digit may name."""

_KIND_AT = 10_000_000_000
_POINT_JOIN = f"LEFT JOIN {POINTS} ON {POINTS}.{ROW} = t.{ROW}"
_NO_NAME = "regexp_full_match({}, '[0-9]+[a-z]{{0,2}}')"
"""A name that is a number or a postcode: the columns were taken for each other."""

Spelling = Callable[[str], str]


def _line_with_digits(text: str) -> str:
    return f"CASE WHEN regexp_matches({text}, '[0-9]') THEN {line(text)} END"


_SPELLINGS: Mapping[Role, Mapping[str, Spelling]] = {
    Role.STRAAT: {"link_straat": lambda _: "straat", "link_line": _line_with_digits},
    Role.WOONPLAATS: {"link_woonplaats": spelling.woonplaats},
    Role.POSTCODE: {"link_postcode": spelling.postcode, "link_postcode4": spelling.postcode4},
    Role.HUISLETTER: {"link_huisletter": spelling.huisletter},
    Role.TOEVOEGING: {"link_toevoeging": spelling.toevoeging},
    Role.HUISNUMMER: {
        "link_huisnummer": lambda text: f"coalesce({spelling.huisnummer(text)}, {spelling.split_huisnummer(text)})",
        "link_huisletter": spelling.split_huisletter,
        "link_toevoeging": spelling.split_toevoeging,
    },
    Role.HUISNUMMER_GEHEEL: {
        "link_huisnummer": spelling.split_huisnummer,
        "link_huisletter": spelling.split_huisletter,
        "link_toevoeging": spelling.split_toevoeging,
    },
}
"""What each role says, in the order in which one is believed before another; a line of text is believed last."""

_MALFORMED: Mapping[Role, str] = {
    Role.STRAAT: f"spelled.link_straat IS NULL OR {_NO_NAME.format('spelled.link_straat')}",
    Role.WOONPLAATS: f"spelled.link_woonplaats IS NULL OR {_NO_NAME.format('spelled.link_woonplaats')}",
    Role.POSTCODE: "spelled.link_postcode IS NULL",
    Role.HUISLETTER: "NOT regexp_full_match(coalesce(spelled.link_huisletter, ''), '[A-Z]')",
    Role.TOEVOEGING: "spelled.link_toevoeging IS NULL",
    Role.HUISNUMMER: "spelled.link_huisnummer IS NULL",
    Role.HUISNUMMER_GEHEEL: "spelled.link_huisnummer IS NULL",
}
"""When a text is not what its role says; of a line of text nothing can be asked."""


@dataclass(frozen=True, slots=True)
class Links:
    """How the link columns of the rows in a table `t` are found: column -> SQL, and the joins that it needs."""

    columns: Mapping[str, str]
    joins: str


def distinct_spelled(engine: Engine, source: Source, role: Role) -> int | None:
    """Return how many different spellings a role has in the delivery, or None when no field has it."""
    if role not in {field.role for field in source.fields.values()}:
        return None
    column = next(iter(_SPELLINGS.get(role, LINE_COLUMNS)))
    return int(engine.value(f"SELECT count(DISTINCT {column}) FROM {quoted(_table(role))}"))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a field: the join, whether its text is malformed, and whether there is a text at all."""

    name: str
    join: str
    malformed: str
    given: str


def spell_links(engine: Engine, source: Source) -> Links:
    """Spell every distinct text of a role once, and return how the rows of `typed` find theirs."""
    roles = {field.role: name for name, field in source.fields.items() if field.role}
    delivered = _texts(source)
    texts = read_as(delivered, occurring(engine, f"{TYPED} AS t", delivered))
    found: dict[str, list[str]] = {name: [] for name in LINK_TYPES}
    joins = []
    for role, parts in _SPELLINGS.items():
        if role in texts:
            joins.append(_spell(engine, role, texts[role]))
            for column in parts:
                found[column].append(f"{quoted(_table(role))}.{column}")
    found["link_line"] = [f"CASE WHEN {_first(found['link_huisnummer'], 'INTEGER')} IS NULL THEN {line} END"
                          for line in found["link_line"]]  # fmt: skip
    if Role.ADRES in texts:
        joins.append(_spell_lines(engine, texts[Role.ADRES]))
        for column in LINE_COLUMNS:
            found[column].append(f"{quoted(_table(Role.ADRES))}.{column}")
    for role, (column, _) in _ID_KINDS.items():
        if role in roles:
            found[column].append(_id(source, roles[role], role))
    points = rd_columns(engine, roles)
    found["link_x_cm"] += points[:1]
    found["link_y_cm"] += points[1:]
    joins += [_POINT_JOIN] if points else []
    columns = {name: _first(found[name], kind) for name, kind in LINK_TYPES.items()}
    return Links(columns | {"link_unit_split": _unit_split(found, texts)}, " ".join(joins))


def _unit_split(found: Mapping[str, Sequence[str]], texts: Collection[Role]) -> str:
    """Return whether letter and addition were cut out of one text, which does not tell which is which; else null."""
    units = [*found["link_huisletter"], *found["link_toevoeging"]]
    said = [f"{quoted(_table(role))}.{column}" for role in (Role.HUISLETTER, Role.TOEVOEGING) if role in texts
            for column in _SPELLINGS[role]]  # fmt: skip
    if len(units) == len(said):
        return "CAST(NULL AS BOOLEAN)"
    cut = [f"coalesce({', '.join(units)}) IS NOT NULL", *(f"{column} IS NULL" for column in said)]
    return f"CASE WHEN {' AND '.join(cut)} THEN TRUE END"


def malformed_counts(engine: Engine, source: Source) -> dict[str, tuple[int, int]]:
    """Return, per BAG id and field with a role, how many delivered texts are not that, and how many there are."""
    asked = list(_asked(engine, source))
    if not asked:
        return {}
    sums = ", ".join(f"count(*) FILTER ({one.malformed}), count(*) FILTER ({one.given})" for one in asked)
    joins = " ".join(one.join for one in asked)
    counts = engine.rows(f"SELECT {sums} FROM {TYPED} AS t {joins}")[0]
    return {one.name: (counts[2 * at], counts[2 * at + 1]) for at, one in enumerate(asked)}


def _asked(engine: Engine, source: Source) -> Iterator[_Asked]:
    given = {field.role for field in source.fields.values() if field.role}
    texts = _texts(source)
    exchanges = occurring(engine, f"{TYPED} AS t", texts)
    places = read_as(texts, exchanges)
    for name, field in source.fields.items():
        value, role = f"t.{quoted(name)}", field.role
        if field.type is FieldType.BAG_ID:
            unread = f"t.{unread_name(name)}"
            wrong = f"{unread} OR NOT {_is_kind(value, role)}" if role in _ID_KINDS else unread
            yield _Asked(name, "", wrong, f"{unread} OR {value} IS NOT NULL")
        elif role is not None and role in _MALFORMED:
            table = quoted(_table(role))
            join = f"LEFT JOIN {table} ON {table}.value = {places[role]}"
            wrong = f"{table}.is_malformed OR {misplaced(role, texts, exchanges)}"
            yield _Asked(name, join, wrong, f"{_text(source, name)} IS NOT NULL")
        elif role is not None and role == _placed_by(given):
            yield _Asked(name, _POINT_JOIN, f"{value} IS NOT NULL AND {POINTS}.x_cm IS NULL", f"{value} IS NOT NULL")


def _placed_by(given: Collection[Role]) -> Role | None:
    """Return the role of the first half of the pair that places a row, as `rd_columns` chooses it."""
    return next((pair[0] for pair in PAIRS if set(pair) <= set(given)), None)


def _spell(engine: Engine, role: Role, text: str) -> str:
    table = _table(role)
    spelled = ", ".join(f"{spell('value')} AS {column}" for column, spell in _SPELLINGS[role].items())
    wrong = _MALFORMED.get(role, "false")
    distinct = f"SELECT DISTINCT {text} AS text FROM {TYPED} AS t WHERE {text} IS NOT NULL"
    values = spelling.straten(distinct) if role is Role.STRAAT else distinct
    engine.hold(
        table,
        f"SELECT *, {wrong} AS is_malformed FROM (SELECT value, {spelled} FROM "
        f"(SELECT text AS value, * EXCLUDE (text) FROM ({values}))) AS spelled",
    )
    return f"LEFT JOIN {quoted(table)} ON {quoted(table)}.value = {text}"


def _spell_lines(engine: Engine, text: str) -> str:
    table = _table(Role.ADRES)
    spell_lines(engine, f"SELECT DISTINCT {text} AS value FROM {TYPED} AS t WHERE {text} IS NOT NULL", table)
    return f"LEFT JOIN {quoted(table)} ON {quoted(table)}.value = {text}"


def _table(role: Role) -> str:
    return f"spelled:{role.value}"


def _texts(source: Source) -> dict[Role, str]:
    """Return the text of the field of each role that is spelled."""
    spelled = {*_SPELLINGS, Role.ADRES}
    return {field.role: _text(source, name) for name, field in source.fields.items() if field.role in spelled}


def _text(source: Source, name: str) -> str:
    """Return the text of a field in a row of `t`; a number is written as it is."""
    value = f"t.{quoted(name)}"
    kind = source.fields[name].type
    return value if kind in (FieldType.TEXT, FieldType.CODE) else f"CAST({value} AS VARCHAR)"


def _id(source: Source, name: str, role: Role) -> str:
    value = f"t.{quoted(name)}"
    if source.fields[name].type is not FieldType.BAG_ID:
        text = _text(source, name)
        value = f"CASE WHEN regexp_full_match({text}, '\\d{{16}}') THEN TRY_CAST({text} AS BIGINT) END"
    return f"CASE WHEN {_is_kind(value, role)} THEN {value} END"


def _is_kind(value: str, role: Role) -> str:
    """Return whether the fifth and sixth digit of a BAG id name an object of the kind that the role asks for."""
    kinds = ", ".join(str(kind) for kind in _ID_KINDS[role][1])
    return f"({value} // {_KIND_AT} % 100 IN ({kinds}))"


def _first(found: list[str], kind: str) -> str:
    return f"CAST(coalesce({', '.join(found)}) AS {kind})" if found else f"CAST(NULL AS {kind})"
