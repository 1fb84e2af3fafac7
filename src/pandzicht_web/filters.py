# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The filters of worklist and map as they are shown: choices at hand, those a click away, and what is asked now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict

from pandzicht.definitions.indicator import ValueType
from pandzicht.language import Language
from pandzicht.runs.opened import OpenRun
from pandzicht.worklist.criteria import Told
from pandzicht.worklist.facets import Choice, Facet, facets_of
from pandzicht.worklist.filters import Filtered
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.view import View
from pandzicht_web.worklist_words import TITLES

OWN = ("check", "analysis", "range_of", "range_from", "range_to")
"""What a page asks beside the view itself."""
SHOWN = 8
"""Choices of a filter that are shown at once; the others are a click away."""
_IN_ORDER = ("status", "owner", "kind", "not_visited")
_MEASURED = (ValueType.INTEGER, ValueType.DECIMAL, ValueType.DATE)


@dataclass(frozen=True, slots=True)
class Filter:
    """One sort of filter as it is shown: the choices at hand, and those a click away."""

    key: str
    title: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]
    is_single: bool

    @property
    def all(self) -> int:
        """How many choices there are."""
        return len(self.first) + len(self.more)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a check for the map: how many units answer to it, and what more can be asked."""

    check: str
    label: str
    unit: str
    view: View
    count: int
    facets: tuple[Facet, ...]
    measured: tuple[tuple[str, str], ...]


def asked_view(asked: QueryDict) -> str:
    """Return the query string of the view that a request asks, with the range that its form holds."""
    pairs = [(key, value) for key, value in parse_qsl(asked.urlencode()) if key not in OWN]
    least, most = asked.get("range_from", "").strip(), asked.get("range_to", "").strip()
    if asked.get("range_of") and (least or most):
        pairs.append(("range", f"{asked['range_of']}:{least}..{most}"))
    return urlencode(pairs)


def asked_of(run: OpenRun, check: str, view: View, language: Language) -> Asked:
    """Return what is asked of a check, without any of its units."""
    listed = ListedCheck(run, check, language)
    filtered = Filtered(listed, view)
    own = listed.subject.check
    return Asked(
        check=check,
        label=own.label.in_(language),
        unit=own.unit,
        view=view,
        count=int(filtered.units.sum()),
        facets=facets_of(listed, view, filtered),
        measured=measured(listed),
    )


def filters_of(facets: Iterable[Facet]) -> list[Filter]:
    """Return the filters: of many choices those that leave most, or are asked, come first."""
    return [_filter(facet) for facet in facets]


def measured(listed: ListedCheck) -> tuple[tuple[str, str], ...]:
    """Return the indicators of which a value between two others can be asked, with their labels."""
    known = listed.run.catalogue.indicators
    found = [known[name] for name in listed.subject.indicators if known[name].type in _MEASURED]
    labels = ((item.indicator, item.label.in_(listed.language)) for item in found)
    return tuple(sorted(labels, key=lambda pair: pair[1].casefold()))


def ranges_of(view: View, own: str) -> list[tuple[str, str]]:
    """Return each range that is asked, with the query string that leaves it out; `own` stands before that."""
    asked = [str(item) for item in view.ranges]
    kept = [(key, value) for key, value in parse_qsl(view.query) if key not in {"range", "page"}]
    return [
        (text, f"{own}&{urlencode([*kept, *(('range', other) for other in asked if other != text)])}") for text in asked
    ]


def _filter(facet: Facet) -> Filter:
    choices = [choice for choice in facet.choices if not _is_unknown(facet, choice) or choice.is_asked]
    at_hand = sorted(choices, key=lambda choice: (not choice.is_asked, -choice.count))[:SHOWN]
    first = tuple(choice for choice in choices if choice in at_hand) if facet.key in _IN_ORDER else tuple(at_hand)
    more = tuple(choice for choice in facet.choices if choice not in first)
    return Filter(facet.key, TITLES[facet.key], first, more, facet.key == "not_visited")


def _is_unknown(facet: Facet, choice: Choice) -> bool:
    """Tell whether a choice asks for what is unknown: a click away, not among the first."""
    return facet.key == "signal" and not choice.value.endswith(f":{Told.YES}")
