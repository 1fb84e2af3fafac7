# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a delivery may not be read at all: no basis, no partnership, not approved, or a day that is still to come."""

from __future__ import annotations

from datetime import date

from pandzicht.definitions.bases import bases_of_source, unverified
from pandzicht.definitions.channel import Channel
from pandzicht.definitions.source import Source
from pandzicht.errors import DeliveryRefused
from pandzicht.governance.catalogue_in_force import refuse_source_not_in_force
from pandzicht.governance.desk import Operation


def refuse_unlawful(operation: Operation, source: Source, channel: Channel | None, on: date, today: date) -> None:
    """Raise DeliveryRefused for a delivery that may not be read, NotApproved for a source that nobody else approved."""
    _refuse_outside_channel(source, channel, on, today)
    if not source.is_supplied:
        raise DeliveryRefused(
            f"source '{source.source}' has no basis for its delivery (supply: none), so nothing was read; "
            "a statutory or covenant basis must stand in its definition first"
        )
    if on > today:
        raise DeliveryRefused(
            f"a delivery of '{source.source}' dated {on.isoformat()} lies after today, {today.isoformat()}; "
            "give the day the delivery is of"
        )
    _refuse_unseen(operation, source, channel)


def _refuse_unseen(operation: Operation, source: Source, channel: Channel | None) -> None:
    """Refuse, outside a demo, a source whose basis nobody held against the law, or that two persons did not see.

    No run may read what rests on an unverified basis, so it is not kept either (AVG art. 6).
    """
    names = unverified(bases_of_source(source, channel))
    if names and not operation.desk.demo:
        raise DeliveryRefused(
            f"source '{source.source}': the legal basis of {', '.join(names)} is not verified (te_toetsen), so nothing "
            "was read; have somebody hold it against the law, and write who and when, or try it out in a demo"
        )
    refuse_source_not_in_force(operation, source, channel)


def _refuse_outside_channel(source: Source, channel: Channel | None, on: date, today: date) -> None:
    """Refuse a delivery of a partnership outside its term, and one whose partnership is not known (lawful.md 6)."""
    if source.channel != (channel.channel if channel else None):
        raise DeliveryRefused(
            f"source '{source.source}' is of channel '{source.channel or 'none'}' and was offered to "
            f"'{channel.channel if channel else 'none'}', so nothing was read; load it through its own channel"
        )
    closed = [day for day in (on, today) if channel and not channel.is_open(day)]
    if channel and closed:
        raise DeliveryRefused(
            f"channel '{channel.channel}' (covenant {channel.covenant}) runs from {channel.starts_on} to "
            f"{channel.ends_on}, and {closed[0]} lies outside, so nothing was read; "
            "a new covenant must stand in its definition first"
        )
