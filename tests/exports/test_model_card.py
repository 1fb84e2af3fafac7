# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The model card: what speaks against the points first, every figure with its interval, and until when it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import Catalogue, read_catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.reads import signals_with_stand_ins
from pandzicht.exports.learned_words import OBSTACLES, UNLEARNED
from pandzicht.exports.model_card import ModelCard
from pandzicht.exports.public_document import as_html, as_markdown
from pandzicht.language import Language
from pandzicht.learning.interval import Ground, Refused
from pandzicht.learning.labels import Labels
from pandzicht.learning.learned import Asked, Obstacle, learn
from pandzicht.learning.learned_points import Unlearned
from pandzicht.learning.pairs import JudgedPair
from pandzicht.ranking.yield_estimate import Figure
from tests.learning.simulated_rounds import EVERY_DAYS, EXPERT, FIRST_DAY, labels, rounds
from tests.small_catalogue import write_catalogue

GOOD = {"leegstand": 10, "melding": 7}
DAYS = tuple(FIRST_DAY + number * EVERY_DAYS for number in range(8))
FOUND = learn(labels(8), Asked(EXPERT, GOOD, DAYS))


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return read_catalogue(write_catalogue(tmp_path_factory.mktemp("small")))


def card(catalogue: Catalogue, found: object = FOUND, language: Language = Language.NL) -> ModelCard:
    check: Check = catalogue.checks["wonen"]
    return ModelCard(found, check, catalogue, date(2026, 3, 1), language)  # type: ignore[arg-type]


def test_it_has_the_points_beside_those_of_experts(catalogue: Catalogue) -> None:
    text = as_markdown(card(catalogue).document())
    row = next(line for line in text.splitlines() if line.startswith("| leegstand"))
    assert row.split(" | ")[1:] == ["2", "10", "10 |"]


def test_it_says_per_signal_why_its_points_moved_and_per_round_what_came_about(catalogue: Catalogue) -> None:
    text = as_markdown(card(catalogue).document())
    section = text.split("## Wat er veranderde, en waarom")[1].split("## ")[0]
    row = next(line for line in section.splitlines() if line.startswith("| leegstand"))
    moved = next(item for item in FOUND.moved if item.signal == "leegstand")
    assert row.split(" | ")[1:3] == [str(moved.expert), str(moved.learned)]
    assert row.endswith("Waar het ja was, is meer gevonden dan de punten van de deskundigen deden verwachten. |")
    rounds_told = text.split("lijst van | verwacht | gevonden")[1].split("\n\n")[0]
    assert rounds_told.count("2024 |") == len(FOUND.judged)
    few = learn(labels(2), Asked(EXPERT, {}))
    assert "Wat er veranderde" not in as_markdown(card(catalogue, few).document())


def test_what_speaks_against_it_stands_first(catalogue: Catalogue) -> None:
    few = learn(labels(2), Asked(EXPERT, {}))
    text = as_markdown(card(catalogue, few, Language.EN).document())
    assert text.index("240 outcomes with a probability are known, and 300 are needed") < text.index("## Which points?")
    assert "10" not in next(line for line in text.splitlines() if line.startswith("| leegstand"))


def test_a_signal_that_may_stand_in_for_a_trait_is_told_with_its_own_test(tmp_path: Path) -> None:
    catalogue = read_catalogue(write_catalogue(tmp_path))
    name, *_ = signals_with_stand_ins(catalogue, catalogue.checks["wonen"])
    told = Labels.of([replace(each, answers={name: each.answers["leegstand"]}) for each in rounds(8)], (name,))
    found = learn(told, Asked({name: 2}, {}, stand_ins=(name,)))
    text = as_markdown(card(catalogue, found).document())
    row = next(line for line in text.splitlines() if line.endswith("| het vindt meer |"))
    assert row.startswith(f"| {catalogue.signals[name].question.nl}")
    assert row.count(" tot ") == 3
    assert "Getoetst op wat het lot vond" not in as_markdown(card(catalogue).document())


def test_it_is_told_what_the_points_find_without_what_earlier_visits_feed(tmp_path: Path) -> None:
    catalogue = read_catalogue(write_catalogue(tmp_path))
    name = catalogue.checks["wonen"].signals[0]
    told = Labels.of([replace(each, answers={name: each.answers["leegstand"]}) for each in rounds(8)], (name,))
    text = as_markdown(card(catalogue, learn(told, Asked({name: 2}, {}, fed=(name,)))).document())
    part = text[text.index("## Volgt het zijn eigen spoor?") :]
    assert catalogue.signals[name].question.nl in part
    assert part.index("- ermee: ") < part.index("- zonder: ") < part.index("- verschil: ")
    assert "Volgt het zijn eigen spoor?" not in as_markdown(card(catalogue).document())


def test_every_share_of_visits_has_its_interval(catalogue: Catalogue) -> None:
    text = as_markdown(card(catalogue, language=Language.EN).document())
    for way in ("the lot", "points of experts", "learned points"):
        rows = [line for line in text.splitlines() if line.startswith(f"| {way} |")]
        assert rows
        assert all(" to " in row for row in rows)
    assert "8 rounds in which just these points were tried" in text


def test_it_says_until_when_and_what_it_is_not_for(catalogue: Catalogue) -> None:
    told = card(catalogue)
    text = as_markdown(told.document())
    assert told.check.last_day is not None
    assert f"{told.check.last_day:%d-%m-%Y}" in text.replace("\\", "")
    assert "Als bewijs" in text
    assert "modelbestand" in text


def test_it_is_a_page_too(catalogue: Catalogue) -> None:
    page = as_html(card(catalogue).document())
    assert page.count("<h1") == 1
    assert 'lang="nl"' in page


def test_each_obstacle_and_each_ground_has_its_words(catalogue: Catalogue) -> None:
    assert set(OBSTACLES) == set(Obstacle)
    assert set(UNLEARNED) == set(Unlearned)
    assert all(card(catalogue).against((obstacle,))[0] for obstacle in Obstacle)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (None, "Vanaf 1.500 uitkomsten wordt getoetst"),
        (JudgedPair(None, 7, 0, Refused(Ground.FEW_WINDOWS)), "dat is in 7 rondes getoetst"),
        (JudgedPair(("leegstand", "melding"), 7, 7, Figure(0.1, -0.1, 0.3, 90.0)), "dat is in 7 rondes getoetst"),
        (JudgedPair(("leegstand", "melding"), 7, 7, Figure(0.1, 0.05, 0.3, 90.0)), "'leegstand' en 'melding'"),
    ],
)
def test_only_a_pair_that_surely_says_more_is_named(catalogue: Catalogue, told: JudgedPair, words: str) -> None:
    assert words in as_markdown(card(catalogue, replace(FOUND, pair=told)).document())
