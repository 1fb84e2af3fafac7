# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht new`: a municipality's workspace."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import now
from pandzicht.cli.options import JsonOption, LanguageOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.errors import NotFound, WorkspaceFault
from pandzicht.language import Language
from pandzicht.store.state_database import make_state

SETTINGS = """\
# The workspace of one municipality. Deliveries go in deliveries/, definitions in catalogue/; state/ is Pandzicht's own.
[workspace]
name = "{name}"
# In a demo a legal basis that nobody verified (te_toetsen) may run, marked as such everywhere.
demo = {demo}
# The source that names the addresses; another than the BAG is said on every page and export.
spine = "bag"
catalogue = "catalogue"

# Who answers for it: said wherever 'pandzicht account' writes what is told to the public.
[organisation]
name = "{name}"
{organisation}"""
ORGANISATION = """\
# contact = "an e-mail address, or a page that begins with https://"
# privacy_officer = "how to reach the functionaris gegevensbescherming"
# provider = "who delivers the software"
# transfers = {nl = "naar welke landen buiten de EU gegevens gaan, of dat dat niet gebeurt", en = "the same in English"}
# security = [{nl = "wat u zelf doet om gegevens veilig te houden", en = "the same in English"}]
"""
OF_THE_DEMO = """\
contact = "pandzicht@gemeente.example"
privacy_officer = "fg@gemeente.example"
provider = "Intern ontwikkeld (demo)"
transfers = {nl = "Geen (demo)", en = "None (demo)"}
security = [{nl = "Geen: dit is een demo zonder echte gegevens", en = "None: this is a demo without real data"}]
"""


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    name: Annotated[str, typer.Option(help="The name of the municipality.")] = "",
    demo: Annotated[bool, typer.Option(help="Let unverified legal bases run, marked as such.")] = False,
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Make a workspace: settings, a catalogue of its own, and a folder for deliveries."""
    make_workspace(folder, name=name or folder.name, demo=demo)
    document = {"workspace": folder, "next": "pandzicht check"}

    def show(page: Page) -> None:
        places = {"folder": folder, "deliveries": folder / "deliveries", "catalogue": folder / "catalogue"}
        page.line(page.say("{folder} is ready. Put deliveries in {deliveries} and edit {catalogue}.", **places))

    Output(language, as_json=as_json).answer(document, show)


def new_state(
    address: Annotated[
        str, typer.Argument(help="The PostgreSQL database, as its owner: postgresql://OWNER@HOST/NAME.")
    ],
    role: Annotated[str, typer.Option("--role", help="The role by which Pandzicht will open it; it exists already.")],
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Make a state database in PostgreSQL, with row security; once more renews the policies after an update."""
    place = make_state(address, role=role, now=now())

    def show(page: Page) -> None:
        page.line(page.say("{place} is ready for role {role}.", place=place, role=role))

    Output(language, as_json=as_json).answer({"state": place, "role": role}, show)


def make_workspace(folder: Path, *, name: str, demo: bool) -> None:
    """Write a new workspace with the catalogue that comes with Pandzicht; an existing one is left alone."""
    if (folder / "pandzicht.toml").exists():
        raise WorkspaceFault(f"{folder} is a workspace already; choose another folder")
    (folder / "deliveries").mkdir(parents=True, exist_ok=True)
    (folder / "state").mkdir(exist_ok=True)
    shutil.copytree(shipped_catalogue(), folder / "catalogue", dirs_exist_ok=True)
    text = SETTINGS.format(
        name=name.replace('"', "'"),
        demo="true" if demo else "false",
        organisation=OF_THE_DEMO if demo else ORGANISATION,
    )
    (folder / "pandzicht.toml").write_text(text, encoding="utf-8")


def shipped_catalogue() -> Path:
    """Return the catalogue that comes with Pandzicht: inside the installed package, or beside its source."""
    package = Path(__file__).resolve().parents[1]
    for place in (package / "catalogue", package.parents[1] / "catalogue"):
        if place.is_dir():
            return place
    raise NotFound("the catalogue that comes with Pandzicht is missing; install Pandzicht again")
