# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Columns are facts of the BAG, indicators and answers that the check reads, each with what it means."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from pandzicht.worklist.columns import FACTS, chosen_columns, column_faults, columns_of, values_of
from tests.model_city import ModelCity
from tests.worklist.asking import asked, listed


def test_a_list_can_have_what_the_check_reads_and_nothing_else(model_city: ModelCity) -> None:
    one = listed(model_city.workspace, "onrechtmatig_wonen")
    names = [note.name for note in columns_of(one)]
    assert set(names) == {*FACTS, *one.subject.indicators, *(f"signaal_{name}" for name in one.subject.signals)}
    assert len(names) == len(set(names))
    notes = {note.name: note for note in columns_of(one)}
    assert (notes["bewoners_aantal"].unit, notes["bewoners_aantal"].source) == ("personen", "Bewoning (BRP)")
    assert [fault.found for fault in column_faults(one, ["bouwjaar", "punten", "hennep"])] == [
        "'punten' is not in this check",
        "'hennep' is not in this check",
    ]


def test_columns_stand_as_asked_each_once(model_city: ModelCity) -> None:
    one = listed(model_city.workspace, "onrechtmatig_wonen")
    found = chosen_columns(one, ["laatste_bezoek", "straat", "laatste_bezoek", "bewoners_aantal"])
    assert [note.name for note in found] == ["laatste_bezoek", "straat", "bewoners_aantal"]


def test_values_are_those_of_the_run(model_city: ModelCity) -> None:
    one = listed(model_city.workspace, "onrechtmatig_wonen")
    positions = np.array([7, 3, 200])
    names = ["signaal_overbewoning", "laatste_bezoek", "pand_id", "bewoners_aantal", "straat"]
    found = values_of(one, names, positions).to_pylist()
    numbers = one.units.named[positions].tolist()
    for row, number in zip(found, numbers, strict=True):
        address = one.run.addresses.slice(number, 1).to_pylist()[0]
        indicators = one.run.indicators.slice(number, 1).to_pylist()[0]
        assert list(row) == names
        assert row["signaal_overbewoning"] == one.run.signals["overbewoning"][number].as_py()
        assert (row["pand_id"], row["straat"]) == (f"{address['pand_id']:016d}", address["straat"])
        assert (row["laatste_bezoek"], row["bewoners_aantal"]) == (
            indicators["laatste_bezoek"],
            indicators["bewoners_aantal"],
        )


def test_a_row_has_the_values_of_the_columns_that_are_asked(model_city: ModelCity) -> None:
    found = asked(model_city.workspace, "onrechtmatig_wonen", "column=laatste_bezoek&column=bouwjaar&size=3")
    assert [note.name for note in found.columns] == ["laatste_bezoek", "bouwjaar"]
    assert all(len(row.values) == 2 for row in found.rows)
    assert all(isinstance(row.values[1], int) for row in found.rows)


def test_the_answer_of_a_pand_is_that_of_all_its_addresses(model_city: ModelCity) -> None:
    one = listed(model_city.workspace, "brandveiligheid")
    positions = np.arange(one.units.count)
    told = values_of(one, ["signaal_overbewoning"], positions)["signaal_overbewoning"]
    assert told.to_pylist() == np.array(["no", "disputed", "unknown", "yes"])[one.units.codes["overbewoning"]].tolist()
    assert pc.any(pc.equal(told, "yes")).as_py()
