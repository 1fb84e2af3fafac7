# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is disclosed of a check: the facts that the registers, the privacy statement and the public page share.

Everything follows from the definitions and the settings of the workspace. Where those say nothing, it says *not filled
in*; nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pandzicht.definitions.admission import kept_out
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.indicator import Indicator, Proxy
from pandzicht.definitions.norm import Norm
from pandzicht.definitions.publication import Ground
from pandzicht.definitions.reads import indicators_of_check, indicators_of_signal, sources_of_indicator
from pandzicht.definitions.refused import Admission
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.source import FieldType, Sensitivity, Source
from pandzicht.definitions.words import Duration, LegalBasis, Text
from pandzicht.governance.activity import definitions_of_check
from pandzicht.language import Language, Say, message, shown, speaker
from pandzicht.store.organisation import Organisation

NOT_FILLED_IN = message("not filled in")
GROUNDS = {
    Ground.LEGAL_OBLIGATION: message("a legal obligation of the municipality (AVG art. 6 lid 1 onder c)"),
    Ground.PUBLIC_TASK: message("a public task of the municipality (AVG art. 6 lid 1 onder e)"),
}
NEVER_USED = {
    "nationaliteit": message("nationality"),
    "herkomst": message("origin"),
    "geboorteland": message("country of birth"),
    "godsdienst": message("religion"),
    "gezondheid": message("health"),
    "taal": message("language"),
    "geslacht": message("sex and gender"),
    "uitkering": message("benefits"),
    "schulden": message("debts"),
    "inkomen": message("income"),
    "voornaam": message("names of people"),
    "woonwagen": message("living in a caravan"),
}
"""A name as registers have it, held against what the grammar refuses, and how people call it."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A check with all that it reads, and the organisation that answers for it, told in one language."""

    catalogue: Catalogue
    check: Check
    organisation: Organisation
    language: Language = Language.NL

    @property
    def say(self) -> Say:
        """Says a text of the code in the language."""
        return speaker(self.language)

    def told(self, text: Text | str | None) -> str:
        """Return a text in the language, or that it is not filled in."""
        told = text.in_(self.language) if isinstance(text, Text) else text
        return told or self.say(NOT_FILLED_IN)

    def published(self, key: str) -> str:
        """Return a text of the publication of the check."""
        return self.told(getattr(self.check.publication, key, None))

    @property
    def label(self) -> str:
        """How the check is called."""
        return self.check.label.in_(self.language)

    @property
    def contact(self) -> str:
        """Where to ask about the check: its own contact, or that of the organisation."""
        publication = self.check.publication
        return self.told((publication.contact if publication else "") or self.organisation.contact)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators of the check that may be computed: their sources have a basis for delivery."""
        named = (self.catalogue.indicators[name] for name in indicators_of_check(self.catalogue, self.check))
        return tuple(item for item in named if self._is_supplied(item))

    def _is_supplied(self, item: Indicator) -> bool:
        return all(self.catalogue.sources[name].is_supplied for name in self._sources_of(item))

    def _sources_of(self, item: Indicator) -> frozenset[str]:
        return sources_of_indicator(self.catalogue, item.indicator)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources behind these indicators, in the order of the check's closed list."""
        read = {name for item in self.indicators for name in self._sources_of(item)}
        return tuple(self.catalogue.sources[name] for name in self.check.sources if name in read)

    def used_of(self, source: Source) -> tuple[str, ...]:
        """Return what the check uses of a source: the labels of its indicators, each once."""
        labels = (item.label.in_(self.language) for item in self.indicators if item.source == source.source)
        return tuple(dict.fromkeys(labels))

    @property
    def bases(self) -> tuple[str, ...]:
        """The articles that carry the check."""
        return bases_said(self.check.legal_basis, self.say)

    @property
    def ground(self) -> str:
        """The ground of AVG art. 6 lid 1."""
        publication = self.check.publication
        return self.say(GROUNDS[publication.ground]) if publication else self.say(NOT_FILLED_IN)

    @property
    def people(self) -> tuple[str, ...]:
        """The categories of people that the data may say something about."""
        return people_said(self.sources, self.language)

    @property
    def recipients(self) -> tuple[str, ...]:
        """Who gets to see the lists."""
        publication = self.check.publication
        return tuple(self.told(item) for item in (publication.recipients if publication else (None,)))

    @property
    def retention(self) -> tuple[str, ...]:
        """How long what is kept."""
        publication = self.check.publication
        period = period_said(publication.retention, self.say) if publication else self.say(NOT_FILLED_IN)
        lists = self.say("Comparisons and lists of this check: {period}", period=period)
        return (lists, *(line for source in self.sources for line in retention_said(source, self.language)))

    @property
    def security(self) -> tuple[str, ...]:
        """What is done to keep the data safe."""
        return security_said(self.sources, self.organisation, self.language)

    @property
    def points(self) -> tuple[tuple[Signal, int], ...]:
        """Every signal of the check that may run, and the points of a yes; the highest first."""
        supplied = {item.indicator for item in self.indicators}
        signals = ((self.catalogue.signals[name], points) for name, points in self.check.points.items())
        told = [(signal, points) for signal, points in signals if supplied.issuperset(indicators_of_signal(signal))]
        return tuple(sorted(told, key=lambda item: -item[1]))

    @property
    def norms(self) -> tuple[Norm, ...]:
        """The norms that the check reads, anywhere in its definitions."""
        names = definitions_of_check(self.catalogue, self.check)["norms"]
        return tuple(self.catalogue.norms[name] for name in names)

    @property
    def stand_ins(self) -> tuple[tuple[Indicator, Proxy], ...]:
        """The indicators that may stand in for a trait of people, with the reason why they are used all the same."""
        proxies = self.catalogue.proxies
        return tuple((item, proxies[item.indicator]) for item in self.indicators if item.indicator in proxies)

    @property
    def never_used(self) -> tuple[str, ...]:
        """What no definition may read, whatever a register delivers."""
        refused = {name for name, found in kept_out(NEVER_USED).items() if found.admission is Admission.REFUSED}
        return tuple(self.say(text) for name, text in NEVER_USED.items() if name in refused)

    @property
    def dropped(self) -> tuple[str, ...]:
        """Per source the delivered fields that are dropped unread."""
        return tuple(
            f"{source.label.in_(self.language)}: {', '.join(plain_name(name) for name in source.refused)}"
            for source in self.sources
            if source.refused
        )


