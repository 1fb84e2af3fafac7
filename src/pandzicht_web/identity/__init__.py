# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in through the identity provider of the organisation (OpenID Connect, authorization code with PKCE)."""
