# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What outcomes did to the points of each signal: experts were wrong of one, and one is hardly ever yes."""

from __future__ import annotations

from dataclasses import replace

from pandzicht.learning.labels import Labels
from pandzicht.learning.learned import Asked, learn
from pandzicht.learning.learned_points import LearnedPoints
from pandzicht.learning.moved import Why
from tests.learning.simulated_rounds import EXPERT, TRUTH, rounds

RARE = "zelden"
"""A signal that is yes three times, and has points of experts."""


def with_a_rare_signal() -> Labels:
    told = [
        replace(label, answers={**label.answers, RARE: "yes" if at < 3 else "no"}) for at, label in enumerate(rounds(8))
    ]
    return Labels.of(told, (*TRUTH, RARE))


def test_every_signal_says_what_was_seen_and_why_its_points_moved() -> None:
    labels, points = with_a_rare_signal(), {**EXPERT, RARE: 2}
    learned = learn(labels, Asked(points, {}))
    assert isinstance(learned.result, LearnedPoints)
    told = {item.signal: item for item in learned.moved}
    assert {name: (item.asked, item.learned) for name, item in told.items()} == {
        name: (points[name], learned.result.points.get(name, 0)) for name in (*TRUTH, RARE)
    }
    for at, name in enumerate(labels.signals):
        says = labels.yes[:, at] == 1
        assert (told[name].yes, told[name].found) == (int(says.sum()), int(labels.found[says].sum()))
    assert told["leegstand"].why is Why.MORE, "it adds most, and experts gave it less than the label"
    assert told["oud_label"].why in {Why.LESS, Why.NOTHING}, "experts gave it most, and it adds nothing"
    assert told[RARE].why is Why.SELDOM
    assert told[RARE].learned == told[RARE].expert, "of what was hardly ever yes the experts' word stands"


def test_the_points_of_experts_keep_their_order_on_the_scale_of_the_learned_ones() -> None:
    told = {item.signal: item.expert or 0 for item in learn(with_a_rare_signal(), Asked(EXPERT, {})).moved}
    assert told["oud_label"] > told["melding"] == told["leegstand"] == told["geen_bewoner"] > 0
    assert told[RARE] == 0


def test_before_anything_is_learned_it_tells_what_was_seen_and_no_points() -> None:
    (first, *_) = learn(Labels.of(rounds(1), tuple(TRUTH)), Asked(EXPERT, {})).moved
    assert (first.expert, first.learned, first.why) == (None, None, None)
    assert 0 <= first.found <= first.yes
    assert first.yes > 0
