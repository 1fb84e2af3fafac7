# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The account of a linked table: what became of its rows, why, what to do about it, and how its columns were read."""

from __future__ import annotations

from collections.abc import Iterator

from pandzicht.definitions.source import Role
from pandzicht.exports.linked_columns import answer_notes
from pandzicht.exports.linked_sheets import ExplanationLine
from pandzicht.language import Language, Say, message, speaker
from pandzicht.linking.reason import reason_of
from pandzicht.linking.report import NOT_LINKED
from pandzicht.linking.tier import MEANINGS, State
from pandzicht.runs.link_advice import advice_for
from pandzicht.runs.link_answers import OUTCOMES
from pandzicht.runs.link_table import LinkedTable
from pandzicht.runs.plan import code_version

_OF_OUTCOME = {
    State.LINKED: message("The row belongs to the address in gevonden_adres."),
    State.DOUBTFUL: message(
        "There is an address that looks like it, but the row does not say enough or contradicts itself. That address "
        "stands in ander_adres; the reason says what is wrong."
    ),
    State.UNLINKED: message("No address here looks enough like what the row says."),
}


def explanation_lines(linked: LinkedTable, name: str) -> Iterator[ExplanationLine]:
    """Yield what is to be said of a linked table, from the whole to its columns, in the language of its answers."""
    say = speaker(linked.language)
    yield from _of_file(linked, name, say)
    yield from _of_rows(linked, say)
    yield from _of_columns(linked, say)


def _of_file(linked: LinkedTable, name: str, say: Say) -> Iterator[ExplanationLine]:
    part = say("File")
    held = say(
        "Held against {addresses} addresses as they were on {on}, by Pandzicht {version}.",
        addresses=linked.addresses,
        on=linked.on,
        version=code_version(),
    )
    yield ExplanationLine(part, name, linked.rows(), meaning=held)
    if linked.earlier:
        text = say("Unchanged since the earlier result: these rows were not linked again.")
        yield ExplanationLine(part, say("Taken over"), linked.earlier, _share(linked, linked.earlier), text)
    if linked.anew:
        yield ExplanationLine(part, say("Taken over"), 0, 0.0, linked.anew.in_(linked.language))


def _of_rows(linked: LinkedTable, say: Say) -> Iterator[ExplanationLine]:
    for state, outcome in OUTCOMES.items():
        count = linked.rows(state)
        yield ExplanationLine(say("Outcome"), say(outcome), count, _share(linked, count), say(_OF_OUTCOME[state]))
    for state in (*NOT_LINKED, State.LINKED):
        found = [(tier, count) for tier, count in linked.tiers.items() if MEANINGS[tier].state is state]
        for tier, count in sorted(found, key=lambda pair: -pair[1]):
            reason = reason_of(MEANINGS[tier]).in_(linked.language)
            advice = say(advice_for(tier))
            yield ExplanationLine(say("Reason"), say(OUTCOMES[state]), count, _share(linked, count), reason, advice)


def _of_columns(linked: LinkedTable, say: Say) -> Iterator[ExplanationLine]:
    part = say("Column")
    role_of = {column: role for role, column in linked.roles.of.items()}
    for column in linked.table.column_names[: -len(linked.added)]:
        if column in role_of:
            role = role_of[column]
            advice = say("If that is wrong, name the right column with --role {role}=COLUMN.", role=role)
            yield ExplanationLine(part, column, meaning=_read_as(linked, role, say), advice=advice)
        else:
            text = say("Not used to find the address; stands in the result as it was.")
            yield ExplanationLine(part, column, meaning=text)
    for column in linked.roles.refused:
        text = say("Not taken over into the result: Pandzicht does not use data of this kind, in any way.")
        yield ExplanationLine(part, column, meaning=text, advice=say("Leave it out of the file next time."))
    for column in linked.roles.unsure:
        text = say(
            "Not taken over into the result: nobody has said yet that this column says nothing of who somebody is."
        )
        advice = say("Answer it in admission/link.yaml of the catalogue, with the reason.")
        yield ExplanationLine(part, column, meaning=text, advice=advice)
    for note in answer_notes(linked.added):
        meaning = note.meaning if linked.language is Language.NL else note.label_en
        yield ExplanationLine(say("Added column"), note.name, meaning=meaning)


def _read_as(linked: LinkedTable, role: Role, say: Say) -> str:
    """Return what a column was taken for, by whom, and how many of its texts do not look like it."""
    if role in linked.roles.told:
        read = say("Read as {role}, as you said.", role=role)
    else:
        read = say("Read as {role}: recognised by its name and content.", role=role)
    for one in linked.malformed:
        if one.role is role and one.wrong:
            odd = say("In {wrong} of {given} rows it does not look like that.", wrong=one.wrong, given=one.given)
            return f"{read} {odd}"
    return read


def _share(linked: LinkedTable, count: int) -> float:
    return count / linked.rows() if linked.rows() else 0.0
