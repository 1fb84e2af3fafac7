# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold for the checks of a catalogue: purpose, closed lists, points."""

from __future__ import annotations

from collections.abc import Iterator

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.closed_list import (
    Fields,
    beyond,
    fields_of_dossier,
    joined,
    parts_of_check,
)
from pandzicht.definitions.expression import ExpressionFault, faults_in, parsed
from pandzicht.definitions.functions import Place
from pandzicht.definitions.principles import DATA_MINIMISATION, PURPOSE_LIMITATION
from pandzicht.definitions.reads import indicators_of_frame, indicators_of_signal
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
        yield from _approval(catalogue, check)
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


def _approval(catalogue: Catalogue, check: Check) -> Iterator[Fault]:
    """Yield days on which the approval of a check would end before it began, or go on after the check itself."""
    if check.criteria is None:
        return
    reapprove_by = check.criteria.reapprove_by
    if check.ends_on and reapprove_by > check.ends_on:
        found = f"'reapprove_by' is {reapprove_by}, after the end of the check itself, {check.ends_on}"
        yield catalogue.fault("checks", check.check, ("criteria", "reapprove_by"), found, "put it on the end or before")
    if check.approved and reapprove_by <= check.approved.on:
        found = f"'reapprove_by' is {reapprove_by}, no later than the approval of {check.approved.on}"
        yield catalogue.fault("checks", check.check, ("criteria", "reapprove_by"), found, "put it after the approval")


def _sources(catalogue: Catalogue, check: Check) -> Iterator[Fault]:
    """Yield listed sources and fields that do not exist, do not serve the purpose, or are not about addresses."""
    for name, fields in check.sources.items():
        source = catalogue.sources.get(name)
        if source is None:
            if not catalogue.knows("sources", name):
                found = f"'sources' names '{name}', which does not exist"
                yield catalogue.fault("checks", check.check, ("sources", name), found, "name one in sources/")
        elif source.about not in (About.ADDRESS, About.SPINE):
            found = f"source '{name}' is about {source.about.value}; a check does not read area figures"
            yield catalogue.fault("checks", check.check, ("sources", name), found, "remove it")
        elif check.purpose not in source.purposes and (source.purposes or source.about is About.ADDRESS):
            found = f"source '{name}' may not be read for purpose '{check.purpose}' ({PURPOSE_LIMITATION})"
            remedy = "add the purpose to the source, with its basis"
            yield catalogue.fault("checks", check.check, ("sources", name), found, remedy)
        else:
            for field in source.closed_to(check.purpose, fields):
                found = f"field '{field}' of source '{name}' may not be read for purpose '{check.purpose}'"
                remedy = "add the purpose to the field, with its basis, or remove what reads it"
                yield catalogue.fault(
                    "checks", check.check, ("sources", name), f"{found} ({PURPOSE_LIMITATION})", remedy
                )


def _reads(catalogue: Catalogue, check: Check) -> Iterator[Fault]:
    """Yield what is read outside the closed list of sources and fields, and what is listed without being read."""
    try:
        parts = parts_of_check(catalogue, check)
    except ExpressionFault:
        return
    for path, read in parts:
        what = f"signal '{path[-1]}'" if len(path) > 1 else f"'{path[0]}'"
        for source, outside in sorted(beyond(read, check.sources).items()):
            if source not in check.sources:
                found = f"{what} reads source '{source}', which is not in the check's closed list"
            else:
                found = f"{what} reads {', '.join(outside)} of source '{source}', not in the check's closed list"
            remedy = f"add {source}: [{', '.join(sorted(read[source]))}] to 'sources', or remove what reads it"
            yield catalogue.fault("checks", check.check, path, f"{found} ({PURPOSE_LIMITATION})", remedy)
    if _is_whole(catalogue, check):
        yield from _unread(
            catalogue, check, joined([*(read for _, read in parts), fields_of_dossier(catalogue, check)])
        )


def _is_whole(catalogue: Catalogue, check: Check) -> bool:
    """Tell whether all that a check names can be read: else a field is easily called unread for another fault."""
    names = {*check.facts, *indicators_of_frame(check)}
    for name in check.signals:
        names |= set(indicators_of_signal(catalogue.signals[name])) if name in catalogue.signals else {""}
    return not catalogue.broken and names <= set(catalogue.indicators)


def _unread(catalogue: Catalogue, check: Check, read: Fields) -> Iterator[Fault]:
    for source, fields in check.sources.items():
        idle = sorted(set(fields) - read.get(source, frozenset()))
        if source not in read and source in catalogue.sources:
            found = f"source '{source}' is in the closed list, and nothing of the check reads it"
        elif idle and source in read:
            found = f"the closed list has {', '.join(idle)} of source '{source}', which nothing of the check reads"
        else:
            continue
        remedy = "remove it: what is not needed may not be read"
        yield catalogue.fault("checks", check.check, ("sources", source), f"{found} ({DATA_MINIMISATION})", remedy)
