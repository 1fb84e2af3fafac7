# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht unseal`: an original is asked for with a reason, and taken out once somebody else approved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption, workspace_and_catalogue
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.cli.stopping import answer_proposed
from pandzicht.definitions.action import Action
from pandzicht.errors import PandzichtError
from pandzicht.language import Language
from pandzicht.sources.delivery import delivery_named
from pandzicht.sources.unsealing import ask_to_unseal, purpose_of_unsealing, subject_of_unsealing, unseal_approved


def unseal(
    source: Annotated[str, typer.Argument(help="The source, as the catalogue names it.")],
    delivery: Annotated[str, typer.Argument(help="The id of the delivery, or how it begins: its day.")],
    purpose: Annotated[str, typer.Option("--purpose", help="The purpose of the source for which you need it.")],
    because: Annotated[str, typer.Option("--because", help="Why you need it: asks for the approval.")] = "",
    to: Annotated[Path | None, typer.Option("--to", help="Write the files into this new folder.")] = None,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Take an original out as it was delivered: with --because you ask for it, with --to you get what was approved."""
    if bool(because) == bool(to):
        raise PandzichtError("give --because to ask for an original, or --to FOLDER once somebody else approved that")
    space, catalogue = workspace_and_catalogue(workspace)
    output = Output(language, as_json=as_json)
    registered = catalogue.named("sources", source)
    place = space.within(registered.channel)
    found = delivery_named(place, source, delivery)
    purposes = [purpose_of_unsealing(registered, purpose)]
    with desk_at(space, output).operation(Action.UNSEAL, subject_of_unsealing(found), purposes) as operation:
        if to is None:
            answer_proposed(output, [ask_to_unseal(place, operation, registered, found, because)])
            return
        written = unseal_approved(place, operation, registered, found, to)

    def show(page: Page) -> None:
        count = len(written)
        page.line(page.say("{folder}: {count} file.", "{folder}: {count} files.", folder=to, count=count))
        page.line(page.say("It holds all that was delivered: destroy it as soon as you are done."))

    output.answer({"delivery": found.id, "files": written}, show)
