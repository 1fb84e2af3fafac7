# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The processing log: what was done with data about whom, and why (Logboek dataverwerkingen); never by which colleague.

Fields and names as in the standard of Logius, with the object extension of Geonovum (draft). A line about many
subjects is kept as one entry; `lines` gives it as the standard has it, one line per data subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ACTIVITY = "dpl.core.processing_activity_id"
SUBJECT = "dpl.core.data_subject_id"
SUBJECT_KEY = "pandzicht.subject_key"
"""The key under which the subjects are encrypted: the month after which they are forgotten."""


@dataclass(frozen=True, slots=True)
class Processing:
    """One processing: the activity in the register with its version, the sources it read, when it began and ended."""

    trace_id: str
    operation_id: str
    name: str
    activity: str
    begun_at: str
    ended_at: str
    ok: bool = True
    sources: Sequence[str] = ()
    features: Sequence[str] = ()
    """The fields that the activity may read of those sources, as `source.field` (object extension, level 2)."""
    run: str = ""
    key_id: str | None = None

    def line(self) -> dict[str, Any]:
        """Return what every line of this processing says."""
        attributes: dict[str, Any] = {ACTIVITY: self.activity}
        if self.run:
            attributes["dpl.objects.dataproduct_id"] = self.run
            attributes["dpl.objects.algorithm_id"] = self.activity
        if self.key_id:
            attributes[SUBJECT_KEY] = self.key_id
        if self.sources:
            attributes["dpl.objects.dataset_ids"] = list(self.sources)
        if self.features:
            attributes["dpl.objects.feature_ids"] = list(self.features)
        return {
            "trace_id": self.trace_id,
            "operation_id": self.operation_id,
            "status": "ok" if self.ok else "error",
            "name": self.name,
            "start_time": self.begun_at,
            "end_time": self.ended_at,
            "attributes": attributes,
        }


def lines(line: Mapping[str, Any], subjects: Sequence[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the lines of the standard for one entry: one per data subject, or one without.

    >>> [item["attributes"][SUBJECT] for item in lines({"attributes": {}}, [b"1", b"2"])]
    ['31', '32']
    """
    if not subjects:
        yield dict(line)
    for subject in subjects:
        yield {**line, "attributes": {**line["attributes"], SUBJECT: subject.hex()}}
