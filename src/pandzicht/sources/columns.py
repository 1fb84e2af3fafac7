# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the text of one delivered field becomes typed columns: the SQL of each step, and what makes a row bad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pandzicht.definitions.source import FieldType, Format, Role, SourceField
from pandzicht.sources.binding import Binding
from pandzicht.sources.dates import date_sql, partial_digits, partial_sql, strange_year
from pandzicht.sources.pseudonyms import PseudonymKeys, pseudonym_sql
from pandzicht.store.engine import quoted

_WHOLE = r"[-+]?\d{1,18}(\.0)?"
_PADDED = frozenset({FieldType.TEXT, FieldType.CODE, FieldType.PSEUDONYM, FieldType.BAG_ID})


@dataclass(frozen=True, slots=True)
class Column:
    """The steps of one field.

    `text` (over the delivered columns), `prepared` and `read` (over the text) and `final` (over what was read) name
    columns of the step before by their quoted names; `bad` holds conditions over all of them with the reason in words.
    """

    name: str
    text: str
    prepared: Mapping[str, str]
    read: Mapping[str, str]
    final: Mapping[str, str]
    bad: Sequence[tuple[str, str]]
    malformed: str = "false"
    codes: Mapping[str, str] = field(default_factory=dict)
    is_shown: bool = True
    """Whether a bad text may be told; never that of a person's number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the typing of all fields of a source shares."""

    form: Format
    keys: PseudonymKeys
    binding: Binding


@dataclass(frozen=True, slots=True)
class _Given:
    """One field to read, with the names of its text and of what is read from it."""

    name: str
    field: SourceField
    reading: Reading

    @property
    def text(self) -> str:
        return text_name(self.name)

    @property
    def value(self) -> str:
        return read_name(self.name)

    @property
    def formats(self) -> str:
        return " or ".join(self.field.formats)

    def unread(self, reason: str) -> tuple[str, str]:
        return f"({self.text} IS NOT NULL AND {self.value} IS NULL)", reason

    def plain(self, read: str, bad: Sequence[tuple[str, str]], *, malformed: str = "false") -> Column:
        return Column(self.name, "", {}, {self.name: read}, {self.name: self.value}, bad, malformed)


def column_of(name: str, field: SourceField, origins: Sequence[str], reading: Reading) -> Column:
    """Return the steps by which a field is read from the delivered columns of its origins."""
    column = _TYPES[field.type](_Given(name, field, reading))
    required = [(f"{text_name(name)} IS NULL", "is required and absent")] if field.required else []
    return replace(
        column,
        text=_cleaned(field, origins, reading.binding),
        bad=(*required, *column.bad),
        is_shown=field.type is not FieldType.PSEUDONYM,
    )


def scale_of(field: SourceField) -> int:
    """Return the digits after the sign of a decimal; a degree needs six, or a door is off by a kilometre."""
    return 6 if field.role in (Role.LON, Role.LAT) else field.scale


def text_name(name: str) -> str:
    """Return the quoted name of a field's cleaned text."""
    return quoted(f"text:{name}")


def read_name(name: str) -> str:
    """Return the quoted name of a column as read, before what means no value is taken out."""
    return quoted(f"read:{name}")


def interval_names(name: str) -> tuple[str, str]:
    """Return the two columns of a partly known date.

    >>> interval_names("begin")
    ('begin_vroegst', 'begin_laatst')
    """
    return f"{name}_vroegst", f"{name}_laatst"


def codes_name(name: str) -> str:
    """Return the name of the table of a field's codes."""
    return f"codes:{name}"


def cleaned(delivered: str) -> str:
    """Return the SQL of a delivered text without blanks around it; empty is absent."""
    return f"nullif(trim({quoted(delivered)}), '')"


def _cleaned(field: SourceField, origins: Sequence[str], binding: Binding) -> str:
    texts = [cleaned(origin) for origin in origins]
    if field.missing:
        missing = binding.some(field.missing)
        texts = [f"CASE WHEN {text} NOT IN {missing} THEN {text} END" for text in texts]
    text = f"coalesce({', '.join(texts)})" if texts else "CAST(NULL AS VARCHAR)"
    if field.pad and field.type in _PADDED:
        text = f"CASE WHEN length({text}) < {field.pad} THEN lpad({text}, {field.pad}, '0') ELSE {text} END"
    return text


def _text(given: _Given) -> Column:
    bad = [
        (f"starts_with({given.text}, '=')", "begins with '=', as the formula of a spreadsheet does"),
        (f"contains({given.text}, chr(0))", "holds a NUL"),
    ]
    return given.plain(given.text, bad)


