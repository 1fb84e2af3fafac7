# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The entry of a check in the algorithm register (Algoritmeregister), by publication standard 1.0.

The register takes entries as JSON; it gives CSV and takes none, so no CSV is made. A field that nobody filled in is
left out where the standard allows that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pandzicht.definitions.ai_act import PublicationCategory
from pandzicht.definitions.check import Check
from pandzicht.definitions.publication import FIELDS, Publication
from pandzicht.definitions.publication_standard import RULES, STANDARD, Category
from pandzicht.errors import Fault
from pandzicht.exports.disclosure import Disclosure, names_persons, share_said
from pandzicht.governance.activity import without_version


def entry_of(disclosure: Disclosure, activity: str) -> dict[str, Any] | None:
    """Return the entry of a check, fields in the order of the standard; None when the check has no publication.

    The register takes Dutch only, whatever the language of the disclosure.
    """
    publication = disclosure.check.publication
    if publication is None:
        return None
    told = Disclosure(disclosure.catalogue, disclosure.check, disclosure.organisation)
    filled = {**_as_they_stand(told), **_declared(told, publication), **_derived(told, activity)}
    return {name: filled[name] for name in RULES if filled.get(name) not in (None, "", [])}


def _as_they_stand(told: Disclosure) -> dict[str, Any]:
    """Return the fields that a text of the publication fills."""
    return {field: str(getattr(told.check.publication, key)) for key, field in FIELDS.items()}


def _category(check: Check) -> Category:
    """Return the category under which a check is published; a selection by risk is never less than impactful."""
    is_high = check.ai_act is not None and check.ai_act.publication is PublicationCategory.HIGH_RISK
    return Category.HIGH_RISK if is_high else Category.IMPACTFUL


def _declared(told: Disclosure, publication: Publication) -> dict[str, Any]:
    """Return what the publication and the organisation declare in the words of the standard."""
    organisation = told.organisation
    return {
        "organization": told.told(organisation.name),
        "category": [theme.value for theme in publication.themes],
        "status": publication.status.value,
        "publication_category": _category(told.check).value,
        "begin_date": publication.begin,
        "end_date": publication.end,
        "contact_email": publication.contact or organisation.contact,
        "website": publication.website or organisation.website,
        "url": organisation.algorithm_register,
        "process_index_url": organisation.processing_register,
        "lawful_basis_grouping": [item.model_dump() for item in publication.laws],
        "impacttoetsen_grouping": list(_assessments(told, publication)),
        "provider": organisation.provider,
        "publiccode": organisation.source_code,
        "tags": ", ".join(publication.tags),
        "lang": "nld",
        "standard_version": "1.0",
    }


def _assessments(told: Disclosure, publication: Publication) -> Iterator[dict[str, Any]]:
    done = (
        ("Data Protection Impact Assessment (DPIA)", told.check.dpia, publication.dpia_page),
        ("Impact Assessment Mensenrechten en Algoritmes (IAMA)", told.check.iama, publication.iama_page),
    )
    for title, reference, page in done:
        if reference:
            yield {"title": f"{title}, {reference}", **({"link": page} if page else {})}


def _derived(told: Disclosure, activity: str) -> dict[str, Any]:
    """Return what follows from the definitions that the check runs on."""
    return {
        "lawful_basis": "\n".join(told.bases),
        "source_data": _fitting("source_data", tuple(_sources(told))),
        "methods_and_models": "\n".join(
            (*method_said(told), *_questions(told), told.say("Version: {id}", id=activity))
        ),
        "source_id": without_version(activity),
    }


def _sources(told: Disclosure) -> Iterator[str]:
    """Yield the sources with what is used of each; then only of those about persons; then none."""
    details = {source.source: ", ".join(told.used_of(source)) for source in told.sources}
    about_persons = {source.source for source in told.sources if names_persons(source)}
    for shown in (set(details), about_persons, set[str]()):
        yield "\n".join(
            f"{source.label.in_(told.language)} ({source.owner})"
            + (f": {details[source.source]}" if source.source in shown else "")
            for source in told.sources
        )


def _fitting(field: str, texts: Sequence[str]) -> str:
    """Return the first text that the limit of a field allows, or the last one, of which the fault is then told."""
    longest = RULES[field].longest or 0
    return next((text for text in texts if len(text) <= longest), texts[-1])


def method_said(told: Disclosure) -> tuple[str, ...]:
    """Return how a check comes to its lists, in sentences."""
    say, strata = told.say, told.check.strata
    lines = [
        say("Per building the answers to fixed questions are added up.")
        if told.check.unit == "pand"
        else say("Per address the answers to fixed questions are added up."),
        say(
            "An answer is yes, no or unknown. A yes gives the points that stand beside the question; "
            "no and unknown give none."
        ),
        say("A list begins with the most points."),
        say("{share} of a list is drawn by lot from all others.", share=share_said(strata.control, told.language)),
    ]
    if strata.challenger:
        share = share_said(strata.challenger, told.language)
        lines.append(
            say("{share} of a list is drawn by other points for the same questions, to try those out.", share=share)
        )
    lines.append(_learning_said(told))
    if told.check.ai_act:
        lines.append(told.told(told.check.ai_act.reasons))
    return tuple(lines)


def _learning_said(told: Disclosure) -> str:
    """Say whether outcomes taught points of a check, as its definition has it."""
    if told.check.learned:
        return told.say("Outcomes of visits taught the points; people approved them, and only they change them.")
    if told.check.challenger is not None and told.check.challenger.learned:
        return told.say("People set the points. Points that outcomes of visits taught are tried; people approved that.")
    return told.say("The system does not learn by itself: people set the questions and the points.")


def _questions(told: Disclosure) -> Iterator[str]:
    yield told.say("Questions and points:")
    for signal, points in told.points:
        yield f"{signal.question.in_(told.language)} ({points})"


def entry_faults(file: str, entry: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield everything for which the register would refuse an entry: field, what was found, the limit, what to do."""
    for name in entry:
        if name not in RULES:
            found = f"is not a field of {STANDARD}"
            yield Fault(file, f"field '{name}'", found, f"remove it; known are {', '.join(RULES)}")
    for name, rule in RULES.items():
        for place, found, remedy in rule.breaches(entry.get(name)):
            yield Fault(file, f"field '{place}'", f"{found} ({STANDARD})", remedy)
