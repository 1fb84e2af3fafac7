# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every function of the closed list gives in the engine what the page of expressions says, unknowns included."""

from __future__ import annotations

from datetime import date

import pytest

from pandzicht.definitions.expression import parsed
from pandzicht.definitions.functions import FUNCTIONS as DECLARED
from pandzicht.definitions.source import Source
from pandzicht.definitions.yaml_file import yaml_data
from pandzicht.signals.compiling import FUNCTIONS, Context, compiled
from pandzicht.store.engine import Engine
from tests.small_catalogue import FILES

DAY = date(2026, 3, 1)
NORMS = {"grens": 4, "codes": ("56", "5510"), "geen": None, "naam": "a'b"}


def value(text: str, source: Source | None = None, **columns: object) -> object:
    listed = ", ".join(f"CAST(? AS {kind(item)}) AS {name}" for name, item in columns.items()) or "1 AS een"
    with Engine(threads=1) as engine:
        sql = compiled(parsed(text), Context(DAY, NORMS, source))
        return engine.value(f"SELECT {sql} FROM (SELECT {listed})", list(columns.values()))


def kind(item: object) -> str:
    if isinstance(item, date):
        return "DATE"
    return "BIGINT" if isinstance(item, int) else "VARCHAR"


def test_every_declared_function_is_compiled() -> None:
    assert set(FUNCTIONS) == set(DECLARED)


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("binnen(d, 'P1M')", {"d": date(2026, 2, 2)}, True),
        ("binnen(d, 'P1M')", {"d": date(2026, 2, 1)}, False),
        ("binnen(d, 'P1M')", {"d": date(2026, 3, 1)}, True),
        ("binnen(d, 'P1M')", {"d": date(2026, 3, 2)}, False),
        ("ouder_dan(d, 'P1M')", {"d": date(2026, 2, 1)}, True),
        ("ouder_dan(d, 'P1M')", {"d": date(2026, 2, 2)}, False),
        ("jaar(d)", {"d": date(1999, 12, 31)}, 1999),
        ("jaar(:peildatum) - 50", {}, 1976),
        ("in_lijst(c, :codes)", {"c": "56"}, True),
        ("in_lijst(c, :codes)", {"c": "561"}, False),
        ("in_lijst(c, :geen)", {"c": "561"}, None),
        ("begint_met(c, '56')", {"c": "5610"}, True),
        ("begint_met_een_van(c, :codes)", {"c": "55101"}, True),
        ("begint_met_een_van(c, :codes)", {"c": "5520"}, False),
        ("begint_met_een_van(c, :geen)", {"c": "5520"}, None),
        ("bevat_code(c, 'woon')", {"c": "winkel|woon"}, True),
        ("bevat_code(c, 'woon')", {"c": "woonfunctie"}, False),
        ("n > :grens", {"n": 5}, True),
        ("n > :geen", {"n": 5}, None),
        ("c = :naam", {"c": "a'b"}, True),
        ("bezocht_binnen('P12M')", {"laatste_bezoek": date(2025, 6, 1)}, True),
        ("n between 2 and 3 and not (n = 2)", {"n": 3}, True),
        ("n in (1, 2)", {"n": 3}, False),
        ("nieuw_geleverd()", {"nieuw_geleverd": 1}, 1),
    ],
)
def test_a_function_gives_what_its_line_says(text: str, columns: dict[str, object], expected: object) -> None:
    assert value(text, **columns) == expected


@pytest.mark.parametrize(
    "name", sorted(set(DECLARED) - {"geldig_op", "mogelijk_geldig_op", "nieuw_geleverd", "bezocht_binnen"})
)
def test_what_is_unknown_stays_unknown(name: str) -> None:
    rest = {"binnen": ", 'P1M'", "ouder_dan": ", 'P1M'", "in_lijst": ", :codes", "begint_met": ", 'x'", "jaar": ""}
    rest |= {"begint_met_een_van": ", :codes", "bevat_code": ", 'x'"}
    column = "CAST(NULL AS DATE)" if name in ("binnen", "ouder_dan", "jaar") else "CAST(NULL AS VARCHAR)"
    with Engine(threads=1) as engine:
        sql = compiled(parsed(f"{name}(c{rest[name]})"), Context(DAY, NORMS))
        assert engine.value(f"SELECT {sql} FROM (SELECT {column} AS c)") is None


def test_never_visited_is_not_visited() -> None:
    with Engine(threads=1) as engine:
        sql = compiled(parsed("bezocht_binnen('P12M')"), Context(DAY))
        assert engine.value(f"SELECT {sql} FROM (SELECT CAST(NULL AS DATE) AS laatste_bezoek)") is False


@pytest.mark.parametrize(
    ("van", "tot", "certain", "possible"),
    [
        (("2020-01-01", "2020-01-01"), (None, None), True, True),
        (("2026-03-01", "2026-03-01"), (None, None), True, True),
        (("2026-03-02", "2026-03-02"), (None, None), False, False),
        (("2026-03-01", "2026-03-31"), (None, None), False, True),
        (("2020-01-01", "2020-01-01"), ("2026-03-01", "2026-03-01"), False, False),
        (("2020-01-01", "2020-01-01"), ("2026-02-01", "2026-02-28"), False, False),
        (("2020-01-01", "2020-01-01"), ("2026-01-01", "2026-12-31"), False, True),
        (("0001-01-01", "9999-12-31"), (None, None), False, True),
    ],
)
def test_a_row_holds_certainly_or_possibly(
    van: tuple[str, str], tot: tuple[str | None, str | None], certain: bool, possible: bool
) -> None:
    source = Source.model_validate(yaml_data(FILES["sources/bewoning.yaml"]))
    names = ("van_vroegst", "van_laatst", "tot_vroegst", "tot_laatst")
    row = ", ".join(f"CAST(? AS DATE) AS {name}" for name in names)
    with Engine(threads=1) as engine:
        for function, expected in (("geldig_op", certain), ("mogelijk_geldig_op", possible)):
            sql = compiled(parsed(f"{function}(:peildatum)"), Context(DAY, source=source))
            assert engine.value(f"SELECT {sql} FROM (SELECT {row})", [*van, *tot]) is expected
