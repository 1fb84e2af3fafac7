# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht check`: all faults of a catalogue at once, its scenarios included."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.options import JsonOption, LanguageOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.catalogue import COMPARED, Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import DefinitionFaults
from pandzicht.language import Language, message
from pandzicht.signals.scenarios import scenario_faults
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.workspace import open_workspace

COUNTED = {
    "sources": message("{count} sources"),
    "indicators": message("{count} indicators"),
    "norms": message("{count} norms"),
    "signals": message("{count} signals"),
    "checks": message("{count} checks"),
    "roles": message("{count} roles"),
    "channels": message("{count} channels"),
    "scenarios": message("{count} scenarios"),
}


def check(
    folder: Annotated[Path, typer.Argument(help="A workspace or a catalogue.")] = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Check a catalogue: every definition, every rule, every scenario; all faults at once with file and line."""
    catalogue = checked_catalogue(folder)
    counts = {name: len(catalogue.of(name)) for name in COMPARED}
    counts["scenarios"] = sum(len(signal.scenarios) for signal in catalogue.signals.values())

    def show(page: Page) -> None:
        listed = ", ".join(page.say(COUNTED[name], count=count) for name, count in counts.items() if count)
        page.line(page.say("The catalogue is sound: {listed}.", listed=listed))

    Output(language, as_json=as_json).answer({"sound": True, "counts": counts}, show)


def checked_catalogue(folder: Path) -> Catalogue:
    """Return a catalogue that passes every rule and every scenario; raise DefinitionFaults with all that is wrong."""
    place = open_workspace(folder).catalogue if (folder / "pandzicht.toml").is_file() else folder
    catalogue = sound_catalogue(place, readers=known_readers())
    faults = sorted(scenario_faults(catalogue))
    if faults:
        raise DefinitionFaults(f"catalogue {place}", faults)
    return catalogue
