# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An identity provider names an account and says that a second factor was used, or nobody comes in (BIO2 5.17.01)."""

from __future__ import annotations

import pytest

from pandzicht.errors import SignInRefused
from pandzicht.governance.claims import account_in
from pandzicht.store.office import Office

OFFICE = Office(oidc_issuer="https://x.example", oidc_client="p", oidc_mfa_values=("mfa", "hwk"))


@pytest.mark.parametrize("amr", [["pwd", "mfa"], ["hwk"], "mfa", ("pwd", "hwk")])
def test_an_account_with_a_second_factor_comes_in(amr: object) -> None:
    assert account_in({"preferred_username": "els", "amr": amr}, OFFICE) == "els"


@pytest.mark.parametrize("amr", [None, [], ["pwd"], "pwd mfa", "mf", ["MFA"], 1, [1], {"mfa": True}])
def test_one_factor_is_too_little(amr: object) -> None:
    with pytest.raises(SignInRefused, match="claim 'amr' must be mfa or hwk"):
        account_in({"preferred_username": "els", "amr": amr}, OFFICE)


@pytest.mark.parametrize("name", [None, "", 7, ["els"]])
def test_who_is_not_named_does_not_come_in(name: object) -> None:
    with pytest.raises(SignInRefused, match="claim 'preferred_username' is missing"):
        account_in({"preferred_username": name, "amr": ["mfa"]}, OFFICE)


def test_the_claims_are_those_of_the_settings() -> None:
    office = OFFICE.model_copy(update={"oidc_account_claim": "upn", "oidc_mfa_claim": "acr", "oidc_mfa_values": ("3",)})
    assert account_in({"upn": "jan", "acr": "3", "preferred_username": "els"}, office) == "jan"
