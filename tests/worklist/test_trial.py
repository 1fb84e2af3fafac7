# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a change would do is told per signal and wijk, names addresses that may be seen, and logs those."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.edit import Edit, Edited, edited
from pandzicht.definitions.rules import RULES
from pandzicht.errors import PandzichtError
from pandzicht.governance.actor import Actor, Grant
from pandzicht.runs.opened import OpenRun
from pandzicht.worklist.trial import Trial, Turn, trial
from tests.desk import desk_of, opened
from tests.model_city import ModelCity

CHECK = "onrechtmatig_wonen"


@pytest.fixture(scope="module")
def run(model_city: ModelCity) -> OpenRun:
    """The run of the city, opened to try something out."""
    return opened(model_city.workspace, action=Action.TRY_OUT)


def change(model_city: ModelCity, place: str, old: str, new: str) -> Edited:
    folder, name = place.split("/")
    text = (Path(model_city.workspace.catalogue) / folder / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    return edited(model_city.catalogue, Edit(folder, name, text.replace(old, new)), RULES)


def stricter(model_city: ModelCity) -> Edited:
    return change(
        model_city, "signals/overbewoning", "bewoners_aantal >= :norm_overbewoning_personen", "bewoners_aantal >= 6"
    )


def wider(model_city: ModelCity) -> Edited:
    return change(model_city, "norms/norm_m2_per_persoon", "value: 12", "value: 16")


def test_a_text_that_says_the_same_turns_nothing(model_city: ModelCity, run: OpenRun) -> None:
    found = trial(run, change(model_city, "signals/overbewoning", "motive:", "motive: "), [CHECK])
    assert [one.count for one in found.signals] == [0]
    assert [(one.came_count, one.left_count) for one in found.lists] == [(0, 0)]


def test_a_stricter_signal_turns_answers_and_takes_addresses_off_the_list(model_city: ModelCity, run: OpenRun) -> None:
    found = trial(run, stricter(model_city), [CHECK])
    (signal,), (listed,) = found.signals, found.lists
    assert signal.counts[Turn.NO_LONGER_YES] > 0
    assert signal.counts[Turn.NOW_YES] == 0
    assert (listed.came_count, listed.left_count) == (0, listed.before - listed.after)
    assert 0 < listed.left_count <= signal.counts[Turn.NO_LONGER_YES]
    assert all((one.before, one.after) == ("yes", "no") for one in signal.examples[Turn.NO_LONGER_YES])


def test_the_wijken_add_up_to_the_whole(model_city: ModelCity, run: OpenRun) -> None:
    (signal,) = trial(run, stricter(model_city), [CHECK]).signals
    for turn in Turn:
        assert sum(area.counts[turn] for area in signal.areas) == signal.counts[turn]
    assert all(area.code.startswith("WK") and area.buurten for area in signal.areas)


def test_a_norm_is_tried_on_every_signal_of_the_purpose_that_names_it(model_city: ModelCity, run: OpenRun) -> None:
    found = trial(run, wider(model_city), [CHECK])
    assert [one.signal for one in found.signals] == ["overbewoning"]
    assert found.signals[0].counts[Turn.NOW_YES] > 0
    assert found.lists[0].came_count > 0
    other = trial(run, wider(model_city), ["adreskwaliteit"])
    assert {one.signal for one in other.signals} > {"overbewoning"}


def test_a_check_is_tried_by_who_comes_and_leaves(model_city: ModelCity, run: OpenRun) -> None:
    found = trial(
        run, change(model_city, f"checks/{CHECK}", "frame: >-\n", "frame: >-\n  bewoners_aantal >= 4 and\n"), [CHECK]
    )
    assert found.signals == ()
    assert found.lists[0].left_count > 0
    assert len(found.lists[0].left) <= 10


def test_nothing_of_another_purpose_is_told(model_city: ModelCity, run: OpenRun) -> None:
    found: Trial = trial(run, stricter(model_city), ["hennep"])
    assert (found.signals, found.lists) == ((), ())


def test_whoever_sees_part_of_the_city_is_told_of_that_part(model_city: ModelCity, run: OpenRun) -> None:
    whole = trial(run, stricter(model_city), [CHECK]).signals[0]
    wijk = whole.areas[0].code
    areas = frozenset({code for code in run.addresses["buurtcode"].to_pylist() if code and f"WK{code[2:8]}" == wijk})
    desk = desk_of(model_city.workspace, actor=Actor("els", "els", (Grant("alles", areas=areas),)))
    part = trial(opened(model_city.workspace, action=Action.TRY_OUT, desk=desk), stricter(model_city), [CHECK])
    assert [area.code for area in part.signals[0].areas] == [wijk]
    assert part.signals[0].counts[Turn.NO_LONGER_YES] == whole.areas[0].counts[Turn.NO_LONGER_YES]
    assert part.lists[0].before < trial(run, stricter(model_city), [CHECK]).lists[0].before


def test_what_cannot_be_read_is_not_tried(model_city: ModelCity, run: OpenRun) -> None:
    for old, new in (("when: >-", "waneer: >-"), ("bewoners_aantal >=", "bewoners_aantal >= >")):
        with pytest.raises(PandzichtError, match="has faults as it stands; mend them"):
            trial(run, change(model_city, "signals/overbewoning", old, new), [CHECK])
