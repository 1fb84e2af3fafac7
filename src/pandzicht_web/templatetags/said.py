# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How templates speak: `{% say "text" name=value %}` in the language of the visit, and values as people write them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pandzicht.definitions.action import NATURES, Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.role import Role
from pandzicht.definitions.words import Text
from pandzicht.governance.audit import Result
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language, message, shown, speaker
from pandzicht_web.addresses import address_of
from pandzicht_web.static_files import static_address

register = template.Library()
ANSWERS: Mapping[str, str] = {
    "yes": message("Yes"),
    "no": message("No"),
    "unknown": message("Unknown"),
    "disputed": message("Disputed"),
}
RESULTS: Mapping[Result, str] = {
    Result.ALLOWED: message("allowed"),
    Result.DENIED: message("denied"),
    Result.DONE: message("done"),
    Result.FAILED: message("failed"),
}
THINGS: Mapping[Kind, str] = {
    Kind.ADDRESS: message("address"),
    Kind.CHECK: message("check"),
    Kind.SOURCE: message("source"),
    Kind.DELIVERY: message("delivery"),
    Kind.RUN: message("comparison"),
    Kind.SELECTION: message("selection"),
    Kind.FILE: message("file"),
    Kind.DEFINITION: message("definition"),
    Kind.ACCOUNT: message("account"),
    Kind.PROPOSAL: message("proposal"),
    Kind.LOG: message("log"),
    Kind.JOB: message("work"),
    Kind.WORKSPACE: message("the whole"),
}
STRATA: Mapping[str, str] = {
    "top": message("Top"),
    "challenger": message("Challenger"),
    "control": message("Control (random)"),
    "manual": message("By hand"),
}
HERE = ZoneInfo("Europe/Amsterdam")


@register.simple_tag(takes_context=True)
def say(context: Context, text: str, plural: str = "", **values: object) -> str:
    """Say a text in the language of the visit; with a plural, by `count`."""
    return speaker(_language(context))(text, *([plural] if plural else []), **values)


@register.simple_tag(takes_context=True)
def say_value(context: Context, text: str) -> str:
    """Say a text that the code chose, and that is marked where it stands."""
    return speaker(_language(context))(text)


@register.simple_tag(takes_context=True)
def show(context: Context, value: object) -> str:
    """Show a value as people of the language write it."""
    return shown(value, _language(context))


@register.simple_tag(takes_context=True)
def act_label(context: Context, act: Action) -> str:
    """Return what an act is called."""
    return speaker(_language(context))(NATURES[act].label)


@register.simple_tag(takes_context=True)
def in_language(context: Context, text: Text) -> str:
    """Return a text of the catalogue in the language of the visit."""
    return text.in_(_language(context))


@register.simple_tag
def to(name: str, *parts: object, **query: object) -> str:
    """Return the address of a route, with what it asks behind it."""
    asked = {key: value for key, value in query.items() if value not in {None, ""}}
    return address_of(name, *map(str, parts)) + (f"?{urlencode(asked, doseq=True)}" if asked else "")


@register.simple_tag(takes_context=True)
def signal_question(context: Context, catalogue: Catalogue, name: str) -> str:
    """Return what a signal asks; its name where the catalogue does not have it."""
    signal = catalogue.signals.get(name)
    return signal.question.in_(_language(context)) if signal else name


@register.simple_tag(takes_context=True)
def source_label(context: Context, catalogue: Catalogue, name: str) -> str:
    """Return what a source is called; its name where the catalogue does not have it."""
    source = catalogue.sources.get(name)
    return source.label.in_(_language(context)) if source else name


@register.simple_tag(takes_context=True)
def answer_badge(context: Context, answer: str) -> SafeString:
    """Return an answer as a badge: in words, its colour beside it."""
    said = speaker(_language(context))(ANSWERS[answer])
    return format_html('<span class="pz-badge pz-badge--{}">{}</span>', answer, said)


@register.simple_tag(takes_context=True)
def say_result(context: Context, result: str) -> str:
    """Return how an act ended, in words."""
    return speaker(_language(context))(RESULTS[Result(result)])


@register.simple_tag(takes_context=True)
def thing(context: Context, subject: Subject) -> str:
    """Return what an act is done to, in words and by its name."""
    return f"{speaker(_language(context))(THINGS[subject.kind])} {subject.name}".strip()


@register.simple_tag(takes_context=True)
def role_label(context: Context, roles: Mapping[str, Role], name: str) -> str:
    """Return what a role is called; its name where the catalogue does not have it any more."""
    return roles[name].label.in_(_language(context)) if name in roles else name


@register.simple_tag
def when(at: str) -> str:
    """Return a moment of the state as people here read a clock: 01-03-2026 09:30."""
    return datetime.fromisoformat(at).astimezone(HERE).strftime("%d-%m-%Y %H:%M")


@register.filter
def before(text: str, mark: str) -> str:
    """Return what stands before a mark."""
    return text.partition(mark)[0]


@register.filter
def ends(text: str, end: str) -> bool:
    """Tell whether a text ends in another."""
    return text.endswith(end)


@register.filter
def postcode(text: str) -> str:
    """Return a postcode as it is written on an envelope: 2562 ZK."""
    return f"{text[:4]} {text[4:]}" if len(text) == len("2562ZK") else text


@register.filter
def plain(number: float) -> str:
    """Return a number as a drawing reads it, whatever the language."""
    return f"{number:g}"


@register.simple_tag(takes_context=True)
def stratum_label(context: Context, name: str) -> str:
    """Return what a stratum of a selection is called."""
    return speaker(_language(context))(STRATA[name])


@register.simple_tag
def day(text: str) -> str:
    """Return a day that a document holds as text, as people write it."""
    return shown(date.fromisoformat(text))


@register.filter
def chance(probability: float) -> str:
    """Return a probability with four decimals, as Dutch people write it."""
    return f"{probability:.4f}".replace(".", ",")


@register.filter
def percent(share: float) -> str:
    """Return a share as a whole percentage."""
    return f"{share * 100:.0f} %"


@register.filter
def signed(change: float) -> str:
    """Return by which part something became more or less, as a whole percentage with its sign."""
    return f"{change * 100:+.0f} %".replace("-", "−")


@register.filter
def tenths(share: float | None) -> str:
    """Return a share as a percentage in tenths, cut off: what is not wholly 100 % never looks so."""
    return "–" if share is None else f"{math.floor(share * 1000) / 10:.1f} %".replace(".", ",")


@register.filter
def at(counts: Mapping[object, object], key: object) -> object:
    """Return what a mapping holds under a key."""
    return counts[key]


@register.simple_tag
def static_file(name: str) -> str:
    """Return the address of a file that a page loads."""
    return static_address(name)


@register.filter
def words(name: str) -> str:
    """Return a name of the catalogue as words: `onrechtmatig_wonen` is onrechtmatig wonen."""
    return name.replace("_", " ")


def _language(context: Context) -> Language:
    return Language(context.get("language") or Language.NL)
