# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold for the sources of a catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.outcome_rules import outcome_faults
from pandzicht.definitions.principles import DATA_MINIMISATION, PURPOSE_LIMITATION
from pandzicht.definitions.source import About, DeliveryKind, FieldType, Role, Sensitivity, Source
from pandzicht.definitions.yaml_file import KeyPath
from pandzicht.errors import Fault


def source_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every breach of the rules for sources."""
    for source in catalogue.sources.values():
        for rule in _RULES:
            yield from rule(catalogue, source)


def _double_use(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    used = [origin for field in source.fields.values() for origin in field.origins]
    for name, count in Counter([*set(used), *source.ignored, *source.refused]).items():
        if count > 1:
            found = f"delivered field '{name}' is in more than one of fields, ignored and refused"
            yield catalogue.fault("sources", source.source, ("fields",), found, "keep one of them")


_Asked = tuple[KeyPath, str, tuple[FieldType, ...]]
"""Where a field is named, its name, and the types that it may have (none: any)."""
_NAMES_ONE: Mapping[str, tuple[FieldType, ...]] = {
    "dated_by": (FieldType.DATE,),
    "case_number": (FieldType.CODE,),
    "subjects": (),
}
"""The keys of a source that name one field."""


def _named_fields(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    """Every place that names a canonical field names one that exists, of the right type."""
    dates = (FieldType.DATE, FieldType.PARTIAL_DATE)
    asked: list[_Asked] = [(("key",), name, ()) for name in source.key]
    asked += [(("parts",), name, ()) for name in source.parts]
    if source.validity:
        asked += [(("validity",), name, dates) for name in (source.validity.start, source.validity.end)]
    asked += [((key,), name, types) for key, types in _NAMES_ONE.items() if (name := getattr(source, key))]
    if source.owners:
        asked += [(("owners",), name, ()) for name in source.owners.fields]
    asked += [(("removal", name), name, ()) for name in source.removal]
    asked += _named_by_endings(source)
    asked += [(("expect", "filled", name), name, ()) for name in source.expect.filled]
    for path, name, types in asked:
        field = source.fields.get(name)
        if field is None:
            found = f"'{path[0]}' names field '{name}', which is not in 'fields'"
            yield catalogue.fault("sources", source.source, path, found, "name a canonical field of this source")
        elif types and field.type not in types:
            found = f"'{path[0]}' names field '{name}', which is {field.type.value}, expected {' or '.join(types)}"
            yield catalogue.fault("sources", source.source, path, found, "change its type")


def _named_by_endings(source: Source) -> list[_Asked]:
    asked: list[_Asked] = []
    for number, ending in enumerate(source.ends):
        asked += [(("ends", number), name, ()) for name in (ending.field, *ending.clears)]
        asked += [(("ends", number), ending.since, (FieldType.DATE,))] if ending.since else []
    return asked


def _area_names(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    if source.named_by is None:
        return
    if source.about is not About.BOUNDARIES:
        found = f"'named_by' names areas, and this source is about '{source.about.value}'"
        yield catalogue.fault("sources", source.source, ("named_by",), found, "remove it")
    elif source.named_by not in source.fields:
        found = f"'named_by' names field '{source.named_by}', which is not in 'fields'"
        yield catalogue.fault("sources", source.source, ("named_by",), found, "name a canonical field")


def _roles(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    roles = Counter(field.role for field in source.fields.values() if field.role)
    for role, count in roles.items():
        if count > 1:
            found = f"role '{role.value}' is given to {count} fields"
            yield catalogue.fault("sources", source.source, ("fields",), found, "give it to one")
    located = {
        Role.OBJECT_ID,
        Role.NUMMERAANDUIDING_ID,
        Role.PAND_ID,
        Role.POSTCODE,
        Role.STRAAT,
        Role.ADRES,
        Role.X_RD,
        Role.LON,
    }
    if source.about in (About.ADDRESS, About.PROTECTED) and not located & set(roles):
        found = "no field has a role that can tie a row to an address"
        yield catalogue.fault("sources", source.source, ("fields",), found, "give a field for instance role: object_id")


def _delivery(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    if source.delivery is DeliveryKind.CHANGES and not source.key and source.about is About.ADDRESS:
        yield catalogue.fault("sources", source.source, ("delivery",), "changes without a key", "add 'key'")
    if source.parts and (not source.key or source.delivery is DeliveryKind.FULL):
        found = "'parts' without a 'key' of changes or events: all rows stand as they are"
        yield catalogue.fault("sources", source.source, ("parts",), found, "add 'key', or remove 'parts'")
    if source.delivery is DeliveryKind.EVENTS and not source.dated_by:
        yield catalogue.fault("sources", source.source, ("delivery",), "events without a date", "add 'dated_by'")


def _person(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    """Earlier rows of a person who falls under protection are found by the person's pseudonym, or not at all."""
    person = source.protected.person if source.protected else None
    if person is not None and source.delivery is not DeliveryKind.FULL and source.person_field is None:
        found = f"no pseudonym is kept of '{person}', so that earlier rows of a protected person would stand"
        remedy = f"add a field with 'from: {person}' and 'type: pseudonym'"
        yield catalogue.fault("sources", source.source, ("protected", "person"), found, remedy)


