# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one question of access: may this actor do this to that, for this purpose? What no grant allows is denied.

`may(actor, action, subject, purpose)` looks at role, purpose and area, and at what forbids whatever a role says; the
answer says which fields are seen and why it is so. Denying wins over allowing (lawful.md 3, 40; BIO2 8.2; OWASP ASVS
8.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pandzicht.definitions.action import NATURES, Action
from pandzicht.definitions.role import Role
from pandzicht.definitions.source import Sensitivity
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.subject import Kind, Subject


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be seen of what an act reads: fields by sensitivity, some hidden, within areas (None: all)."""

    sees: frozenset[Sensitivity] = frozenset()
    hidden: frozenset[str] = frozenset()
    areas: frozenset[str] | None = frozenset()
    recused: frozenset[str] = frozenset()
    """Addresses with which the person has a bond."""
    protected: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every address may be seen: no area bounds it, and the person has no bond."""
        return self.areas is None and not self.recused

    def shows(self, source: str, name: str, sensitivity: Sensitivity) -> bool:
        """Tell whether a field of a source may be seen."""
        return sensitivity in self.sees and f"{source}.{name}" not in self.hidden

    def reaches(self, area: str | None) -> bool:
        """Tell whether an address in an area (its buurtcode) may be seen; one without an area only by who sees all."""
        if self.areas is None:
            return True
        return area is not None and area.startswith(tuple(self.areas))

    def shows_address(self, address_id: str, area: str | None) -> bool:
        """Tell whether an address may be seen: it lies in the areas, and the person has no bond with it."""
        return address_id not in self.recused and self.reaches(area)

    def within(self, other: Sight) -> Sight:
        """Return what both let one see.

        >>> wide, narrow = Sight(areas=frozenset({"BU0518"})), Sight(areas=frozenset({"BU05180101", "BU9999"}))
        >>> sorted(wide.within(narrow).areas or ())
        ['BU05180101']
        """
        return Sight(
            sees=self.sees & other.sees,
            hidden=self.hidden | other.hidden,
            areas=_common(self.areas, other.areas),
            recused=self.recused | other.recused,
            protected=self.protected and other.protected,
        )


def _common(some: frozenset[str] | None, others: frozenset[str] | None) -> frozenset[str] | None:
    """Return the areas that lie within both; a code contains every code that begins with it."""
    if some is None or others is None:
        return some if others is None else others
    return frozenset(
        code
        for these, those in ((some, others), (others, some))
        for code in these
        if any(code.startswith(wide) for wide in those)
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, the reason in words, the roles that carry it, and what may be seen."""

    allowed: bool
    why: str
    roles: tuple[str, ...] = ()
    sight: Sight = field(default_factory=Sight)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the answer depends on beside the question: the roles as defined, the day, and what forbids."""

    roles: Mapping[str, Role]
    on: date
    recused: frozenset[str] = frozenset()
    """Ids of addresses with which the person has a bond."""
    needed: frozenset[tuple[str, str]] = frozenset()
    """(purpose, address_id) of which the account recorded why it needs the content."""
    demo: bool = False


def may(actor: Actor, action: Action, subject: Subject, purpose: str | None, given: Circumstances) -> Decision:
    """Return whether an actor may do something to a subject for a purpose, and why.

    >>> nobody = Actor("jan", "jan")
    >>> may(nobody, Action.RUN, Subject(Kind.RUN, ""), "wonen", Circumstances({}, date(2026, 3, 1))).why
    "account 'jan' has no role"
    """
    forbidden = next(_forbidding(actor, action, subject, purpose, given), None)
    if forbidden:
        return Decision(False, forbidden)
    if not actor.grants:
        return Decision(False, f"account '{actor.account}' has no role")
    carrying = []
    reasons: dict[str, None] = {}
    for grant in actor.grants:
        reason = _denying(grant, action, subject, purpose, given)
        if reason:
            reasons[f"role '{grant.role}' {reason}"] = None
        else:
            carrying.append((grant, given.roles[grant.role]))
    if not carrying:
        return Decision(False, "; ".join(reasons))
    names = tuple(dict.fromkeys(grant.role for grant, _ in carrying))
    told = f"role '{names[0]}' allows '{action.value}'" + (f" for purpose '{purpose}'" if purpose else "")
    return Decision(True, told, names, _sight(carrying, given.recused))


def _forbidding(
    actor: Actor, action: Action, subject: Subject, purpose: str | None, given: Circumstances
) -> Iterator[str]:
    """Yield what forbids an act whatever a role allows."""
    if NATURES[action].for_a_purpose and not purpose:
        yield f"'{action.value}' needs a purpose (AVG art. 5 lid 1 onder b)"
    if subject.kind is Kind.ADDRESS and subject.name in given.recused and action is not Action.RECUSE:
        yield (
            f"account '{actor.account}' has declared a bond with address {subject.name} (own, family or neighbour), so "
            "somebody else must do this (Awb art. 2:4)"
        )
    if NATURES[action].after_a_reason and (purpose or "", subject.name) not in given.needed:
        yield (
            f"nobody recorded why the content of address {subject.name} is needed for purpose '{purpose}'; see first "
            "whether something is known, and say why you need more (model privacy protocol, phase 3)"
        )


def _denying(grant: Grant, action: Action, subject: Subject, purpose: str | None, given: Circumstances) -> str:
    """Return why one grant does not carry the act; empty when it does."""
    role = given.roles.get(grant.role)
    if role is None:
        return "is not in the catalogue"
    reasons = {
        "is for a demo only": role.demo and not given.demo,
        f"ended on {grant.until}": not grant.holds_on(given.on),
        f"does not allow '{action.value}'": action not in role.may,
        f"does not cover purpose '{purpose}'": purpose is not None and not _covers(grant, role, purpose),
        "does not cover the area of this address": subject.kind is Kind.ADDRESS and not _reaches(grant, subject),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _covers(grant: Grant, role: Role, purpose: str) -> bool:
    within_role = role.purposes == "all" or purpose in role.purposes
    return within_role and (grant.purposes is None or purpose in grant.purposes)


def _reaches(grant: Grant, subject: Subject) -> bool:
    return Sight(areas=grant.areas).reaches(subject.area)


def _sight(carrying: list[tuple[Grant, Role]], recused: frozenset[str]) -> Sight:
    """Return what grants together let one see: a field is hidden only where every role hides it."""
    areas = [grant.areas for grant, _ in carrying]
    known = [area for area in areas if area is not None]
    return Sight(
        sees=frozenset(sensitivity for _, role in carrying for sensitivity in role.sees),
        hidden=frozenset.intersection(*(frozenset(role.hidden) for _, role in carrying)),
        areas=None if len(known) < len(areas) else frozenset(area for part in known for area in part),
        recused=recused,
        protected=any(role.protected for _, role in carrying),
    )
