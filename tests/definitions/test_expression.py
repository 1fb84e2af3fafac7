# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Expressions: what the grammar lets through, and what it says of everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.definitions.expression import ExpressionFault, Scope, faults_in, names_in, norms_in, parsed, parts_of_and
from pandzicht.definitions.functions import Kind, Place

NAMES = {"n": Kind.NUMBER, "d": Kind.DATE, "c": Kind.CODE, "b": Kind.BOOLEAN, "kapot": Kind.NOTHING}
SCOPE = Scope(Place.SIGNAL, NAMES, {"grens": Kind.NUMBER, "lijst": Kind.LIST})


@pytest.mark.parametrize(
    "text",
    [
        "b", "not b", "n = 1", "n <> 1.5", "-n < 3", "n + 1 >= 2 * n - :grens", "c in ('a', 'b')", "n between 1 and 3",
        "c is null", "c is not null", "binnen(d, 'P1Y')", "in_lijst(c, :lijst)", "(b and n > 1) or not (c = 'x')",
        "jaar(d) = 2020", "d < :peildatum", "true", "kapot > 1", "kapot = 'x'",
    ],
)  # fmt: skip
def test_what_the_grammar_lets_through(text: str) -> None:
    assert faults_in(parsed(text), SCOPE) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("n", "gives a number, expected yes or no"),
        ("n and b", "'n' is a number, expected yes or no"),
        ("n = 'x'", "compares a number with a code or text"),
        ("c + 1 > 2", "'c' is a code or text, expected a number"),
        ("-c = 1", "'c' is a code or text, expected a number"),
        ("n between 'a' and 3", "is a code or text, expected a number"),
        ("c in (n)", "needs a list of values"),
        ("n in ('a')", "is a code or text, expected a number"),
        ("c is true", "may only be followed by null"),
        ("a.b = 1", "a name has no dots"),
        ("nee = 1", "unknown name 'nee'"),
        ("n > :nee", "unknown norm ':nee'"),
        ("geldig_op(d)", "cannot stand in a signal expression"),
        ("binnen(d)", "takes 2 values, found 1"),
        ("binnen(d, 'jaar')", "is not a period"),
        ("binnen(c, 'P1Y')", "is a code or text, expected a date"),
        ("coalesce(n, 0) = 0", "is not a word of the grammar"),
        ("case when b then b end", "is not a word of the grammar"),
        ("n / 2 > 1", "is not a word of the grammar"),
        ("(select 1) = 1", "is not a word of the grammar"),
        ("load_extension('x')", "unknown function 'load_extension'"),
        ("c like 'a%'", "is not a word of the grammar"),
        ("n::text = 'x'", "is not a word of the grammar"),
    ],
)
def test_what_it_does_not(text: str, said: str) -> None:
    assert any(said in fault for fault in faults_in(parsed(text), SCOPE)), faults_in(parsed(text), SCOPE)


@pytest.mark.parametrize("text", ["n >", "'a", "n = 1; drop table x", ""])
def test_texts_that_are_no_expression(text: str) -> None:
    with pytest.raises(ExpressionFault):
        parsed(text)


@pytest.mark.parametrize("text", ["select * from x", "drop table x", "copy x to 'y'", "attach 'x'", "n -> 'a'"])
def test_statements_are_not_words_of_the_grammar(text: str) -> None:
    assert faults_in(parsed(text), SCOPE)


@given(st.text(max_size=40))
def test_no_text_passes_that_is_not_made_of_declared_words(text: str) -> None:
    try:
        tree = parsed(text)
    except ExpressionFault:
        return
    if not faults_in(tree, SCOPE):
        assert set(names_in(tree)) <= set(NAMES)
        assert set(norms_in(tree)) <= {"grens", "lijst"}


def test_names_norms_and_parts() -> None:
    tree = parsed("(b and n > :grens) and not (c = 'x' or b)")
    assert names_in(tree) == ("b", "n", "c")
    assert norms_in(tree) == ("grens",)
    assert [part.sql() for part in parts_of_and(tree)] == ["b", "n > :grens", "NOT (c = 'x' OR b)"]
