# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Of what sort an owner is follows from indicators that the check reads, and from no others."""

from __future__ import annotations

from pandzicht.worklist.criteria import Owner
from pandzicht.worklist.owners import TOLD_BY, owners_told
from tests.model_city import ModelCity


def test_only_what_the_check_reads_tells_owners() -> None:
    assert owners_told([]) == ()
    assert owners_told(["corporatiewoningen"]) == (Owner.HOUSING_CORPORATION,)
    assert owners_told(["eigenaren_rechtspersoon", "corporatiewoningen"]) == tuple(Owner)


def test_the_catalogue_has_the_indicators_that_tell(model_city: ModelCity) -> None:
    assert {told.indicator for told in TOLD_BY.values()} <= set(model_city.catalogue.indicators)