def bases_said(bases: Iterable[LegalBasis], say: Say) -> tuple[str, ...]:
    """Return articles, each marked when nobody has held it against the law yet."""
    return tuple(
        item.article if item.is_verified else say("{article} (not verified yet)", article=item.article)
        for item in bases
    )


def people_said(sources: Iterable[Source], language: Language) -> tuple[str, ...]:
    """Return whom data of sources may be about (AVG art. 30 lid 1 onder c).

    What is said of an address may say something of whoever lives, works or owns there; so that is always told. A
    source with fields about persons must say itself whom they are about.
    """
    say = speaker(language)
    always = say("People who live or work at an address that is compared, or who own it")
    named = (source for source in sources if source.concerns or names_persons(source))
    told = (source.concerns.in_(language) if source.concerns else say(NOT_FILLED_IN) for source in named)
    return tuple(dict.fromkeys((always, *told)))


def names_persons(source: Source) -> bool:
    """Tell whether rows of a source are about a person by themselves, not only by their address."""
    return bool(person_fields(source)) or source.protected is not None or source.household is not None


def person_fields(source: Source) -> tuple[str, ...]:
    """Return the kept fields of a source that say something about a person."""
    return tuple(
        name
        for name, item in source.fields.items()
        if item.sensitivity is Sensitivity.PERSON or item.type is FieldType.PSEUDONYM
    )


def fields_at_intake(source: Source) -> tuple[str, ...]:
    """Return the delivered fields that are used while rows are taken in and then thrown away (lawful.md 23a, 23b).

    The secrecy of a person's data, and the relations from which adults without a relation are counted.
    """
    named = [source.protected.field] if source.protected else []
    if source.household:
        named += [*source.household.partner, *source.household.parents, source.household.birth_date]
    kept = {origin for item in source.fields.values() for origin in item.origins}
    return tuple(dict.fromkeys(plain_name(name) for name in named if name not in kept))


def fields_said(source: Source, names: Iterable[str], language: Language) -> tuple[str, ...]:
    """Return the labels of fields, or their names as words; a number of a person is told to be a pseudonym."""
    say, told = speaker(language), []
    for name in names:
        item = source.fields[name]
        label = item.label.in_(language) if item.label else plain_name(name)
        told.append(say("{field} (as a pseudonym)", field=label) if item.type is FieldType.PSEUDONYM else label)
    return tuple(told)


def plain_name(name: str) -> str:
    """Return a name of the catalogue as words.

    >>> plain_name("datum_aanvang")
    'datum aanvang'
    """
    return name.replace("_", " ").strip()


def retention_said(source: Source, language: Language) -> tuple[str, ...]:
    """Return how long the rows of a source are kept, and its delivered files."""
    say, label = speaker(language), source.label.in_(language)
    rows, files = period_said(source.retention, say), period_said(source.raw_retention, say)
    return (say("{source}: {rows}; the delivered files, encrypted: {files}", source=label, rows=rows, files=files),)


def security_said(sources: Iterable[Source], organisation: Organisation, language: Language) -> tuple[str, ...]:
    """Return what keeps data of sources safe: the software, as their definitions make it, and the organisation."""
    say, listed = speaker(language), tuple(sources)
    told = [say("A source is read only for a purpose that is registered for it")]
    told.append(say("Delivered files are kept encrypted"))
    if any(item.type is FieldType.PSEUDONYM for source in listed for item in source.fields.values()):
        told.append(say("Numbers of persons are replaced by pseudonyms when they are taken in"))
    if any(source.refused for source in listed):
        told.append(say("Fields that may not be used are dropped before anything is kept"))
    if any(source.protected for source in listed):
        told.append(say("Addresses of people whose data are kept secret are in no list"))
    own = [text.in_(language) for text in organisation.security]
    return (*told, *(own or [say(NOT_FILLED_IN)]))


def period_said(period: Duration, say: Say) -> str:
    """Return a period in words.

    >>> period_said(Duration("P1Y6M"), speaker(Language.NL)), period_said(Duration("P2W"), speaker(Language.EN))
    ('1 jaar en 6 maanden', '14 days')
    """
    years, months = divmod(period.months, 12)
    parts = []
    if years:
        parts.append(say("{count} year", "{count} years", count=years))
    if months:
        parts.append(say("{count} month", "{count} months", count=months))
    if period.days or not parts:
        parts.append(say("{count} day", "{count} days", count=period.days))
    return say(" and ").join(parts)


def share_said(share: float, language: Language) -> str:
    """Return a share as a percentage.

    >>> share_said(0.15, Language.NL), share_said(0.125, Language.NL)
    ('15%', '12,5%')
    """
    return f"{shown(Decimal(str(share)) * 100, language)}%"
