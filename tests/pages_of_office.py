# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page of the office with the colleague who comes there and the address of an example of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pandzicht.definitions.action import Action
from pandzicht.store.workspace import Workspace
from pandzicht_web.colleagues import COLLEAGUES
from pandzicht_web.office import Office
from pandzicht_web.route import Form, Needs, Route
from pandzicht_web.routes import ROUTES
from tests.office import PURPOSE

AWAY = {"start", "oversight", "dossier_rows", "walk", "oidc_begin", "oidc_return", "oidc_left"}
"""They lead to other pages, or wait for a reason or an act that somebody gives first."""


@dataclass(frozen=True)
class Example:
    """One page as somebody sees it."""

    name: str
    path: str
    colleague: str
    purpose: str
    pocket: bool


def parts_of(space: Workspace, address_id: str) -> Mapping[str, str]:
    """A value for every name in a path, of things that are in a workspace."""
    selection = next(path.name for path in space.selections.iterdir() if path.name.startswith(PURPOSE))
    run = (space.runs / "current").read_text(encoding="utf-8").strip()
    return {
        "address_id": address_id, "check": PURPOSE, "signal": "overbewoning", "name": "brp_bewoning", "run": run,
        "selection_id": selection, "audience": "toezichthouder", "ending": "csv", "reference": "1-1",
        "chapter": "controles", "job_id": "0123456789abcdef", "view_id": "0" * 16,
        "zoom": "12", "column": "2102", "row": "1350",
    }  # fmt: skip


def filled(route: Route, parts: Mapping[str, str]) -> str:
    """The path of a route with a value for every name in it."""
    own = dict(parts)
    if "<slug:chapter>" in route.path:
        own |= {"name": PURPOSE, "chapter": "checks" if route.name == "api_definition" else "controles"}
    if route.name == "account":
        own["name"] = "bram"
    path = route.path
    for kind in ("str", "slug", "int"):
        for name, value in own.items():
            path = path.replace(f"<{kind}:{name}>", value)
    return f"/{path}"


def examples(office: Office, parts: Mapping[str, str]) -> Iterator[Example]:
    """Every page that is looked at, as the first colleague sees it who may come there."""
    for route in ROUTES:
        if route.form is not Form.PAGE or "GET" not in route.methods or route.name in AWAY:
            continue
        if "reference" in route.path or "job_id" in route.path:
            continue
        path = filled(route, parts)
        if route.name == "difference":
            path += f"?before={parts['run']}&after={parts['run']}"
        if route.needs is Needs.NOTHING:
            yield Example(route.name, path, "", "", route.pocket)
            continue
        who = next(item for item in COLLEAGUES if _may_come(office, item.role, route))
        yield Example(route.name, path, who.account, _purpose(office, who.role), route.pocket)


def _may_come(office: Office, role: str, route: Route) -> bool:
    may = set(office.door.roles[role].may)
    return (not route.acts or bool(may & set(route.acts))) and (
        route.needs is not Needs.PURPOSE or Action.CHOOSE_PURPOSE in may
    )


def _purpose(office: Office, role: str) -> str:
    return PURPOSE if Action.CHOOSE_PURPOSE in office.door.roles[role].may else ""
