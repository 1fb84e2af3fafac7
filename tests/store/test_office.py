# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office in the settings of a workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.errors import WorkspaceFault
from pandzicht.store.office import CLOSED, Office
from pandzicht.store.workspace import open_workspace


def office(folder: Path, text: str) -> Office:
    (folder / "pandzicht.toml").write_text(text, encoding="utf-8")
    return open_workspace(folder).office


def test_without_settings_nobody_signs_in(tmp_path: Path) -> None:
    assert office(tmp_path, "[workspace]\n") == CLOSED
    assert (CLOSED.local_accounts, CLOSED.oidc_issuer) == (False, "")


def test_an_identity_provider_is_read_with_the_workspace(tmp_path: Path) -> None:
    text = (
        '[office]\naddress = ["pandzicht.duinrijk.example"]\noidc_issuer = "https://login.duinrijk.example"\n'
        'oidc_client = "pandzicht"\noidc_mfa_claim = "acr"\noidc_mfa_values = ["hoog"]\n'
    )
    found = office(tmp_path, text)
    assert found.address == ("pandzicht.duinrijk.example",)
    assert (found.oidc_account_claim, found.oidc_mfa_claim, found.oidc_mfa_values) == (
        "preferred_username",
        "acr",
        ("hoog",),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('oidc_issuer = "https://x.example"', "oidc_issuer and oidc_client go together"),
        ('oidc_issuer = "http://x.example"\noidc_client = "p"', "must begin with https://"),
        ('base_map = "http://kaart.example/{z}/{x}/{y}.png"\nbase_map_by = "K"', "must be https://HOST/"),
        ('base_map = "https://kaart.example/{z}/{x}.png"\nbase_map_by = "K"', "must be https://HOST/"),
        ('base_map = "https://kaart.example/{z}/{x}/{y}.png; *"\nbase_map_by = "K"', "must be https://HOST/"),
        ('base_map = "https://kaart.example/{z}/{x}/{y}.png"', "base_map_by is empty"),
        ('oidc_issuer = "http://localhost.x.example"\noidc_client = "p"', "must begin with https://"),
        ('oidc_issuer = "https://x"\noidc_client = "p"\noidc_mfa_values = []', "nobody could sign in"),
        ('oidc_secret = "geheim"', "unknown setting oidc_secret"),
        ('address = ["*"]', "address.0: string should match pattern"),
        ("calls_per_minute = 0", "calls_per_minute: input should be greater than or equal to 1"),
        ('local_accounts = "soms"', "local_accounts: input should be a valid boolean"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(WorkspaceFault, match=r"\[office\]: ") as error:
        office(tmp_path, f"[office]\n{text}\n")
    assert said in str(error.value)
    assert "geheim" not in str(error.value)


def test_an_issuer_on_this_machine_is_for_trying(tmp_path: Path) -> None:
    text = '[office]\noidc_issuer = "http://localhost:9000/realm"\noidc_client = "p"\n'
    assert office(tmp_path, text).oidc_client == "p"


def test_everything_that_is_wrong_with_it_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceFault) as error:
        office(tmp_path, '[office]\nadres = "x"\ntheme = 7\noidc_client = 8\n')
    said = str(error.value)
    assert all(text in said for text in ("unknown setting adres", "theme: input should", "oidc_client: input should"))
    assert "known are local_accounts, address, https, oidc_issuer" in said


def test_pictures_below_the_map_come_from_one_place(tmp_path: Path) -> None:
    text = '[office]\nbase_map = "https://kaart.example/v2/{z}/{x}/{y}.png"\nbase_map_by = "De Kaart"\n'
    assert office(tmp_path, text).base_map_origin == "https://kaart.example"
    assert CLOSED.base_map_origin == ""
