# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A view says in one query string what is asked and how the list is looked at."""

from __future__ import annotations

import pytest

from pandzicht.worklist.criteria import CriteriaFaults
from pandzicht.worklist.view import Density, View, view_of

QUERY = "signal=overbewoning%3Ayes&order=address&column=bewoners_aantal&column=adres_x&density=compact"


def test_columns_keep_their_order_and_stand_beside_the_criteria() -> None:
    view = view_of(QUERY)
    assert (view.columns, view.density) == (("bewoners_aantal", "adres_x"), Density.COMPACT)
    assert view.query == QUERY
    assert view_of(view.query) == view
    assert view.sorts == ("signals",)


def test_a_view_of_nothing_is_the_list_as_it_is() -> None:
    assert view_of("") == View()
    assert View().query == ""


def test_what_is_wrong_with_columns_and_criteria_is_told_together() -> None:
    with pytest.raises(CriteriaFaults) as told:
        view_of("column=No!&density=thin&size=0&" + "&".join(f"column=c{n}" for n in range(3)))
    assert sorted(fault.place for fault in told.value.faults) == ["column", "density", "size"]
    with pytest.raises(CriteriaFaults, match="up to 40"):
        view_of("&".join(f"column=c{n}" for n in range(41)))
