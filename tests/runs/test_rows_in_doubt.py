# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pandzicht.language import Language
from pandzicht.runs.rows_in_doubt import RowInDoubt, rows_in_doubt
from tests.model_city import ModelCity
from tests.runs.linked_rows import homes_of, linked


def test_the_first_rows_in_doubt_say_what_was_delivered_and_why(model_city: ModelCity) -> None:
    homes = homes_of(model_city)
    rows = [homes[0].row, *(home.but(huisletter="Q") for home in homes[1:4]), {"straat": "Nergens"}]
    found = rows_in_doubt(linked(model_city, rows, language=Language.EN), 2)
    home = homes[1]
    delivered = f"{home.row['straat']} {home.row['huisnummer']} Q {home.row['postcode']} {home.row['woonplaats']}"
    reason = "the building is known, but not this letter or addition"
    assert found[0] == RowInDoubt(2, delivered, reason, "letter or addition", home.adres)
    assert [row.row for row in found] == [2, 3]


def test_there_may_be_none(model_city: ModelCity) -> None:
    assert rows_in_doubt(linked(model_city, [homes_of(model_city)[0].row]), 3) == ()
