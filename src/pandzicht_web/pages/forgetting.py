# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may not be kept any longer: exactly what would go today and why, and the register of what went."""

from __future__ import annotations

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.forgetting.carrying_out import plan_of
from pandzicht.forgetting.due import LABELS, Kind
from pandzicht.governance.destroyed import register_of_destroyed
from pandzicht.language import message
from pandzicht_web.route import Place, Route
from pandzicht_web.visit import Visit


def forgetting(visit: Visit) -> HttpResponseBase:
    """Show what is due today, and what was destroyed before; nothing is destroyed by looking."""
    office, today = visit.office, visit.office.door.clock().date()
    with visit.operation(Action.DESTROY) as operation:
        plan = plan_of(office.workspace, office.catalogue(), operation.state, operation.desk.keys, today)
        with operation.state.transaction(reads=True) as transaction:
            gone = register_of_destroyed(transaction)
    values = {
        "plan": plan,
        "due": [(LABELS[item.kind], item) for item in plan.due],
        "gone": [(LABELS[Kind(line.kind)], line) for line in reversed(gone)],
        "today": today,
    }
    return visit.page("pandzicht/oversight/forgetting.html", values)


ROUTES = (
    Route(
        "forgetting",
        "toezicht/vernietigen",
        forgetting,
        (Action.DESTROY,),
        place=Place.OVERSIGHT,
        label=message("Destruction"),
    ),
)
