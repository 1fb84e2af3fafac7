# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A source (bron): one register or list, its legal basis, its delivery, and what becomes of every delivered field."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from pandzicht.definitions.dummies import Dummies
from pandzicht.definitions.ending import Ending
from pandzicht.definitions.expectations import Expectations
from pandzicht.definitions.household import Household
from pandzicht.definitions.known_as import KnownAs
from pandzicht.definitions.outcomes import Outcomes
from pandzicht.definitions.owners import Owners
from pandzicht.definitions.stands_for import StandsFor
from pandzicht.definitions.timeline import TimelineEvent
from pandzicht.definitions.words import Definition, Duration, LegalBasis, Name, Text


class About(StrEnum):
    """What the rows of a source speak of."""

    ADDRESS = "address"
    """Rows that are linked to addresses; only these may feed indicators."""
    SPINE = "spine"
    """The BAG: the addresses themselves."""
    AREA = "area"
    """Figures per area: for area profiles and the proxy test, never for a check."""
    BOUNDARIES = "boundaries"
    """Polygons of areas."""
    CODES = "codes"
    """A code list."""
    PROTECTED = "protected"
    """Objects that appear nowhere (shelters)."""


_WITHOUT_PERSONS = frozenset({About.SPINE, About.AREA, About.BOUNDARIES, About.CODES})


class DeliveryKind(StrEnum):
    """What a delivery is, and so what a vanished key means."""

    FULL = "full"
    """Everything that holds: a vanished key has ended."""
    CHANGES = "changes"
    """New states of keys: a key that is not mentioned stays as it was."""
    EVENTS = "events"
    """Things that happened: nothing vanishes."""


class FieldType(StrEnum):
    """How the text of a delivered field is read."""

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    BOOLEAN = "boolean"
    PSEUDONYM = "pseudonym"
    BAG_ID = "bag_id"


class Role(StrEnum):
    """What a field means for tying its row to an address; a field may have one role beside its own name."""

    OBJECT_ID = "object_id"
    NUMMERAANDUIDING_ID = "nummeraanduiding_id"
    PAND_ID = "pand_id"
    STRAAT = "straat"
    HUISNUMMER = "huisnummer"
    HUISLETTER = "huisletter"
    TOEVOEGING = "toevoeging"
    HUISNUMMER_GEHEEL = "huisnummer_geheel"
    """Number, letter and addition in one field (`12a-2`)."""
    ADRES = "adres"
    """Street and number in one field, or an address within text."""
    POSTCODE = "postcode"
    WOONPLAATS = "woonplaats"
    X_RD = "x_rd"
    Y_RD = "y_rd"
    LON = "lon"
    LAT = "lat"


class Sensitivity(StrEnum):
    """How much a field says about a person."""

    OBJECT = "object"
    PERSON = "person"


class SourceField(Definition):
    """One canonical field: the delivered field it comes from, how it is read, and what it means.

    `from` names the delivered column or JSON path; several names are tried in order (column names that change by year).
    `stem` instead matches a delivered name that begins with the text and ends in an underscore and digits.
    """

    origin: str | tuple[str, ...] | None = Field(default=None, alias="from")
    stem: str | None = None
    type: FieldType = FieldType.TEXT
    role: Role | None = None
    required: bool = False
    """A row without it is set aside."""
    optional_column: bool = False
    """The delivery may lack the column."""
    missing: tuple[str, ...] = ()
    """Texts that mean no value (`.`, `null`, `9999`)."""
    missing_below: float | None = None
    """Numbers at or below it mean no value (CBS writes -99997)."""
    codes: dict[str, str] = Field(default_factory=dict)
    """Delivered code -> canonical code; with codes given, another value sets the row aside."""
    words: dict[str, Text] = Field(default_factory=dict)
    """How people call its codes, where they would not read the code itself: canonical code -> text."""
    formats: tuple[str, ...] = ("%Y-%m-%d",)
    """Date formats as of strptime; two that both could read a value are a fault of the definition."""
    scale: int = Field(default=2, ge=0, le=6)
    """Digits after the decimal sign of a decimal."""
    true: tuple[str, ...] = ("J", "ja", "true", "1")
    false: tuple[str, ...] = ("N", "nee", "false", "0")
    min: float | None = None
    max: float | None = None
    pad: int | None = Field(default=None, ge=1, le=20)
    """Codes are padded with leading zeros to this length."""
    sensitivity: Sensitivity = Sensitivity.OBJECT
    purposes: tuple[Name, ...] = ()
    """The purposes for which it may be read, where those are fewer than the source's; empty: all of the source's."""
    label: Text | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> SourceField:
        if (self.origin is None) == (self.stem is None):
            raise ValueError("give either 'from' or 'stem'")
        return self

    @property
    def origins(self) -> tuple[str, ...]:
        """The delivered names tried, in order."""
        if self.origin is None:
            return ()
        return (self.origin,) if isinstance(self.origin, str) else self.origin


class Format(Definition):
    """How the files of a source are written; a reader uses what concerns it."""

    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] = ";"
    quote: str = '"'
    encoding: str = "utf-8"
    header_lines: int = Field(default=0, ge=0)
    """Lines before the header that are skipped (EP-online)."""
    decimal: Literal[".", ","] = "."
    sheet: str | None = None
    layer: str | None = None
    records: str = ""
    """Dotted path to the list of records in a JSON document; empty: the document is the list."""
    columns: tuple[str, ...] = ()
    """Names of the columns of a file without a header."""


