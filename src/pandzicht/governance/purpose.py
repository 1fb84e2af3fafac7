# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The purpose (doel) of a read: no rows of a source are opened without one that covers them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pandzicht.definitions.principles import NO_MIXING, PURPOSE_LIMITATION
from pandzicht.errors import PurposeMissing

if TYPE_CHECKING:
    from pandzicht.definitions.check import Check
    from pandzicht.definitions.source import Source


@dataclass(frozen=True, slots=True, order=True)
class Purpose:
    """What a read is for: the name of the purpose, the article that carries it, and the check that asks."""

    name: str
    article: str
    check: str


class Supplied(Protocol):
    """What has to be known of a source to tell for which purposes it may be read; its definition knows it."""

    @property
    def source(self) -> str:
        """Its name."""

    @property
    def is_supplied(self) -> bool:
        """Whether there is a basis for its delivery at all."""

    @property
    def purposes(self) -> Collection[str]:
        """The names of the purposes that it serves."""

    @property
    def serves_all_purposes(self) -> bool:
        """Whether it is about no person, and no purposes are named."""


def refuse_outside(purpose: Purpose, source: Supplied) -> None:
    """Raise PurposeMissing when a source may not be read for a purpose (AVG art. 5 lid 1 onder b; lawful.md 3, 23c).

    A source about no person (addresses, areas, codes) that names no purposes serves all of them.
    """
    if not source.is_supplied:
        raise PurposeMissing(f"{_head(purpose, source)}: there is no basis for its delivery (supply: none)")
    if not source.serves_all_purposes and purpose.name not in source.purposes:
        allowed = ", ".join(source.purposes) or "none"
        raise PurposeMissing(
            f"{_head(purpose, source)}: its purposes are {allowed} ({PURPOSE_LIMITATION}); "
            "leave the source out of the check, or have its purposes widened on their own legal basis"
        )


def refuse_fields_outside(
    purpose: Purpose, source: Source, fields: Collection[str], listed: Collection[str] | None
) -> None:
    """Raise PurposeMissing when a check reads fields that its closed list lacks, or that do not serve its purpose.

    `listed` has the fields of the source that the check may read, None where it may not read the source at all
    (lawful.md 2 and 3).
    """
    if listed is None:
        raise PurposeMissing(
            f"{_head(purpose, source)}: it is not in the closed list of the check ({PURPOSE_LIMITATION}); "
            "add it to 'sources' of the check, or remove what reads it"
        )
    outside = sorted(set(fields) - set(listed))
    closed = source.closed_to(purpose.name, sorted(fields))
    for names, why, remedy in (
        (
            outside,
            "not in the closed list of the check",
            "add them to 'sources' of the check, or remove what reads them",
        ),
        (
            closed,
            "of which the purposes are narrower",
            "remove what reads them, or widen their purposes on a legal basis",
        ),
    ):
        if names:
            what = f"{', '.join(names)}: {why} ({PURPOSE_LIMITATION})"
            raise PurposeMissing(f"{_head(purpose, source)} in fields {what}; {remedy}")


def refuse_mixed(purpose: Purpose, source: Source, across: Collection[str]) -> None:
    """Raise PurposeMissing when a source of another channel is read without a basis that allows it (lawful.md 6)."""
    if source.source not in across:
        raise PurposeMissing(
            f"{_head(purpose, source)}: it is of another channel ({NO_MIXING}); "
            "name the basis that allows it in 'across' of the check, or leave it out"
        )


def refuse_unless_all(purposes: Collection[Purpose], source: Source) -> None:
    """Raise PurposeMissing when no purpose is given at all, or when one of those given does not cover the source."""
    if not purposes:
        raise PurposeMissing(
            f"source '{source.source}' may not be read without a purpose ({PURPOSE_LIMITATION}); "
            "name the check that needs its rows"
        )
    for purpose in sorted(purposes):
        refuse_outside(purpose, source)


def _head(purpose: Purpose, source: Supplied) -> str:
    asks = f"purpose '{purpose.name}' of check '{purpose.check}' ({purpose.article})"
    return f"source '{source.source}' may not be read for {asks}"


def purpose_of(check: Check) -> Purpose:
    """Return the purpose for which a check reads, with the first article that carries it."""
    return Purpose(name=check.purpose, article=check.legal_basis[0].article, check=check.check)
