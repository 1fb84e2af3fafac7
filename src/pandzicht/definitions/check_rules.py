# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold for the checks of a catalogue: purpose, closed lists, points."""

from __future__ import annotations

from collections.abc import Iterator

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.expression import ExpressionFault, faults_in, parsed
from pandzicht.definitions.functions import Place
from pandzicht.definitions.reads import sources_of_frame, sources_of_signal
from pandzicht.definitions.scope import address_scope
from pandzicht.definitions.source import About
from pandzicht.errors import Fault


def check_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every breach of the rules for checks."""
    for check in catalogue.checks.values():
        yield from _frame(catalogue, check)
        yield from _named(catalogue, check)
        yield from _sources(catalogue, check)
        yield from _reads(catalogue, check)
        if check.strata.challenger and check.challenger is None:
            found = "a challenger share without challenger points"
            yield catalogue.fault("checks", check.check, ("strata",), found, "add 'challenger' or set its share to 0")


def _frame(catalogue: Catalogue, check: Check) -> Iterator[Fault]:
    try:
        tree = parsed(check.frame)
        found = faults_in(tree, address_scope(catalogue, Place.FRAME))
        if "bezocht_binnen" in check.frame and not catalogue.knows("indicators", "laatste_bezoek"):
            found.append("'bezocht_binnen' needs the indicator 'laatste_bezoek'")
    except ExpressionFault as fault:
        found = [str(fault)]
    for text in found:
        yield catalogue.fault("checks", check.check, ("frame",), f"frame: {text}", "see docs/understand/expressions.md")


def _named(catalogue: Catalogue, check: Check) -> Iterator[Fault]:
    challenger = check.challenger.points if check.challenger else {}
    named: list[tuple[tuple[str, ...], str, str]] = [(("points", name), "signals", name) for name in check.points]
    named += [(("challenger", "points", name), "signals", name) for name in challenger]
    named += [(("facts",), "indicators", name) for name in check.facts]
    for path, folder, name in named:
        if not catalogue.knows(folder, name):
            found = f"'{path[0]}' names {folder[:-1]} '{name}', which does not exist"
            yield catalogue.fault("checks", check.check, path, found, f"name one in {folder}/")
    for name in check.severity:
        if name not in check.points:
            found = f"'severity' names '{name}', which has no points"
            yield catalogue.fault("checks", check.check, ("severity", name), found, "remove it")


def _sources(catalogue: Catalogue, check: Check) -> Iterator[Fault]:
    """Yield listed sources that do not exist, do not serve the purpose, or are not about addresses."""
    for name in check.sources:
        source = catalogue.sources.get(name)
        if source is None:
            if not catalogue.knows("sources", name):
                found = f"'sources' names '{name}', which does not exist"
                yield catalogue.fault("checks", check.check, ("sources",), found, "name one in sources/")
        elif source.about not in (About.ADDRESS, About.SPINE):
            found = f"source '{name}' is about {source.about.value}; a check does not read area figures"
            yield catalogue.fault("checks", check.check, ("sources",), found, "remove it")
        elif check.purpose not in source.purposes and source.about is About.ADDRESS:
            found = f"source '{name}' may not be read for purpose '{check.purpose}' (AVG art. 5(1)(b))"
            yield catalogue.fault(
                "checks", check.check, ("sources",), found, "add the purpose to the source, with its basis"
            )


def _reads(catalogue: Catalogue, check: Check) -> Iterator[Fault]:
    """Yield signals, frames and facts that read outside the closed list of sources."""
    challenger = check.challenger.points if check.challenger else {}
    read: dict[tuple[str, ...], frozenset[str]] = {
        ("points", name): sources_of_signal(catalogue, name) for name in check.points
    }
    read |= {("challenger", name): sources_of_signal(catalogue, name) for name in challenger}
    read[("frame",)] = sources_of_frame(catalogue, check)
    facts = {catalogue.indicators[name].source for name in check.facts if name in catalogue.indicators}
    read[("facts",)] = frozenset(facts)
    for path, sources in read.items():
        for source in sorted(sources - set(check.sources)):
            what = f"signal '{path[-1]}'" if len(path) > 1 else f"'{path[0]}'"
            found = f"{what} reads source '{source}', which is not in the check's closed list (AVG art. 5(1)(b))"
            yield catalogue.fault("checks", check.check, path, found, "add the source, or remove what reads it")
