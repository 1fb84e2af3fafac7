# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""All rules that a catalogue must pass as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from pandzicht.definitions.admission_rules import admission_faults
from pandzicht.definitions.ai_act_rules import ai_act_faults
from pandzicht.definitions.approval_rules import approval_faults
from pandzicht.definitions.catalogue import Catalogue, Rule, read_catalogue
from pandzicht.definitions.channel_rules import channel_faults
from pandzicht.definitions.check_rules import check_faults
from pandzicht.definitions.indicator_rules import indicator_faults
from pandzicht.definitions.looked_by_rules import looked_by_faults
from pandzicht.definitions.publication_rules import publication_faults
from pandzicht.definitions.role_rules import role_faults
from pandzicht.definitions.signal_rules import signal_faults
from pandzicht.definitions.source_rules import source_faults
from pandzicht.definitions.stands_for_rules import stands_for_faults
from pandzicht.definitions.timeline_rules import timeline_faults
from pandzicht.errors import Fault

RULES: tuple[Rule, ...] = (
    admission_faults,
    source_faults,
    looked_by_faults,
    stands_for_faults,
    timeline_faults,
    indicator_faults,
    signal_faults,
    check_faults,
    ai_act_faults,
    channel_faults,
    role_faults,
    approval_faults,
    publication_faults,
)


def known_reader(readers: Collection[str]) -> Rule:
    """Return the rule that every source names a reader that exists."""

    def faults(catalogue: Catalogue) -> Iterator[Fault]:
        for source in catalogue.sources.values():
            if source.reader not in readers:
                found = f"unknown reader '{source.reader}'"
                remedy = f"known are {', '.join(sorted(readers))}"
                yield catalogue.fault("sources", source.source, ("reader",), found, remedy)

    return faults


def sound_catalogue(folder: Path, *, readers: Collection[str]) -> Catalogue:
    """Return the catalogue in a folder once it passes every rule; raise DefinitionFaults with all breaches."""
    return read_catalogue(folder, (*RULES, known_reader(readers)))
