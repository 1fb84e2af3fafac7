# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an identity provider says of somebody: which account they are, and that more than one factor showed it."""

from __future__ import annotations

from collections.abc import Mapping

from pandzicht.errors import SecondFactorMissing, SignInRefused
from pandzicht.store.office import Office


def account_in(claims: Mapping[str, object], office: Office) -> str:
    """Return the account that verified claims name.

    Raises SignInRefused when they name none, SecondFactorMissing when they do not say that more than one factor was
    used (BIO2 5.17.01).
    """
    account = claims.get(office.oidc_account_claim)
    if not isinstance(account, str) or not account:
        raise SignInRefused(
            f"the identity provider does not say who you are: claim '{office.oidc_account_claim}' is missing; ask "
            "whoever manages it"
        )
    if not _words(claims.get(office.oidc_mfa_claim)) & set(office.oidc_mfa_values):
        raise SecondFactorMissing(
            f"the identity provider does not say that you used a second factor: claim '{office.oidc_mfa_claim}' must "
            f"be {' or '.join(office.oidc_mfa_values)}; sign in there with a second factor"
        )
    return account


def _words(claim: object) -> set[str]:
    """Return the words of a claim, which is one word or a list of them."""
    listed = claim if isinstance(claim, list | tuple) else [claim]
    return {item for item in listed if isinstance(item, str)}
