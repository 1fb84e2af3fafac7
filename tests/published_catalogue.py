# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small catalogue with a publication, and an organisation that answers for it."""

from __future__ import annotations

from pathlib import Path

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.definitions.words import Text
from pandzicht.exports.disclosure import Disclosure
from pandzicht.language import Language
from pandzicht.store.organisation import Organisation
from tests.small_catalogue import FILES, write_catalogue

PUBLICATION = """\
publication:
  name: {nl: Woningen vergelijken, en: Comparing dwellings}
  summary: {nl: Wij vergelijken registers., en: We compare registers.}
  status: In gebruik
  themes: [Wonen]
  begin: "2026-01"
  goal: {nl: "Doel <van> de controle.", en: The goal.}
  proportionality: {nl: De afweging., en: The weighing.}
  human_intervention: {nl: Een mens beslist., en: A person decides.}
  risks: {nl: De risico's., en: The risks.}
  ground: e
  recipients:
    - {nl: Analisten, en: Analysts}
  retention: P1Y
  laws:
    - {title: Huisvestingswet 2014, link: "https://wetten.overheid.nl/BWBR0035303"}
"""
CONCERNS = "concerns: {nl: Wie is ingeschreven, en: Who is registered}\n"
CHANGES: dict[str, str | None] = {
    "checks/wonen.yaml": FILES["checks/wonen.yaml"] + PUBLICATION,
    "sources/bewoning.yaml": FILES["sources/bewoning.yaml"] + CONCERNS,
}
ORGANISATION = Organisation(
    name="Gemeente Duinrijk",
    contact="vragen@gemeente.example",
    privacy_officer="fg@gemeente.example",
    provider="Intern ontwikkeld",
    transfers=Text(nl="Geen", en="None"),
    security=(Text(nl="Schijven zijn versleuteld", en="Disks are encrypted"),),
)
SETTINGS = """\
[workspace]
name = "Duinrijk"
demo = true

[organisation]
name = "Gemeente Duinrijk"
contact = "vragen@gemeente.example"
privacy_officer = "fg@gemeente.example"
provider = "Intern ontwikkeld"
transfers = {nl = "Geen", en = "None"}
security = [{nl = "Schijven zijn versleuteld", en = "Disks are encrypted"}]
"""


def with_publication(old: str, new: str) -> dict[str, str | None]:
    """The change of one piece of the publication; the piece must be there."""
    assert old in PUBLICATION, f"{old!r} is not in the publication"
    return {**CHANGES, "checks/wonen.yaml": FILES["checks/wonen.yaml"] + PUBLICATION.replace(old, new)}


def published(folder: Path, changes: dict[str, str | None] | None = None) -> Catalogue:
    """The small catalogue with its publication, once it passes every rule."""
    return sound_catalogue(write_catalogue(folder, CHANGES | (changes or {})), readers={"csv", "bag_light"})


def disclosed(folder: Path, changes: dict[str, str | None] | None = None, **told: object) -> Disclosure:
    """What is disclosed of the check of the small catalogue."""
    catalogue = published(folder, changes)
    organisation, language = told.get("organisation", ORGANISATION), told.get("language", Language.NL)
    assert isinstance(organisation, Organisation)
    assert isinstance(language, Language)
    return Disclosure(catalogue, catalogue.checks["wonen"], organisation, language)
