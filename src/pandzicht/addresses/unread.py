# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a delivery holds and nobody reads: it stops the delivery, unless the source says that it is ignored."""

from __future__ import annotations

from collections.abc import Iterable


def unread(names: Iterable[str], ignored: Iterable[str]) -> list[str]:
    """Return the names that are not ignored, in order; an ignored name may end in `*`.

    >>> unread(["hoogte", "kleur", "kleurcode"], ["kleur*"])
    ['hoogte']
    """
    patterns = tuple(ignored)
    whole = {name for name in patterns if not name.endswith("*")}
    stems = tuple(name[:-1] for name in patterns if name.endswith("*"))
    return sorted(name for name in names if name not in whole and not name.startswith(stems))
