# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Each fault of an address: what it does, and that nothing else happens."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.modelcity.arrays import stream
from pandzicht.modelcity.mess import Flaw, MessyRows, doubled, messed
from pandzicht.modelcity.objects import TAILS
from pandzicht.modelcity.town import Town


def written(town: Town, flaw: Flaw | None = None, *, short: bool = False) -> tuple[MessyRows, np.ndarray]:
    """Every existing object once, with one fault as often as it can be; and which rows have it."""
    at = np.arange(town.objects.existing)
    rows = messed(town, at, stream(1, "mess"), {flaw: 0.6} if flaw else {}, short=short)
    return rows, (rows.flaws & int(flaw or 0)) > 0


def as_lines(rows: MessyRows) -> list[tuple[str | None, ...]]:
    columns = (
        rows.straat(),
        rows.huisnummer(),
        rows.huisletter(),
        rows.toevoeging(),
        rows.postcodes(),
        rows.object_ids(),
    )
    return list(zip(*(column.to_pylist() for column in columns), strict=True))


def true_lines(town: Town) -> list[tuple[str | None, ...]]:
    o = town.objects
    return [
        (
            town.streets.names[o.street[n]], str(o.number[n]), TAILS[o.letter[n]], TAILS[o.addition[n]],
            o.postcodes[o.postcode[n]], str(o.ids[n]),
        )
        for n in range(o.existing)
    ]  # fmt: skip


def test_without_faults_every_row_is_the_address_itself(town: Town) -> None:
    rows, _ = written(town)
    assert as_lines(rows) == true_lines(town)
    assert (rows.flaws == 0).all()
    assert set(rows.flaw_names().to_pylist()) == {""}


@pytest.mark.parametrize("flaw", [flaw for flaw in Flaw if flaw not in (Flaw.DUBBEL, Flaw.DEELDATUM)])
def test_a_fault_changes_its_rows_and_only_those(town: Town, flaw: Flaw) -> None:
    rows, struck = written(town, flaw)
    assert struck.any()
    before, after = true_lines(town), as_lines(rows)
    changed = np.array([one != other for one, other in zip(before, after, strict=True)])
    assert not (changed & ~struck).any()
    same = np.flatnonzero(struck & ~changed)
    assert len(same) == 0, [before[n] for n in same[:3]]
    names = {name for name, hit in zip(rows.flaw_names().to_pylist(), struck, strict=True) if hit}
    assert names == {str(flaw.name).lower()}


def test_the_true_object_is_kept_unless_the_address_does_not_exist(town: Town) -> None:
    rows, struck = written(town, Flaw.ONBEKEND_ADRES)
    assert (rows.true[struck] == -1).all()
    assert (rows.true[~struck] == np.flatnonzero(~struck)).all()
    assert set(np.array(rows.object_ids().to_pylist())[struck].tolist()) == {None}
    real = {line[:4] for line in true_lines(town)}
    assert not real & {line[:4] for line, hit in zip(as_lines(rows), struck, strict=True) if hit}


def test_a_lost_addition_takes_the_id_with_it(town: Town) -> None:
    rows, struck = written(town, Flaw.TOEVOEGING_KWIJT)
    lines = [line for line, hit in zip(as_lines(rows), struck, strict=True) if hit]
    assert {line[2:4] for line in lines} == {(None, None)}
    assert {line[5] for line in lines} == {None}


def test_a_letter_in_the_wrong_field_is_still_there(town: Town) -> None:
    rows, struck = written(town, Flaw.LETTER_IN_TOEVOEGING)
    for right, wrong in zip(np.array(true_lines(town))[struck], np.array(as_lines(rows))[struck], strict=True):
        assert (right[2], right[3]) == (wrong[3], wrong[2])


def test_number_letter_and_addition_together_lose_nothing(town: Town) -> None:
    rows, struck = written(town, Flaw.NUMMER_SAMEN)
    for right, line in zip(np.array(true_lines(town))[struck], np.array(as_lines(rows))[struck], strict=True):
        whole = right[1] + (right[2] or "").lower() + (f"-{right[3]}" if right[3] else "")
        assert (line[1], line[2], line[3]) == (whole, None, None)


def test_the_brp_shortens_to_24_characters(town: Town) -> None:
    rows, _ = written(town, Flaw.AFKORTING, short=True)
    lengths = [len(text) for text in rows.straat().to_pylist()]
    shortened = np.array(rows.straat().to_pylist())[(rows.flaws & int(Flaw.AFKORTING)) > 0]
    assert max(len(text) for text in shortened) <= 24
    assert max(lengths) > 24


def test_a_row_twice_is_marked_the_second_time(town: Town) -> None:
    rows = messed(town, np.arange(5), stream(1, "x"), {}).take(np.array([0, 1, 1, 4]))
    assert rows.flaw_names().to_pylist() == ["", "", "dubbel", ""]
    assert rows.true.tolist() == [0, 1, 1, 4]


def test_doubling_keeps_every_row() -> None:
    order = doubled(stream(1, "x"), 1_000, 0.1)
    assert set(order.tolist()) == set(range(1_000))
    assert 1_050 < len(order) < 1_150
    assert (np.diff(order) >= 0).all()


def test_no_rows_can_be_messed_too(town: Town) -> None:
    rows = messed(town, np.zeros(0, dtype=np.int64), stream(1, "x"), {Flaw.TYPEFOUT: 0.5})
    assert len(rows) == 0
    assert rows.one_line().to_pylist() == []


def test_one_line_reads_as_people_write(town: Town) -> None:
    rows, _ = written(town)
    first = rows.one_line(with_postcode=True, with_town="Duinrijk").to_pylist()[0]
    street, number = town.streets.names[town.objects.street[0]], town.objects.number[0]
    assert first.startswith(f"{street} {number}")
    assert first.endswith(f"{town.objects.postcodes[town.objects.postcode[0]]} Duinrijk")
