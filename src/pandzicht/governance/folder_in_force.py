# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The folder follows what is in force where that was written in the office: a file is replaced by what was made of it.

A file that somebody changed by hand since is left as it is; then the folder differs from what is in force, as always.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue, document_hash, plain, read_catalogue
from pandzicht.definitions.difference import Change, Difference, Document, differences
from pandzicht.errors import PandzichtError
from pandzicht.governance.catalogue_in_force import catalogue_in_force
from pandzicht.governance.definition_text import made_from, text_saying
from pandzicht.governance.desk import Desk
from pandzicht.store.publish import write_pointer
from pandzicht.store.state_database import Transaction


def follow(desk: Desk, folder: Path) -> tuple[str, ...]:
    """Bring the files of a catalogue to what is in force, as far as that was written in the office.

    Return the places that were written. A folder that cannot be read stays as it is, for whoever reads it next to tell.
    """
    try:
        catalogue = read_catalogue(folder)
    except PandzichtError:
        return ()
    with desk.acting(Action.RUN).transaction(reads=True) as transaction:
        document = catalogue_in_force(transaction, desk.clock())
        found = list(_texts(transaction, document, catalogue)) if document else []
    for one, text in found:
        write_pointer(file_of(folder, one.folder, one.name), text)
    return tuple(one.place for one, _ in found)


def file_of(folder: Path, of: str, name: str) -> Path:
    """Return the file of a definition in a folder: the one that is there, else the one that it would have."""
    there = (folder / of / f"{name}{ending}" for ending in (".yaml", ".yml"))
    return next((path for path in there if path.is_file()), folder / of / f"{name}.yaml")


def _texts(transaction: Transaction, document: Document, catalogue: Catalogue) -> Iterator[tuple[Difference, str]]:
    for one in differences(catalogue.whole(), document):
        if one.change is not Change.CHANGED:
            continue
        says = document[one.folder][one.name]
        text = text_saying(transaction, one.place, says)
        here = document_hash(plain(catalogue.of(one.folder)[one.name]))
        if text is not None and here in made_from(transaction, one.place, says):
            yield one, text
