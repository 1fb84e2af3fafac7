# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the public reads of the rounds: never the yield of the top alone, every figure with its interval or refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pandzicht.definitions.words import Text
from pandzicht.exports.public_document import Paragraph, Table
from pandzicht.exports.public_yield import GroupRatio, PublicRound, rounds_told
from pandzicht.ranking.estimate import Estimate
from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Drawn, Yield, yield_of
from tests.published_catalogue import disclosed

GROUP = Text(nl="Huishoudens met kinderen", en="Households with children")


def yielded(top: int, control: int, every: int) -> Yield:
    """A round in which every so many of the top, and every tenth of the random units, had something."""
    units = [Drawn(f"t{at}", Stratum.TOP, 1.0) for at in range(top)]
    units += [Drawn(f"c{at}", Stratum.CONTROL, control / 1_000) for at in range(control)]
    found = {f"t{at}": at % every == 0 for at in range(top)} | {f"c{at}": at % 10 == 0 for at in range(control)}
    results = {name: Result.ESTABLISHED if is_found else Result.NOTHING for name, is_found in found.items()}
    return yield_of(units, {name: Outcome("visit", result) for name, result in results.items()})


def one(number: int, told: Yield, *groups: GroupRatio) -> PublicRound:
    return PublicRound(number, date(2026, 3, number), told, groups)


def test_beside_the_top_stands_what_chance_found_with_its_interval(tmp_path: Path) -> None:
    rounds = (one(1, yielded(40, 40, 4)), one(2, yielded(60, 60, 2)))
    sentence, table = rounds_told(disclosed(tmp_path), rounds)
    assert isinstance(sentence, Paragraph)
    assert "Van de 60" in sentence.text
    assert "keer zo vaak als bij een willekeurig" in sentence.text
    assert isinstance(table, Table)
    first, second = table.rows
    assert first[:3] == ("1", "01-03-2026", "40")
    assert first[3].startswith("10 % (95 %: ")
    assert second[4:6] == ("60", "50 % (95 %: 37 tot 63)")
    assert all("95 %" in cell for cell in (first[5], first[6], second[3], second[6]))


def test_of_few_visits_nothing_is_claimed(tmp_path: Path) -> None:
    _, table = rounds_told(disclosed(tmp_path), (one(1, yielded(40, 4, 4)),))
    assert isinstance(table, Table)
    (row,) = table.rows
    assert row[2:4] == ("4", "geen uitspraak: minder dan 10 bezoeken")
    assert row[6].startswith("geen uitspraak")


def test_it_is_told_how_the_last_round_fell_on_groups(tmp_path: Path) -> None:
    group = GroupRatio(GROUP, Estimate(1.31, 0.9, 1.8, 0.2), None)
    *_, note, table = rounds_told(disclosed(tmp_path), (one(1, yielded(40, 40, 4), group),))
    assert isinstance(note, Paragraph)
    assert isinstance(table, Table)
    assert table.rows == (("Huishoudens met kinderen", "1,31 keer (95 %: 0,9 tot 1,8)", "te weinig om iets te zeggen"),)