def _code(given: _Given) -> Column:
    field = given.field
    if not field.codes:
        too_long = (f"length({given.text}) > {field.pad}", f"is longer than {field.pad} characters")
        return given.plain(given.text, [*_text(given).bad, too_long] if field.pad else _text(given).bad)
    padded = {delivered.rjust(field.pad or 0, "0"): code for delivered, code in field.codes.items()}
    read = f"{quoted(codes_name(given.name))}.canonical"
    return replace(given.plain(read, [given.unread("is not one of the declared codes")]), codes=padded)


def _integer(given: _Given) -> Column:
    read = f"CASE WHEN regexp_full_match({given.text}, '{_WHOLE}') THEN TRY_CAST({given.text} AS BIGINT) END"
    return _number(given, read, "is not a whole number written without separators")


def _decimal(given: _Given) -> Column:
    text, sign = given.text, given.reading.form.decimal
    pattern = rf"[-+]?\d+([{sign}]\d+)?" + (r"([eE][-+]?\d{1,2})?" if sign == "." else "")
    plain = text if sign == "." else f"replace({text}, '{sign}', '.')"
    number = f"TRY_CAST({plain} AS DECIMAL(18, {scale_of(given.field)}))"
    read = f"CASE WHEN regexp_full_match({text}, '{pattern}') THEN {number} END"
    return _number(given, read, f"is not a number with decimal sign '{sign}' and without thousands separators")


def _number(given: _Given, read: str, reason: str) -> Column:
    field, final, bind = given.field, given.value, given.reading.binding.one
    bad = [given.unread(reason)]
    if field.missing_below is not None:
        final = f"CASE WHEN {given.value} > {bind(field.missing_below)} THEN {given.value} END"
    if field.min is not None:
        bad.append((f"{final} < {bind(field.min)}", f"is below the minimum {field.min:g}"))
    if field.max is not None:
        bad.append((f"{final} > {bind(field.max)}", f"is above the maximum {field.max:g}"))
    return replace(given.plain(read, bad), final={given.name: final})


def _date(given: _Given) -> Column:
    dates = date_sql(given.text, given.field.formats, given.reading.binding)
    bad = [
        given.unread(f"is not a date written as {given.formats}"),
        (dates.disagree, f"is another day in each of {given.formats}"),
        (strange_year(given.value), "is a date before the year 1000"),
    ]
    return given.plain(dates.day, bad)


def _partial_date(given: _Given) -> Column:
    digits, first, last = f"digits:{given.name}", *interval_names(given.name)
    interval = partial_sql(given.text, quoted(digits), given.field.formats, given.reading.binding)
    unread = f"({given.text} IS NOT NULL AND ({read_name(first)} IS NULL OR {read_name(last)} IS NULL))"
    bad = [
        (unread, f"is not a date written as yyyymmdd, yyyy-mm-dd, yyyy-mm, yyyy or {given.formats}"),
        (strange_year(read_name(first)), "is a date before the year 1000"),
    ]
    return Column(
        name=given.name,
        text="",
        prepared={digits: partial_digits(given.text)},
        read={first: interval.first, last: interval.last},
        final={first: read_name(first), last: read_name(last)},
        bad=bad,
    )


def _boolean(given: _Given) -> Column:
    field, bind = given.field, given.reading.binding.some
    true, false = (bind([word.lower() for word in words]) for words in (field.true, field.false))
    text = f"lower({given.text})"
    read = f"CASE WHEN {text} IN {true} THEN true WHEN {text} IN {false} THEN false END"
    return given.plain(read, [given.unread(f"is none of {', '.join((*field.true, *field.false))}")])


def _pseudonym(given: _Given) -> Column:
    return given.plain(pseudonym_sql(given.text, given.reading.keys, given.reading.binding), ())


def _bag_id(given: _Given) -> Column:
    read = f"CASE WHEN regexp_full_match({given.text}, '\\d{{16}}') THEN TRY_CAST({given.text} AS BIGINT) END"
    return given.plain(read, (), malformed=given.unread("")[0])


_TYPES = {
    FieldType.TEXT: _text,
    FieldType.CODE: _code,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.DATE: _date,
    FieldType.PARTIAL_DATE: _partial_date,
    FieldType.BOOLEAN: _boolean,
    FieldType.PSEUDONYM: _pseudonym,
    FieldType.BAG_ID: _bag_id,
}
