# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether everything published is as it was: hashes of deliveries, runs and selections, and the chains of the logs."""

from __future__ import annotations

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.governance.destroyed import registered_numbers
from pandzicht.governance.signed_heads import Heads
from pandzicht.language import message
from pandzicht.runs.verify import verify_logs, verify_workspace
from pandzicht_web.route import Place, Route
from pandzicht_web.visit import Visit


def verification(visit: Visit) -> HttpResponseBase:
    """Show the page; recompute when it is asked."""
    if visit.request.method != "POST":
        return visit.page("pandzicht/oversight/verification.html", {"verdicts": None})
    space = visit.office.workspace
    with visit.operation(Action.VERIFY) as operation, operation.state.transaction() as transaction:
        published = verify_workspace(space, registered_numbers(transaction))
        verdicts = [*published, *verify_logs(transaction, Heads(space.heads, space.signing_key))]
    values = {
        "verdicts": sorted(verdicts, key=lambda verdict: verdict.sound),
        "wrong": sum(not item.sound for item in verdicts),
    }
    return visit.page("pandzicht/oversight/verification.html", values)


ROUTES = (
    Route(
        "verification",
        "toezicht/controle",
        verification,
        (Action.VERIFY,),
        methods=("GET", "POST"),
        place=Place.OVERSIGHT,
        label=message("Verification"),
    ),
)
