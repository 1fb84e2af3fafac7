# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nobody needs to sign in to read how the API is called."""

from __future__ import annotations

from pandzicht_web.office import Office
from tests.office import visitor


def test_the_description_is_open_and_is_kept_by_nobody(office: Office) -> None:
    answer = visitor(office).get("/api/v1/openapi.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Cache-Control"] == "no-store"