class Coverage(Definition):
    """For which objects no row means none: the rule under `absent: zero`."""

    object: tuple[Literal["verblijfsobject", "ligplaats", "standplaats", "plaats"], ...] = ()
    gebruiksdoel: tuple[str, ...] = ()
    """Only objects with one of these purposes; empty: all."""


class Validity(Definition):
    """The fields between which a row holds: from (inclusive), to (exclusive)."""

    start: Name = Field(alias="from")
    end: Name = Field(alias="to")


class Protection(Definition):
    """Which rows fall under geheimhouding: not written, their address protected while they hold."""

    field: str
    """A delivered field, not kept."""
    unless: tuple[str, ...] = ("0",)
    """Values that mean no protection; an absent value means none either."""
    person: str | None = None
    """A delivered field that names the person, so that all rows of the person are protected.

    In changes and events also those of earlier deliveries: they are found by a field of type pseudonym from it.
    """


class Source(Definition):
    """One register or list as the municipality receives it."""

    source: Name
    label: Text
    owner: str = Field(min_length=1)
    reader: Name
    format: Format = Format()
    about: About = About.ADDRESS
    delivery: DeliveryKind
    covers: Coverage = Coverage()
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    channel: Name | None = None
    """The partnership within which it is shared; without one it is the municipality's own."""
    supply: Literal["wettelijk", "convenant", "eigen", "open", "none"]
    purposes: tuple[Name, ...] = ()
    confidentiality: Literal["openbaar", "intern", "vertrouwelijk", "geheim"] = "vertrouwelijk"
    retention: Duration
    raw_retention: Duration = Duration("P14D")
    ends: tuple[Ending, ...] = ()
    """Rows, or fields of rows, that go before `retention` does: found unfounded, referred, final, lapsed."""
    valid_for: Duration = Duration("P35D")
    """How long after its date a full delivery still stands for what holds."""
    key: tuple[Name, ...] = ()
    """The fields that name one thing: the newest delivery of changes or events that names it replaces all before."""
    parts: tuple[Name, ...] = ()
    """The fields that tell the rows of one key apart (a case has a row per object); without them a key has one row.

    Rows of one delivery that are alike in key and parts, of one day, and say different things are set aside.
    """
    removal: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """For changes: canonical field -> values that mean the key has ended."""
    validity: Validity | None = None
    dated_by: Name | None = None
    """The field with the day something happened."""
    protected: Protection | None = None
    household: Household | None = None
    owners: Owners | None = None
    dummies: Dummies | None = None
    """Of the addresses: which values mean that nobody knows. `{}` when there are none."""
    known_as: tuple[KnownAs, ...] = ()
    """Of the addresses: names of woonplaatsen that other registers use."""
    case_number: Name | None = None
    """The field with the number under which people know a case, report or visit: an address is found by it."""
    subjects: Name | None = None
    """The field whose value names a located place without a BAG object.

    A place has no address: the rows of this source are tied to it by this value, and those of no other source.
    """
    named_by: Name | None = None
    """Of boundaries: the field with the name of the area."""
    stands_for: StandsFor | None = None
    """Of figures per area: for which groups of people they stand, for the proxy test only."""
    outcomes: Outcomes | None = None
    """Of own visits: where their outcome stands."""
    timeline: tuple[TimelineEvent, ...] = ()
    """What its rows tell to have happened, and on which day; shown for a check that lists every field of it."""
    fields: dict[Name, SourceField] = Field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    """Delivered fields that are not used; a name may end in `*`."""
    refused: tuple[str, ...] = ()
    """Delivered fields that may never be used and reach no disk; a name may end in `*`."""
    expect: Expectations = Expectations()
    concerns: Text | None = None
    """Whom its rows are about (AVG art. 30: categories of data subjects), as said in public."""

    @property
    def person_field(self) -> str | None:
        """The field with the pseudonym of the person of whom all rows fall under protection together, if any."""
        person = self.protected.person if self.protected else None
        return next((name for name in self.person_fields if person in self.fields[name].origins), None)

    @property
    def person_fields(self) -> tuple[str, ...]:
        """The fields that name persons, by pseudonym."""
        return tuple(name for name, field in self.fields.items() if field.type is FieldType.PSEUDONYM)

    @property
    def looked_by(self) -> str | None:
        """The delivered field that tells which inspector looked, if any; it is no field of the source."""
        return self.outcomes.by if self.outcomes else None

    @property
    def is_supplied(self) -> bool:
        """Whether there is a basis for the delivery at all."""
        return self.supply != "none"

    @property
    def serves_all_purposes(self) -> bool:
        """Whether it may be read for any purpose: it is about no person (addresses, areas, codes) and names none."""
        return not self.purposes and self.about in _WITHOUT_PERSONS

    @property
    def is_of_persons(self) -> bool:
        """Whether a row speaks of a person: some field of it does."""
        kinds = self.fields.values()
        return any(field.type is FieldType.PSEUDONYM or field.sensitivity is Sensitivity.PERSON for field in kinds)

    def closed_to(self, purpose: str, fields: Iterable[str]) -> tuple[str, ...]:
        """Return which of some fields say their own purposes, and not this one."""
        own = {name: self.fields[name].purposes for name in fields if name in self.fields}
        return tuple(name for name, purposes in own.items() if purposes and purpose not in purposes)
