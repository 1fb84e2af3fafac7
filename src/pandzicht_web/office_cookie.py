# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What cookies of the office are called."""

from __future__ import annotations


def host_cookie(name: str = "", *, is_secure: bool) -> str:
    """Return the name of a cookie; by https one that no other host can set.

    >>> host_cookie(is_secure=True), host_cookie("errand", is_secure=False)
    ('__Host-pandzicht', 'pandzicht_errand')
    """
    own = f"pandzicht_{name}" if name else "pandzicht"
    return f"__Host-{own}" if is_secure else own