def _expectations(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    judged = source.delivery is DeliveryKind.FULL or source.about is About.SPINE
    if not judged and "change" in source.expect.model_fields_set:
        found = f"'expect.change' holds full deliveries against each other, and these are {source.delivery.value}"
        yield catalogue.fault("sources", source.source, ("expect", "change"), found, "bound 'expect.rows' instead")


def _addresses(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    """Tell what is said of the addresses outside their own source, or left to guess there."""
    if source.about is About.SPINE and source.dummies is None:
        found = "which values of the BAG mean that nobody knows is not told"
        remedy = "add 'dummies: {oppervlakte: [...], bouwjaar: [...]}', or 'dummies: {}' when there are none"
        yield catalogue.fault("sources", source.source, ("about",), found, remedy)
    if "plaats" in source.covers.object and source.subjects is None:
        found = "covers located places without naming any: no row of it can be tied to one, so that none earns a zero"
        yield catalogue.fault("sources", source.source, ("covers",), found, "remove 'plaats', or add 'subjects'")
    for name in ("dummies", "known_as"):
        if source.about is not About.SPINE and name in source.model_fields_set:
            found = f"'{name}' is about the addresses themselves, and this source is about '{source.about.value}'"
            yield catalogue.fault("sources", source.source, (name,), found, "move it to the source of the addresses")


def _codes(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    for name, field in source.fields.items():
        for code in sorted(set(field.words) - set(field.codes.values())) if field.codes else ():
            found = f"'words' gives a text for '{code}', which is no code of field '{name}'"
            yield catalogue.fault("sources", source.source, ("fields", name, "words"), found, "name a canonical code")
        if field.type is FieldType.DATE and _ambiguous(field.formats):
            found = f"date formats {', '.join(field.formats)} can read the same text as different days"
            yield catalogue.fault("sources", source.source, ("fields", name), found, "keep one of them")


def _ambiguous(formats: tuple[str, ...]) -> bool:
    shapes = Counter("".join("#" if part in "dm" else part for part in form.replace("%", "")) for form in formats)
    return any(count > 1 for count in shapes.values())


def _purposes(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    """Yield purposes of no check, fields that claim more than their source, and a source that serves nothing."""
    known = {check.purpose for check in catalogue.checks.values()}
    for purpose in source.purposes:
        if known and purpose not in known and not any(folder == "checks" for folder, _ in catalogue.broken):
            found = f"purpose '{purpose}' belongs to no check"
            yield catalogue.fault("sources", source.source, ("purposes",), found, "remove it or write the check")
    for name, field in source.fields.items():
        wider = sorted(set(field.purposes) - set(source.purposes))
        if wider:
            found = f"field '{name}' has purpose '{wider[0]}', which its source does not have ({PURPOSE_LIMITATION})"
            yield catalogue.fault("sources", source.source, ("fields", name), found, "a field has fewer, never more")
    if source.about is About.ADDRESS and source.is_supplied and not source.purposes:
        found = f"serves no purpose at all ({PURPOSE_LIMITATION})"
        yield catalogue.fault(
            "sources", source.source, ("purposes",), found, "name those of the checks that may read it"
        )


def _confidentiality(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    if "confidentiality" not in source.model_fields_set:
        found = "how confidential it is, is not told (AVG art. 30 and 32)"
        remedy = "add 'confidentiality: openbaar, intern, vertrouwelijk or geheim'"
        yield catalogue.fault("sources", source.source, ("source",), found, remedy)


def _household(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    """Yield inputs of the household rule that would be kept: they are discarded in the same step (lawful.md 23b)."""
    if source.household is None:
        return
    inputs = {*source.household.partner, *source.household.parents, source.household.birth_date}
    for name, field in source.fields.items():
        for origin in sorted(inputs & set(field.origins)):
            found = f"field '{name}' keeps '{origin}', from which 'household' derives ({DATA_MINIMISATION})"
            yield catalogue.fault("sources", source.source, ("fields", name), found, "remove it: intake discards it")


def _owner_keys(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    told = [source.fields[name] for name in source.owners.fields if name in source.fields] if source.owners else []
    if any(field.type is FieldType.PSEUDONYM or field.sensitivity is Sensitivity.PERSON for field in told):
        found = "'owners' keeps natural persons apart: figures per owner exist for legal persons only"
        yield catalogue.fault("sources", source.source, ("owners",), found, "name the key of legal persons")


_RULES = (
    _double_use, _named_fields, _area_names, _roles, _delivery, _person, _expectations, _addresses, _codes,
    outcome_faults, _purposes, _confidentiality, _household, _owner_keys,
)  # fmt: skip
