# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the faults names every fault that the code declares."""

from __future__ import annotations

from pandzicht import errors
from pandzicht.errors import FaultsError, PandzichtError
from tools.fault_page import kinds_of_fault, page_of_faults


def test_every_fault_that_is_declared_for_users_is_on_the_page() -> None:
    declared = [thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, Exception)]
    page = page_of_faults()
    assert [kind.__name__ for kind in declared if kind is not FaultsError and f"`{kind.__name__}`" not in page] == []


def test_a_fault_that_only_gathers_others_is_left_out_and_those_of_tests_are_none_of_ours() -> None:
    class OfATest(PandzichtError):
        """Not ours."""

    kinds = kinds_of_fault()
    assert FaultsError not in kinds
    assert OfATest not in kinds
    assert {kind.__name__ for kind in kinds} >= {"EngineFault", "ExpressionFault", "PandzichtError"}
