# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one question of access, over role x act x purpose x area: what no grant allows is denied, with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.definitions.action import NATURES, Action
from pandzicht.definitions.catalogue import read_roles
from pandzicht.definitions.role import Role
from pandzicht.definitions.source import Sensitivity
from pandzicht.definitions.words import Text
from pandzicht.governance.access import Circumstances, Sight, may
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.subject import Kind, Subject

DAY = date(2026, 3, 1)
HOME = Subject(Kind.ADDRESS, "9999010000000001", "BU05180101")
CHECK = Subject(Kind.CHECK, "wonen")


def role(name: str = "kijker", **how: object) -> Role:
    shown = {"may": (Action.HIT, Action.EXPLAIN), "purposes": ("wonen",), "label": Text(nl=name)}
    return Role.model_validate({"role": name, **shown, **how})


def circumstances(*roles: Role, **how: object) -> Circumstances:
    known = {item.role: item for item in roles}
    return replace(Circumstances(known, DAY, needed=frozenset({("wonen", HOME.name)})), **how)  # type: ignore[arg-type]


def actor(*grants: Grant) -> Actor:
    return Actor("els", "els", grants or (Grant("kijker"),))


DENIED = [
    (Actor("els", "els"), Action.HIT, "wonen", {}, "account 'els' has no role"),
    (actor(), Action.LOAD, None, {}, "role 'kijker' does not allow 'load'"),
    (actor(), Action.HIT, None, {}, "'hit' needs a purpose"),
    (actor(), Action.HIT, "hennep", {}, "role 'kijker' does not cover purpose 'hennep'"),
    (actor(Grant("kijker", frozenset({"hennep"}))), Action.HIT, "wonen", {}, "does not cover purpose 'wonen'"),
    (actor(Grant("kijker", areas=frozenset({"BU0519"}))), Action.HIT, "wonen", {}, "does not cover the area"),
    (actor(Grant("kijker", until=date(2026, 2, 28))), Action.HIT, "wonen", {}, "ended on 2026-02-28"),
    (actor(Grant("baas")), Action.HIT, "wonen", {}, "role 'baas' is not in the catalogue"),
    (actor(), Action.HIT, "wonen", {"recused": frozenset({HOME.name})}, "has declared a bond with address"),
    (actor(), Action.EXPLAIN, "wonen", {"needed": frozenset()}, "nobody recorded why the content"),
    (actor(), Action.MOTIVATE, "wonen", {"needed": frozenset()}, "nobody recorded why the content"),
]


@pytest.mark.parametrize(("who", "action", "purpose", "given_", "why"), DENIED)
def test_what_is_denied_says_why(
    who: Actor, action: Action, purpose: str | None, given_: dict[str, object], why: str
) -> None:
    decision = may(who, action, HOME, purpose, circumstances(role(), **given_))
    assert not decision.allowed
    assert why in decision.why
    assert decision.sight == Sight()


def test_what_a_role_allows_says_which_role_and_what_is_seen() -> None:
    decision = may(actor(), Action.EXPLAIN, HOME, "wonen", circumstances(role(sees=("object",))))
    assert (decision.allowed, decision.roles) == (True, ("kijker",))
    assert decision.why == "role 'kijker' allows 'explain' for purpose 'wonen'"
    assert decision.sight.shows("bewoning", "aantal", Sensitivity.OBJECT)
    assert not decision.sight.shows("bewoning", "persoon", Sensitivity.PERSON)


def test_the_last_day_of_a_grant_counts() -> None:
    assert may(actor(Grant("kijker", until=DAY)), Action.HIT, HOME, "wonen", circumstances(role())).allowed


def test_a_grant_never_widens_its_role() -> None:
    wide = actor(Grant("kijker", frozenset({"wonen", "hennep"})))
    assert not may(wide, Action.HIT, HOME, "hennep", circumstances(role())).allowed


def test_a_role_of_the_demo_works_in_a_demo_only() -> None:
    given_ = circumstances(role(demo=True))
    assert "for a demo only" in may(actor(), Action.HIT, HOME, "wonen", given_).why
    assert may(actor(), Action.HIT, HOME, "wonen", replace(given_, demo=True)).allowed


