# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The organisation in the settings of a workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.errors import WorkspaceFault
from pandzicht.store.organisation import NEEDED, UNNAMED, Organisation
from pandzicht.store.workspace import open_workspace
from tests.published_catalogue import ORGANISATION, SETTINGS


def test_an_organisation_is_read_with_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "pandzicht.toml").write_text(SETTINGS, encoding="utf-8")
    assert open_workspace(tmp_path).organisation == ORGANISATION


def test_a_workspace_without_one_opens_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "pandzicht.toml").write_text("[workspace]\n", encoding="utf-8")
    assert open_workspace(tmp_path).organisation == UNNAMED


def test_everything_that_is_wrong_with_it_is_told_at_once(tmp_path: Path) -> None:
    text = '[organisation]\nnaam = "Duinrijk"\ncontact = 7\nsecurity = "alles"\n'
    (tmp_path / "pandzicht.toml").write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceFault) as error:
        open_workspace(tmp_path)
    said = str(error.value)
    assert "unknown setting naam" in said
    assert "contact: input should be a valid string" in said
    assert "security: input should be a valid tuple" in said
    assert "known are name, contact, privacy_officer" in said


def test_what_an_account_needs_are_settings_of_an_organisation() -> None:
    assert set(NEEDED) <= set(Organisation.model_fields)
