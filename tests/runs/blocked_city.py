# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A copy of the made-up city that is no demo: nothing may be drawn from its run before the proxy test."""

from __future__ import annotations

import shutil
from pathlib import Path

from pandzicht.store.workspace import Workspace, open_workspace
from tests.model_city import ModelCity


def blocked_city(city: ModelCity, folder: Path) -> Workspace:
    """The city's deliveries and runs in a workspace of their own, without selections and proxy tests."""
    shutil.copytree(
        city.workspace.root,
        folder,
        ignore=shutil.ignore_patterns("selections", "proxy_tests", "staging", "originals", "city"),
    )
    settings = folder / "pandzicht.toml"
    text = settings.read_text(encoding="utf-8")
    assert "demo = true" in text
    settings.write_text(text.replace("demo = true", "demo = false"), encoding="utf-8")
    return open_workspace(folder)
