# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The part of a privacy statement (privacyverklaring) that speaks of one check: what AVG art. 13 and 14 ask to tell."""

from __future__ import annotations

from pandzicht.definitions.publication import Ground
from pandzicht.exports.disclosure import Disclosure, fields_at_intake
from pandzicht.exports.public_document import Block, Items, Paragraph, PublicDocument, Section


def privacy_statement(told: Disclosure) -> PublicDocument:
    """Return the text for one check, in the language of the disclosure: plain words, short sentences."""
    say, organisation = told.say, told.told(told.organisation.name)
    opening = say(
        "{organisation} compares registers per address. This is about: {check}.",
        organisation=organisation,
        check=told.label,
    )
    return PublicDocument(
        title=say("Privacy: {check}", check=told.label),
        language=told.language,
        opening=(Paragraph(opening), Paragraph(told.published("goal"))),
        sections=(
            Section(
                say("Why we may do this"), (Paragraph(say("It is {ground}.", ground=told.ground)), Items(told.bases))
            ),
            Section(say("Whom it is about"), (Items(told.people),)),
            Section(
                say("Which data we use, and where they come from"), (Items(sources_said(told)), *read_at_intake(told))
            ),
            Section(say("Who gets to see it"), (Items(told.recipients), Paragraph(transfers_said(told)))),
            Section(say("How long we keep it"), (Items(told.retention),)),
            Section(say("No computer decides"), decided_by_people(told)),
            rights(told),
        ),
    )


def sources_said(told: Disclosure) -> tuple[str, ...]:
    """Return per source its label, owner and what the check uses of it (AVG art. 14 lid 1 onder d, lid 2 onder f)."""
    return tuple(
        told.say(
            "{source}, from {owner}: {used}",
            source=source.label.in_(told.language),
            owner=source.owner,
            used=", ".join(told.used_of(source)) or told.say("to find the address"),
        )
        for source in told.sources
    )


def read_at_intake(told: Disclosure) -> tuple[Block, ...]:
    """Return what is used of persons only while a delivery is taken in; nothing when there is no such field."""
    listed = tuple(
        f"{source.label.in_(told.language)}: {', '.join(fields)}"
        for source in told.sources
        if (fields := fields_at_intake(source))
    )
    if not listed:
        return ()
    head = told.say("These fields are used when a delivery is taken in, and thrown away in the same step:")
    return Paragraph(head), Items(listed)


def transfers_said(told: Disclosure) -> str:
    """Return to which countries outside the EU data go (AVG art. 14 lid 1 onder f)."""
    return told.say("To countries outside the European Union: {told}.", told=told.told(told.organisation.transfers))


def decided_by_people(told: Disclosure) -> tuple[Block, ...]:
    """Return what people do with the outcome, and what may follow (AVG art. 22; art. 14 lid 2 onder g)."""
    always = told.say(
        "The computer proposes addresses to look at. It decides nothing: a person decides whether somebody comes by."
    )
    follows = told.say("What may follow: {result}", result=told.told(told.check.result))
    return Paragraph(always), Paragraph(told.published("human_intervention")), Paragraph(follows)


def rights(told: Disclosure) -> Section:
    """Return which rights somebody has, and whom to ask (AVG art. 13 lid 2 onder b-d; art. 15-18).

    Against a legal obligation there is no right to object (AVG art. 21 lid 1).
    """
    say = told.say
    publication = told.check.publication
    listed = [
        say("You may ask what we know about you and your address."),
        say("You may have wrong data corrected."),
        say("You may ask that we do not use data while that is being looked into."),
        say("You may ask that data be removed. We say so when the law does not allow that."),
    ]
    if publication and publication.ground is Ground.PUBLIC_TASK:
        listed.append(say("You may object to our use of data."))
    officer = told.told(told.organisation.privacy_officer)
    ask = (
        say("Ask for it at: {contact}", contact=told.contact),
        say("The data protection officer (functionaris gegevensbescherming): {officer}", officer=officer),
        say("Are you not satisfied? Complain to the Autoriteit Persoonsgegevens."),
    )
    return Section(say("Your rights"), (Items(tuple(listed)), Paragraph(say("How to ask:")), Items(ask)))
