# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines of text bent at any place are read and linked, and nothing is made up: what `make fuzz` holds them to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.lines import Lines, lines_of
from tests.linking.town import Row

CORPUS = Path(__file__).parent / "corpus" / "lines"
SEEDS = sorted(CORPUS.glob("*.txt"))


@pytest.fixture(scope="module")
def lines() -> Iterator[Lines]:
    made = Lines()
    yield made
    made.town.engine.close()


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_seeds(lines: Lines, seed: Path) -> None:
    assert lines.check(lines_of(seed.read_bytes()))


def test_the_seeds_reach_most_of_what_a_line_can_come_to(lines: Lines) -> None:
    tiers = {tier for seed in SEEDS for tier, *_ in lines.check(lines_of(seed.read_bytes()))}
    assert tiers >= {
        "postcode_street", "street", "street_alike", "postcode", "unit_in_other_words", "several", "unit_unknown",
        "postcode_differs", "town_differs", "outside", "not_found", "no_number", "no_place",
        "street_differs", "street_other_postcode", "protected",
    }  # fmt: skip


@st.composite
def bent(draw: st.DrawFn) -> list[str]:
    """The lines of a seed with pieces of them cut, doubled, exchanged or replaced."""
    told = lines_of(draw(st.sampled_from(SEEDS)).read_bytes())
    for place in range(len(told)):
        one, other = told[place], draw(st.sampled_from(told))
        at, to = draw(st.integers(0, len(one))), draw(st.integers(0, len(other)))
        told[place] = one[:at] + draw(st.text(max_size=3)) + other[to:]
    return told


@settings(max_examples=max(8, settings.default.max_examples // 10))
@given(bent())
def test_bent_seeds(lines: Lines, told: list[str]) -> None:
    lines.check(told)


@settings(max_examples=max(5, settings.default.max_examples // 20))
@given(st.binary(max_size=400))
def test_any_bytes(lines: Lines, data: bytes) -> None:
    lines.check(lines_of(data))


def test_what_does_not_hold_is_told_with_its_line(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.lines.spoken", lambda *_: [Row("kerkstraat", 9)])
    with pytest.raises(AssertionError, match="Kerkstraat 7"):
        lines.check(["Kerkstraat 7"])
