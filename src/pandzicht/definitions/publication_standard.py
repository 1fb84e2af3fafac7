# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The publication standard of the algorithm register (Publicatiestandaard Algoritmeregister) 1.0, as declared data.

The fields, limits and lists are those of the register's own schema `v1_0.json`, read on 28 November 2026. A test holds
them against that file where it is present.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

STANDARD = "Publicatiestandaard Algoritmeregister 1.0"


class Category(StrEnum):
    """How much an algorithm may do to people, in the words of the standard."""

    HIGH_RISK = "Hoog-risico AI-systeem"
    IMPACTFUL = "Impactvolle algoritmes"
    OTHER = "Overige algoritmes"


class PublicationStatus(StrEnum):
    """Whether an algorithm is used, in the words of the standard."""

    DEVELOPED = "In ontwikkeling"
    USED = "In gebruik"
    ENDED = "Buiten gebruik"


class Theme(StrEnum):
    """A field of policy, in the words of the standard."""

    ORGANISATION = "Organisatie en bedrijfsvoering"
    CULTURE = "Cultuur en recreatie"
    ECONOMY = "Economie"
    FINANCE = "Overheidsfinanciën"
    HOUSING = "Wonen"
    INTERNATIONAL = "Internationaal"
    MIGRATION = "Migratie en integratie"
    NATURE = "Natuur en milieu"
    EDUCATION = "Onderwijs en wetenschap"
    SAFETY = "Openbare orde en veiligheid"
    LAW = "Recht"
    SPACE = "Ruimte en infrastructuur"
    SOCIAL = "Sociale zekerheid"
    TRAFFIC = "Verkeer"
    WORK = "Werk"
    CARE = "Zorg en gezondheid"


class Form(StrEnum):
    """How a text must be written."""

    FREE = "free"
    MONTH = "month"
    """`2026-01`."""
    WEB = "web"
    """Begins with `https://`."""
    CONTACT = "contact"
    """An e-mail address, or an address on the web."""


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    GROUPS = "groups"
    """A list of parts that belong together (a title and a link)."""


_FORMS: Mapping[Form, tuple[re.Pattern[str], str]] = {
    Form.FREE: (re.compile(r".*", re.DOTALL), ""),
    Form.MONTH: (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), "write the year and the month, as 2026-01"),
    Form.WEB: (re.compile(r"https://[^\s/]+\S*"), "begin it with https://"),
    Form.CONTACT: (
        re.compile(r"https://[^\s/]+\S*|[^\s@]+@[^\s@]+\.[^\s@.]+"),
        "write an e-mail address, or an address on the web that begins with https://",
    ),
}
"""Form -> what the text must be, and what to do when it is not."""

