# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Persons of the BRP in the form of Haal Centraal BRP personen, as the GBA variant or as answers of `/personen`.

A row per person. Every delivered path is a column; of partners, parents, children, nationalities and custody the
fields of all elements are joined with `|` (`partners[].burgerservicenummer`), and `partners[]` counts them: `0` when
the list came empty, absent when it was not delivered. Dates and partial dates stay text.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pandzicht.definitions.source import Format
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.json_columns import Table
from pandzicht.readers.json_form import RecordForm, load_form
from pandzicht.readers.json_records import PLACE, Places
from pandzicht.store.engine import Engine

PLACES = Places(("", "personen", "bewoningen"))
_BEWONING = "these are address holdings; declare reader haalcentraal_bewoning, or deliver the file of persons"
PERSONS = RecordForm(
    "persons",
    required=(("burgerservicenummer",),),
    lists=("partners", "ouders", "kinderen", "nationaliteiten", "gezag"),
    objects=("naam", "geboorte", "verblijfplaats"),
    foreign=dict.fromkeys(("verblijfplaats.datumEindeAdreshouding", "bewoners", "mogelijkeBewoners"), _BEWONING),
)


def read_haalcentraal_personen(files: Sequence[Path], form: Format) -> Delivered:
    """Read persons of the BRP. Raises DeliveryFaults, also when the file holds bewoning instead."""
    with Engine() as engine:
        loaded = load_form(engine, files, PLACES, form, PERSONS)
        return Delivered(Table(loaded.shape).read(engine), PLACE)
