# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office of a workspace: at which address it answers, how people sign in, and how it looks."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, model_validator

from pandzicht.definitions.words import Definition

SECRET_VARIABLE = "PANDZICHT_OIDC_SECRET"  # noqa: S105 # nosec B105
"""Holds the secret of the office at the identity provider: it never stands in a file."""
HostName = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")]
_SAFE = re.compile(r"https://|http://(localhost|127\.0\.0\.1)(:\d+)?(/|$)")
"""An issuer elsewhere is asked over TLS; one on this machine is for trying."""
_PICTURES = re.compile(r"https://[a-z0-9.-]+(:\d+)?/(?=\S*\{z\})(?=\S*\{x\})(?=\S*\{y\})[^\s;,'\"]+")


class Office(Definition):
    """What stands in `[office]` of `pandzicht.toml`."""

    local_accounts: bool = False
    """Whether people may sign in with a password that Pandzicht keeps; in a demo they always may."""
    address: tuple[HostName, ...] = ("localhost", "127.0.0.1")
    """The host names at which the office answers, without port; any other is refused."""
    https: bool = False
    """Whether people reach it by https, through a server before it; then cookies go by nothing else."""
    oidc_issuer: str = ""
    """The identity provider, by the address of its issuer: https://..."""
    oidc_client: str = ""
    """What the office is called there; its secret is in PANDZICHT_OIDC_SECRET."""
    oidc_account_claim: str = Field(default="preferred_username", min_length=1)
    """The claim that says which account somebody is."""
    oidc_mfa_claim: str = Field(default="amr", min_length=1)
    """The claim that says how somebody proved who they are."""
    oidc_mfa_values: tuple[str, ...] = ("mfa",)
    """What it must say, one of these at least, for more than one factor (BIO2 5.17.01)."""
    oidc_acr_values: tuple[str, ...] = ()
    """Which way of signing in the identity provider is asked for (acr_values), so that it asks for a second factor."""
    largest_upload_mib: int = Field(default=512, ge=1, le=65_536)
    """How large the files of one delivery may be together when they are sent by a browser; larger ones are loaded by
    command."""
    calls_per_minute: int = Field(default=300, ge=1, le=1_000_000)
    """How often the programs of one account may call the API together; a process of the office counts its own calls."""
    theme: str = ""
    """The folder of the municipality's own theme, below that of the workspace; empty for the theme of Pandzicht."""

    base_map: str = ""
    """Pictures of the land below the map, of somebody else: https://.../{z}/{x}/{y}.png; empty for none."""
    base_map_by: str = ""
    """Whom the map names as the maker of those pictures."""

    @property
    def base_map_origin(self) -> str:
        """From where a browser fetches those pictures: scheme and host; empty without them."""
        return "/".join(self.base_map.split("/")[:3])

    @model_validator(mode="after")
    def _whole(self) -> Office:
        wrong = []
        if bool(self.oidc_issuer) != bool(self.oidc_client):
            wrong.append("oidc_issuer and oidc_client go together: give both or neither")
        if self.oidc_issuer and not _SAFE.match(self.oidc_issuer):
            wrong.append(f"oidc_issuer '{self.oidc_issuer}' must begin with https://")
        if self.oidc_issuer and not self.oidc_mfa_values:
            wrong.append(
                "oidc_mfa_values is empty, so nobody could sign in: say by which words a second factor is told"
            )
        if self.base_map and not _PICTURES.fullmatch(self.base_map):
            wrong.append(f"base_map '{self.base_map}' must be https://HOST/... with {{z}}, {{x}} and {{y}} in it")
        if self.base_map and not self.base_map_by:
            wrong.append("base_map_by is empty: name who made those pictures, as their licence asks")
        if wrong:
            raise ValueError("; ".join(wrong))
        return self


CLOSED = Office()
"""Nothing was set: nobody signs in, except in a demo."""
