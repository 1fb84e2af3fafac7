# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold for what checks say in public: the lengths and forms of the publication standard."""

from __future__ import annotations

from collections.abc import Iterator

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.publication import FIELDS, Publication
from pandzicht.definitions.publication_standard import RULES, STANDARD, Breach
from pandzicht.definitions.yaml_file import KeyPath
from pandzicht.errors import Fault

PAGES = {"dpia_page": "website", "iama_page": "website"}
"""Key of a publication -> a field of the standard that is written in the same form."""


def publication_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every text of a publication that the algorithm register would not take."""
    for check in catalogue.checks.values():
        if check.publication:
            for path, (_, found, remedy) in _breaches(check.publication):
                text = f"{'.'.join(str(part) for part in path)}: {found} ({STANDARD})"
                yield catalogue.fault("checks", check.check, path, text, remedy)


def _breaches(publication: Publication) -> Iterator[tuple[KeyPath, Breach]]:
    for key, field in {**FIELDS, **PAGES}.items():
        value = str(getattr(publication, key))
        for breach in RULES[field].breaches(value) if value else ():
            yield ("publication", key), breach
    for number, law in enumerate(publication.laws):
        for breach in RULES["lawful_basis_grouping"].breaches([law.model_dump()]):
            yield ("publication", "laws", number), breach
