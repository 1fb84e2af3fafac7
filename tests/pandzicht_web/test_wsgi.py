# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An office is opened as its settings say: by https or not, with an identity provider or without."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.cli.starting import make_workspace
from pandzicht.errors import WorkspaceFault
from pandzicht.store.office import SECRET_VARIABLE
from pandzicht.store.workspace import Workspace, open_workspace
from pandzicht_web.wsgi import office_of


def town(folder: Path, settings: str) -> Workspace:
    make_workspace(folder / "stad", name="Stad", demo=False)
    file = folder / "stad" / "pandzicht.toml"
    file.write_text(f"{file.read_text('utf-8')}\n[office]\n{settings}", encoding="utf-8")
    return open_workspace(folder / "stad")


def test_without_settings_there_is_no_provider_and_no_https(tmp_path: Path) -> None:
    office = office_of(town(tmp_path, ""))
    assert (office.provider, office.is_secure, office.door.local) == (None, False, False)


def test_the_provider_is_that_of_the_settings_and_its_secret_that_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECRET_VARIABLE, "geheim")
    settings = 'https = true\noidc_issuer = "https://login.example"\noidc_client = "stad"\noidc_acr_values = ["mfa"]\n'
    office = office_of(town(tmp_path, settings))
    assert office.is_secure
    assert office.provider is not None
    told = office.provider
    assert (told.issuer, told.client, told.secret, told.acr_values) == (
        "https://login.example",
        "stad",
        "geheim",
        ("mfa",),
    )


def test_an_issuer_without_tls_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceFault, match="must begin with https://"):
        town(tmp_path, 'oidc_issuer = "http://login.example"\noidc_client = "stad"\n')