Breach = tuple[str, str, str]
"""The field, what is wrong with it, and what to do."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """What the standard asks of one field."""

    name: str
    title: str
    longest: int | None = None
    """In signs."""
    required: bool = False
    form: Form = Form.FREE
    kind: Kind = Kind.TEXT
    permitted: tuple[str, ...] = ()
    parts: tuple[FieldRule, ...] = ()
    """The fields of one group."""

    def breaches(self, value: object, within: str = "") -> Iterator[Breach]:
        """Yield everything that is wrong with a value of this field.

        >>> list(RULES["name"].breaches("x" * 101))
        [('name', 'has 101 signs, the limit is 100', 'shorten it by 1')]
        """
        place = f"{within}{self.name}"
        if value in (None, "", [], ()):
            if self.required:
                yield place, "is required and absent", f"fill in '{self.title}'"
        elif self.kind is Kind.TEXT:
            yield from self._of_text(place, value)
        else:
            yield from self._of_list(place, [value] if self.kind is Kind.CHOICE else value)

    def _of_text(self, place: str, value: object) -> Iterator[Breach]:
        if not isinstance(value, str):
            yield place, f"is {type(value).__name__}, expected text", "write text"
            return
        if self.longest is not None and len(value) > self.longest:
            over = len(value) - self.longest
            yield place, f"has {len(value)} signs, the limit is {self.longest}", f"shorten it by {over}"
        pattern, remedy = _FORMS[self.form]
        if not pattern.fullmatch(value):
            yield place, f"'{value}' is not written as the standard asks", remedy

    def _of_list(self, place: str, value: object) -> Iterator[Breach]:
        if not isinstance(value, list | tuple):
            yield place, f"is {type(value).__name__}, expected a list", "write a list"
            return
        for number, item in enumerate(value):
            if self.kind is Kind.GROUPS:
                yield from self._of_group(f"{place}[{number}]", item)
            elif item not in self.permitted:
                yield place, f"'{item}' is not a value of the standard", f"choose from {', '.join(self.permitted)}"

    def _of_group(self, place: str, group: object) -> Iterator[Breach]:
        if not isinstance(group, Mapping):
            yield place, f"is {type(group).__name__}, expected a title and a link", "write a title and a link"
            return
        names = [part.name for part in self.parts]
        for name in group:
            if name not in names:
                yield f"{place}.{name}", "is not a field of the standard", f"remove it; known are {', '.join(names)}"
        for part in self.parts:
            yield from part.breaches(group.get(part.name), f"{place}.")


def _linked(title: str, link: str, *, longest: int | None, link_required: bool = True) -> tuple[FieldRule, ...]:
    """Return the two fields of a reference."""
    return (
        FieldRule("title", title, longest, required=True),
        FieldRule("link", link, 500, required=link_required, form=Form.WEB),
    )


_ALL = (
    FieldRule("name", "Naam", 100, required=True),
    FieldRule("description_short", "Korte omschrijving", 400, required=True),
    FieldRule("organization", "Organisatienaam", 100, required=True),
    FieldRule("category", "Thema", kind=Kind.CHOICES, permitted=tuple(Theme)),
    FieldRule("status", "Status", required=True, kind=Kind.CHOICE, permitted=tuple(PublicationStatus)),
    FieldRule("begin_date", "Begindatum", 7, form=Form.MONTH),
    FieldRule("end_date", "Einddatum", 7, form=Form.MONTH),
    FieldRule("contact_email", "Contactgegevens", 500, required=True, form=Form.CONTACT),
    FieldRule("website", "Link naar publiekspagina", 500, form=Form.WEB),
    FieldRule(
        "publication_category",
        "Publicatiecategorie",
        required=True,
        kind=Kind.CHOICE,
        permitted=tuple(Category),
    ),
    FieldRule("url", "Link naar bronregistratie", 500, form=Form.WEB),
    FieldRule("goal", "Doel en impact", 2500),
    FieldRule("proportionality", "Afwegingen", 2500),
    FieldRule("human_intervention", "Menselijke tussenkomst", 2500),
    FieldRule("risks", "Risicobeheer", 2500),
    FieldRule("lawful_basis", "Wettelijke basis", 2500),
    FieldRule(
        "lawful_basis_grouping",
        "Verwijzingen wettelijke basis",
        kind=Kind.GROUPS,
        parts=_linked("Titel van wettelijke basis", "Link naar wettelijke basis", longest=100),
    ),
    FieldRule("process_index_url", "Link naar verwerkingsregister", 500, form=Form.WEB),
    FieldRule(
        "impacttoetsen_grouping",
        "Impacttoetsen",
        kind=Kind.GROUPS,
        parts=_linked("Titel van impacttoets", "Link naar impacttoets", longest=None, link_required=False),
    ),
    FieldRule("impacttoetsen", "Toelichting op impacttoetsen", 2500),
    FieldRule("source_data", "Gegevens", 2500),
    FieldRule(
        "source_data_grouping",
        "Verwijzingen gegevensbronnen",
        kind=Kind.GROUPS,
        parts=_linked("Titel van gegevensbron", "Link naar gegevensbron", longest=500),
    ),
    FieldRule("methods_and_models", "Technische werking", 5000),
    FieldRule("provider", "Leverancier", 200),
    FieldRule("publiccode", "Link naar broncode", 500, form=Form.WEB),
    FieldRule("lang", "Taal", required=True, kind=Kind.CHOICE, permitted=("nld",)),
    FieldRule("standard_version", "Versie publicatiestandaard", kind=Kind.CHOICE, permitted=("1.0",)),
    FieldRule("source_id", "Bron-ID", 100),
    FieldRule("tags", "Zoektermen", 2500),
)
RULES: Mapping[str, FieldRule] = {rule.name: rule for rule in _ALL}
"""Field -> its rule, in the order of the standard; without lars and publication_dt, which the register fills in."""
