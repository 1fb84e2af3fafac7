# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mark of a channel: what a run, a selection and every export of a partnership says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pandzicht.definitions.channel import Channel
from pandzicht.errors import NotAvailable
from pandzicht.exports.described import Caveat


def channel_of(manifest: Mapping[str, Any]) -> Channel | None:
    """Return the channel that a run is of, None for the municipality's own."""
    told = manifest.get("channel")
    return Channel.model_validate(told) if told else None


def channel_caveat(channel: Channel) -> Caveat:
    """Return what must be said wherever data of a channel go."""
    basis = "; ".join(item.article for item in channel.legal_basis)
    partners = ", ".join(channel.partners)
    return Caveat(
        f"KANAAL {channel.channel}, convenant {channel.covenant}, vernietigen op {channel.destroy_on:%d-%m-%Y}",
        f"Kanaal {channel.label} (convenant {channel.covenant}; {basis}): alleen voor {partners}, niet mengen met "
        f"ander toezicht, vernietigen op {channel.destroy_on:%d-%m-%Y}. "
        "EN: partnership data, for its partners only, to be destroyed on that day.",
    )


def refuse_destroyed(manifest: Mapping[str, Any], today: date | None) -> None:
    """Raise NotAvailable for a run of a channel from the day on which its data must be gone, or when no day is told."""
    channel = channel_of(manifest)
    if channel is None or (today is not None and today < channel.destroy_on):
        return
    when = f"was to be destroyed on {channel.destroy_on}" if today else "may be opened on a known day only"
    raise NotAvailable(
        f"run {manifest['run']} is of channel '{channel.channel}' (covenant {channel.covenant}) and {when}; "
        "what the covenant allows no longer is not opened"
    )


def refuse_after_term(manifest: Mapping[str, Any], today: date | None) -> None:
    """Raise NotAvailable when something new is asked of a channel outside its term."""
    channel = channel_of(manifest)
    if channel is not None and not (today and channel.is_open(today)):
        raise NotAvailable(
            f"channel '{channel.channel}' (covenant {channel.covenant}) runs from {channel.starts_on} to "
            f"{channel.ends_on}, so nothing is drawn from run {manifest['run']}; what was drawn can be opened until "
            f"{channel.destroy_on}"
        )
