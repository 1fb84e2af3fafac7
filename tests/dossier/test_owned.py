# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What else an owner has is told of legal persons, where a check reads who they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.store.workspace import Workspace
from tests.dossier.told_city import ALONE, CHANGES, CROWDED, EMPTY, TROUBLED, dossier, rows, told_city
from tests.runs.published_city import publish_city


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return told_city(tmp_path_factory.mktemp("owned"))


def test_the_other_addresses_of_a_legal_person_are_counted_and_listed(city: Workspace) -> None:
    found = dossier(city).owned
    assert found is not None
    assert (found.owners, found.count) == (1, 1)
    assert [(other.address_id, other.adres) for other in found.listed] == [
        ("0518010000000003", "Dorpsstraat 17, 2511CA Duinrijk")
    ]


@pytest.mark.parametrize("address", [TROUBLED, EMPTY, ALONE])
def test_of_a_natural_person_or_of_nobody_nothing_is_told(city: Workspace, address: str) -> None:
    assert dossier(city, address).owned is None


def test_where_no_check_reads_who_owns_nothing_is_told(tmp_path: Path) -> None:
    check = (CHANGES["checks/wonen.yaml"] or "").replace("bezit, ", "").replace(", soort, straat]", ", soort]")
    space = publish_city(tmp_path / "city", listed=rows(), changes={**CHANGES, "checks/wonen.yaml": check})
    assert dossier(space, CROWDED).owned is None