def test_a_field_is_hidden_only_where_every_role_hides_it() -> None:
    one = role("kijker", hidden=("bewoning.reden", "bewoning.datum"), sees=("object", "person"))
    two = role("lezer", hidden=("bewoning.datum",), sees=("object",))
    both = actor(Grant("kijker"), Grant("lezer"))
    sight = may(both, Action.HIT, HOME, "wonen", circumstances(one, two)).sight
    assert sight.shows("bewoning", "reden", Sensitivity.PERSON)
    assert not sight.shows("bewoning", "datum", Sensitivity.OBJECT)


def test_areas_of_several_grants_add_up_and_one_without_limits_sees_all() -> None:
    here, there = Grant("kijker", areas=frozenset({"BU0518"})), Grant("lezer", areas=frozenset({"BU0599"}))
    given_ = circumstances(role(), role("lezer"))
    sight = may(actor(here, there), Action.HIT, CHECK, "wonen", given_).sight
    assert sight.reaches("BU05180101")
    assert sight.reaches("BU05990000")
    assert not sight.reaches("BU04000000")
    assert not sight.reaches(None)
    assert may(actor(here, Grant("lezer")), Action.HIT, CHECK, "wonen", given_).sight.areas is None


def test_a_bond_may_be_declared_with_the_address_itself() -> None:
    given_ = circumstances(role(may=(Action.RECUSE,)), recused=frozenset({HOME.name}))
    assert may(actor(), Action.RECUSE, HOME, None, given_).allowed


ROLES = read_roles(Path(__file__).resolve().parents[2] / "catalogue")


@pytest.mark.parametrize("name", sorted(ROLES))
@pytest.mark.parametrize("action", list(Action))
def test_matrix_of_the_shipped_roles(name: str, action: Action) -> None:
    """Every shipped role x act: allowed exactly where the role says so, for a purpose where the act asks for one."""
    purpose = "onrechtmatig_wonen"
    needs = frozenset({(purpose, HOME.name)})
    given_ = Circumstances(ROLES, DAY, needed=needs, demo=True)
    who = Actor("els", "els", (Grant(name),))
    listed = ROLES[name]
    covers = listed.purposes == "all"
    for asked in (purpose, None):
        expected = action in listed.may and (asked is None or covers)
        expected = expected and (asked is not None or not NATURES[action].for_a_purpose)
        assert may(who, action, HOME, asked, given_).allowed is expected
    assert not may(Actor("x", "x"), action, HOME, purpose, given_).allowed


def test_an_inspector_may_no_act_that_shows_points_place_or_stratum() -> None:
    showing = {Action.EXPLAIN, Action.SELECT, Action.EXPORT_SELECTION, Action.EXPORT_RUN, Action.REVIEW}
    assert showing.isdisjoint(ROLES["toezichthouder"].may)


def test_the_lawyer_motivates_and_may_no_act_that_shows_points() -> None:
    assert Action.MOTIVATE in ROLES["handhavingsjurist"].may
    showing = {Action.EXPLAIN, Action.SELECT, Action.EXPORT_SELECTION, Action.EXPORT_RUN, Action.REVIEW}
    assert showing.isdisjoint(ROLES["handhavingsjurist"].may)


def test_no_shipped_role_both_proposes_and_approves() -> None:
    assert not [name for name, item in ROLES.items() if {Action.PROPOSE, Action.APPROVE} <= set(item.may)]


AREAS = st.one_of(st.none(), st.frozensets(st.sampled_from(["BU", "BU05", "BU0518", "BU06", "BU05180101"])))
SIGHTS = st.builds(
    Sight,
    sees=st.frozensets(st.sampled_from(list(Sensitivity))),
    hidden=st.frozensets(st.sampled_from(["a.x", "a.y"])),
    areas=AREAS,
    recused=st.frozensets(st.sampled_from(["1", "2"])),
    protected=st.booleans(),
)


@given(SIGHTS, SIGHTS, st.sampled_from(["BU05180101", "BU05180102", "BU06", None]), st.sampled_from(["1", "2", "3"]))
def test_what_two_purposes_let_one_see_together_is_what_both_do(one: Sight, two: Sight, area: str, name: str) -> None:
    both = one.within(two)
    assert both.shows_address(name, area) == (one.shows_address(name, area) and two.shows_address(name, area))
    for field in ("x", "y"):
        for sensitivity in Sensitivity:
            expected = one.shows("a", field, sensitivity) and two.shows("a", field, sensitivity)
            assert both.shows("a", field, sensitivity) == expected
