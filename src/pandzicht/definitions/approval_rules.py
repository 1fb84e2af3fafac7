# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold for approvals: of every matter it is decided what it takes, and for every day from some day on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from pandzicht.definitions.approval import OPTIONAL, Approval, Matter
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.errors import Fault


def approval_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every breach of the rules for approvals; a catalogue without roles allows nobody to propose anything."""
    for matter in (one for one in Matter if one not in OPTIONAL) if catalogue.roles else ():
        if not catalogue.knows("approvals", matter):
            found = f"is missing: nothing says how many persons approve '{matter.value}' and how long it then waits"
            yield Fault(f"approvals/{matter.value}.yaml", "", found, "copy it from Pandzicht, and decide")
    for approval in catalogue.approvals.values():
        yield from _gaps(catalogue, approval)


def _gaps(catalogue: Catalogue, approval: Approval) -> Iterator[Fault]:
    ordered = sorted(approval.terms, key=lambda term: term.start)
    ends = [term.end for term, later in pairwise(ordered) if term.end and term.end + timedelta(days=1) < later.start]
    for end in [*ends, ordered[-1].end]:
        if end is not None:
            found = f"ends on {end}, and nothing holds on the day after it: then nothing of it can be proposed"
            remedy = "add the term that follows, or leave out 'to' of the last one"
            yield catalogue.fault("approvals", approval.approval, ("terms",), found, remedy)
