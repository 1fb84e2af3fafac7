# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht recuse` and `pandzicht look-ups`: who keeps away from an address, and who looked at one without a task."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at, now
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption, day
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import NATURES, Action
from pandzicht.errors import PandzichtError
from pandzicht.governance.activity import activity_of_oversight
from pandzicht.governance.concerned import address as concerned_address
from pandzicht.governance.look_up import WHYS, LookUp, Why, kept_tasks, look_ups, tasks_behind
from pandzicht.governance.recusal import Bond, Recusal, declare, end, recusals_of, recused_addresses
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language, message
from pandzicht.runs.affected import tasks_of_selections
from pandzicht.runs.finding import address_in, named_run
from pandzicht.store.state_database import Transaction, moment
from pandzicht.store.workspace import Workspace, open_workspace

BONDS = {
    Bond.OWN: message("my own"),
    Bond.FAMILY: message("of family"),
    Bond.NEIGHBOUR: message("of neighbours"),
    Bond.OTHER: message("another bond"),
}
OWN_HEADINGS = (message("address"), message("bond"), message("since"), message("ended"))
HEADINGS = (message("when"), message("account"), message("act"), message("address"), message("task"))
_ID_DIGITS = 16


def recuse(
    address: Annotated[str, typer.Argument(help="A BAG id, or street, number and woonplaats.")] = "",
    bond: Annotated[Bond | None, typer.Option("--bond", help="What ties you to it.")] = None,
    ended: Annotated[bool, typer.Option("--end", help="The bond is over.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List what you declared yourself.")] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Declare that you keep away from an address, because it is yours, of your family or of neighbours."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    if not list_ and not (address and bool(bond) != ended):
        raise PandzichtError("give an address with --bond or with --end, or give --list")
    desk = desk_at(space, output)
    # The line does not name the address: it would tell all who read the log where a colleague's family lives.
    with desk.operation(Action.RECUSE) as operation:
        if not list_:
            with operation.change() as transaction:
                _keep(transaction, desk.actor.person, _address_id(space, address), bond)
        with operation.state.transaction(reads=True) as transaction:
            own = recusals_of(transaction, desk.actor.person)
    output.answer([asdict(item) for item in own], lambda to: _show_own(to, own))


def looked(
    since: Annotated[str, typer.Option("--since", help="From this day on.")],
    without_task: Annotated[
        bool, typer.Option("--without-task", help="Only those without any task behind them.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """List who looked at which address, and the task behind it: a selection, a proposal, a reason of their own."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    begin = day(since, "--since").isoformat()
    desk = desk_at(space, output)
    with desk.operation(Action.READ_LOG, Subject(Kind.LOG, "audit")) as operation:
        with operation.state.transaction(reads=True) as transaction:
            statement = "SELECT line FROM audit_entry WHERE written_at >= :since ORDER BY entry_no"
            found = list(look_ups(json.loads(row["line"]) for row in transaction.rows(statement, since=begin)))
            tasks = [*kept_tasks(transaction), *tasks_of_selections(space, operation)]
        judged = [item for item in tasks_behind(found, tasks) if not (without_task and item[1])]
        concerned = {concerned_address(item.address_id) for item, _ in judged}
        operation.concerns(concerned, activity=activity_of_oversight(desk.roles))
    document = [asdict(item) | {"tasks": [why.value for why in whys]} for item, whys in judged]
    output.answer(document, lambda to: _show_looked(to, judged))


def _address_id(space: Workspace, asked: str) -> str:
    """Return the id of an address; an id is taken as it is, for one that is in no run can be somebody's home too."""
    text = asked.strip()
    if len(text) == _ID_DIGITS and text.isdecimal():
        return text
    return address_in(space, named_run(space), asked).name


def _keep(transaction: Transaction, person: str, address_id: str, bond: Bond | None) -> None:
    """Keep a bond, or end it where none is given; what is declared already is not declared twice."""
    at = moment(now())
    if bond is None:
        end(transaction, person, address_id, at)
    elif address_id not in recused_addresses(transaction, person):
        declare(transaction, Recusal(secrets.token_hex(8), person, address_id, bond, at))


def _show_own(page: Page, own: Sequence[Recusal]) -> None:
    if not own:
        page.line(page.say("You declared no bond with any address."))
        return
    rows = [
        [item.address_id, page.say(BONDS[item.bond]), item.declared_at[:10], (item.ended_at or "")[:10]] for item in own
    ]
    page.table([page.say(heading) for heading in OWN_HEADINGS], rows)


def _show_looked(page: Page, judged: Sequence[tuple[LookUp, tuple[Why, ...]]]) -> None:
    if not judged:
        page.line(page.say("No look-ups."))
        return
    rows = [
        [
            item.at[:16],
            item.account,
            page.say(NATURES[Action(item.action)].label),
            item.address_id,
            ", ".join(page.say(WHYS[why]) for why in whys) or page.say("none"),
        ]
        for item, whys in judged
    ]
    page.table([page.say(heading) for heading in HEADINGS], rows)
