# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may not see something cannot tell from any answer which of two worlds it is in (S2).

A world is a workspace; two of them differ only in what is hidden from the reader. Every command prints the same bytes
in both, ends with the same code, and writes the same file. What is asked is drawn.
"""

from __future__ import annotations

import getpass
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.cli.main import main
from pandzicht.cli.verbs import VERBS
from pandzicht.runs.finding import named_run
from pandzicht.store.workspace import Workspace, open_workspace
from tests.log_watch import passing_folder
from tests.model_city import ModelCity
from tests.security import worlds
from tests.security.test_every_reader_has_an_operation import NO_ACT

Worlds = dict[str, tuple[Workspace, Workspace]]
ADDRESSES = (*worlds.SEEN, worlds.FIRST, worlds.SECOND, worlds.NOWHERE, "Dorpsstraat 20", "Dorpsstraat 15", "Dorps")
CHECKS = ("wonen", "panden", "teelt", "geen")
ALWAYS = ("--workspace", ".")


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    folder = tmp_path_factory.mktemp("worlds")
    return {name: worlds.two_worlds(folder / str(n), it) for n, (name, it) in enumerate(worlds.SECRETS.items())}


def words(*parts: str | st.SearchStrategy[str] | st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    """Words of a command, some of them drawn."""
    drawn = [st.just([item]) if isinstance(item, str) else item.map(_listed) for item in parts]
    shown = st.sampled_from([[], ["--json"], ["--language", "en"]])
    return st.tuples(*drawn, shown).map(lambda lists: [word for words in lists for word in words] + [*ALWAYS])


def _listed(item: str | list[str]) -> list[str]:
    return [item] if isinstance(item, str) else item


def option(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """An option that is given or left out."""
    return st.one_of(st.just([]), values.map(lambda value: [name, value]))


address, check = st.sampled_from(ADDRESSES), st.sampled_from(CHECKS)
file = st.sampled_from([f"uit.{form}" for form in ("csv", "parquet", "sqlite", "gpkg", "xlsx")])
selection = st.sampled_from(["SELECTION wonen", "SELECTION teelt", "wonen-1"])
audience = st.sampled_from(["analist", "toezichthouder"])
units = st.sampled_from([f"{name}=melding" for name in ADDRESSES])
asked_of = st.lists(
    st.sampled_from(
        [
            "order=address",
            "order=new",
            "signal=overbewoning",
            "signal=overbewoning:unknown",
            "area=BU05180101",
            "status=drawn",
            "range=bewoners_aantal:1..",
            "text=dorpsstraat 1",
            "kind=woonfunctie",
            "column=bewoners_aantal",
            "size=2",
        ]
    ),
    max_size=3,
    unique=True,
).map("&".join)
because = option("--because", st.just("een melding van de buren"))
COMMANDS: dict[str, st.SearchStrategy[list[str]]] = {
    "explain": words("explain", address, because, option("--check", check), st.sampled_from([[], ["--all-rows"]])),
    "select": words("select", check, "--size", st.sampled_from("12346"), option("--add", units)),
    "hand-over": st.one_of(
        words("hand-over", selection, option("--note", st.just("ronde"))),
        words("hand-over", selection, option("--because", st.just("de ronde gaat niet door"))),
    ),
    "export": st.one_of(
        words("export", "current", option("--check", check), "--to", file),
        words("export", selection, "--to", file, option("--for", audience)),
    ),
    "learn": words("learn", check, option("--propose", st.sampled_from(["try", "take-over", "back"])), because),
    "list": words(
        "list", check, option("--filter", asked_of), option("--to", file), st.sampled_from([[], ["--places"]])
    ),
    "may": words(
        "may",
        st.sampled_from(["explain", "hit", "motivate", "recuse", "run"]),
        option("--purpose", check),
        option("--address", address),
    ),
    "log": words("log", option("--about", address)),
    "export-log": words("export-log", st.sampled_from(["audit", "processing"]), "--to", "uit.jsonl"),
    "load": words("load", "meldingen", "pandzicht.toml", "--date", "2026-02-21", st.sampled_from([[], ["--dry-run"]])),
    "run": words("run", "--date", "2026-03-02"),
    "proxy-test": words("proxy-test", option("--run", st.just("geen"))),
    "link": words("link", "pandzicht.toml", "--out", "uit.csv", "--date", "2026-03-02"),
    "review": words("review", "--out", "uit.csv"),
    "judge": words("judge", "pandzicht.toml", "--by", "x", "--date", "2026-03-02"),
    "verify": words("verify"),
    "sign-logs": words("sign-logs"),
    "accounts": words("accounts"),
    "grant": words("grant", st.sampled_from(["lezer", "jan"]), "lezer"),
    "withdraw-role": words("withdraw-role", "lezer", "lezer"),
    "close-account": words("close-account", st.sampled_from(["lezer", "jan"])),
    "password": words("password", "jan"),
    "sign-outs": words("sign-outs", st.sampled_from(["lezer", "jan"])),
    "jobs": words("jobs", st.sampled_from([[], ["--all"], ["--cancel", "0123456789abcdef"]])),
    "tokens": words("tokens", option("--account", st.just("jan")), option("--withdraw", st.just("x"))),
    "search": words("search", st.sampled_from([*ADDRESSES, "1000", "bewoner", "05180"]), option("--check", check)),
    "motivate": words("motivate", address, "--check", check, because),
    "account": words("account", "--to", "uit"),
    "propose": words("propose", "--because", "een ander punt"),
    "proposals": words("proposals"),
    "approve": words("approve", "00000000-1"),
    "reject": words("reject", "00000000-1", "--because", "niet nodig"),
    "withdraw": words("withdraw", "00000000-1"),
    "stop": words("stop", option("--because", st.just("klacht over de lijst"))),
    "report-discrimination": words("report-discrimination", check, "--because", "een patroon in de lijst"),
    "recuse": words("recuse", "--list"),
    "look-ups": words("look-ups", "--since", "2026-03-01"),
    "unseal": words(
        "unseal",
        st.sampled_from(["meldingen", "bewoning", "stroom"]),
        "2026",
        "--purpose",
        check,
        st.sampled_from([["--to", "uit"], ["--because", "de kolom is anders gelezen"]]),
    ),
    "destroy": words("destroy"),
    "dispute": words("dispute", address, "hinder", "--because", "klopt niet volgens de bewoner"),
    "protected": words("protected", address),
    "access-report": words("access-report", address, "--to", "uit.json"),
    "yield": words("yield", check),
    "size": words("size", check, st.sampled_from([[], ["--expected", "10"]])),
    "audit-package": words("audit-package", selection, "--to", "uit"),
}
READING = ("explain", "search", "motivate", "select", "list", "export", "may")
"""Commands that show something of addresses: drawn as often as all others together."""


def test_every_command_that_is_an_act_is_drawn() -> None:
    assert set(COMMANDS) == set(VERBS) - set(NO_ACT)


def asked() -> st.SearchStrategy[list[list[str]]]:
    """Some commands, one after the other."""
    reading = st.sampled_from(READING).flatmap(COMMANDS.__getitem__)
    anything = st.sampled_from(sorted(COMMANDS)).flatmap(COMMANDS.__getitem__)
    return st.lists(st.one_of(reading, anything), min_size=3, max_size=6)


def named(space: Workspace, commands: list[list[str]]) -> list[list[str]]:
    """The commands, with the names of the selections that a world has."""
    drawn = {f"SELECTION {path.name.split('-')[0]}": path.name for path in space.selections.iterdir()}
    return [[drawn.get(word, word) for word in command] for command in commands]


def compare(pair: tuple[Workspace, Workspace], commands: list[list[str]], who: str = worlds.WHO) -> None:
    with passing_folder() as folder:
        one, other = (worlds.answers(space, folder / "w", named(space, commands), who) for space in pair)
    for command, here, there in zip(commands, one, other, strict=True):
        assert here == there, f"{' '.join(command)} tells which world it is"


@pytest.mark.parametrize("secret", sorted(worlds.SECRETS))
@settings(max_examples=max(3, settings().max_examples // 40))
@given(commands=asked())
def test_no_answer_tells_which_world_it_is(pairs: Worlds, secret: str, commands: list[list[str]]) -> None:
    compare(pairs[secret], commands)


BECAUSE = ("--because", "een melding van de buren")
FOUND: dict[str, list[tuple[str, list[str]]]] = {
    "2026-11-28 the name of a row follows from its hidden fields": [
        ("a person field", ["explain", worlds.SEEN[0], *BECAUSE, "--json"]),
        ("a person field", ["export", "SELECTION wonen", "--to", "uit.xlsx", "--for", "toezichthouder"]),
    ],
    "2026-11-28 a pand shows the rows of its addresses with a bond": [
        ("addresses with a bond", ["explain", worlds.BESIDE, *BECAUSE, "--check", "panden"]),
        ("addresses outside the area", ["explain", worlds.BESIDE, *BECAUSE, "--all-rows"]),
    ],
    "2026-11-28 whether a unit was drawn shows when it is added by hand": [
        ("addresses with a bond", ["select", "wonen", "--size", "2", "--add", f"{worlds.FIRST}=melding"]),
        ("addresses outside the area", ["select", "wonen", "--size", "2", "--add", f"{worlds.SECOND}=melding"]),
    ],
}
"""What told the worlds apart once, by the day on which it was found."""


@pytest.mark.parametrize("leak", sorted(FOUND))
def test_what_told_the_worlds_apart_once_does_so_no_more(pairs: Worlds, leak: str) -> None:
    for secret, command in FOUND[leak]:
        compare(pairs[secret], [[*command, *ALWAYS]])


def test_an_address_with_a_bond_is_added_by_hand_as_little_as_one_that_does_not_exist(
    pairs: Worlds, tmp_path: Path
) -> None:
    world, _ = pairs["addresses with a bond"]
    commands = [
        ["select", "wonen", "--size", "2", "--add", f"{name}=melding", *ALWAYS]
        for name in (worlds.FIRST, worlds.NOWHERE)
    ]
    own, absent = worlds.answers(world, tmp_path / "w", commands)
    assert (own.code, own.out, own.err.replace(worlds.FIRST, worlds.NOWHERE)) == (absent.code, absent.out, absent.err)
    assert own.code == 1


def against(folder: Path, name: str, check: str) -> list[str]:
    """The command that holds an order against a list of people with one address."""
    path = folder / "lijst.csv"
    path.write_text(f"eenheid;reden\n{name};melding\n", encoding="utf-8")
    return ["select", check, "--size", "2", "--against", str(path), "--slots", "1", *ALWAYS]


def test_an_address_with_a_bond_stands_in_a_list_of_people_as_little_as_one_that_does_not_exist(
    pairs: Worlds, tmp_path: Path
) -> None:
    world, _ = pairs["addresses with a bond"]
    told = []
    for name in (worlds.FIRST, worlds.NOWHERE):
        (answer,) = worlds.answers(world, tmp_path / "w", [against(tmp_path, name, "wonen")])
        told.append((answer.code, answer.out, answer.err.replace(name, "ADDRESS")))
    assert told[0] == told[1]
    assert told[0][0] == 1


@pytest.mark.parametrize("secret", sorted(worlds.SECRETS))
def test_who_may_see_everything_does_see_which_world_it_is(pairs: Worlds, secret: str) -> None:
    told = [
        ["explain", name, "--because", "een melding van de buren", "--json", *ALWAYS]
        for name in (*worlds.SEEN, worlds.FIRST)
    ]
    with pytest.raises(AssertionError, match="tells which world it is"):
        compare(pairs[secret], told, who=worlds.EVERYBODY)


def protected_in(space: Workspace, run: str) -> str:
    """An address of the BAG that a run has not, because a protected person lives there."""
    known = set(pq.read_table(space.runs / run / "addresses.parquet", columns=["address_id"])["address_id"].to_pylist())
    named = {
        f"{number:016d}"
        for path in space.deliveries.rglob("protected.parquet")
        for number in pq.read_table(path, columns=["link_object_id"])["link_object_id"].drop_null().to_pylist()
    }
    return min(named - known)


PROTECTED: dict[str, list[str]] = {
    "hit": ["explain", "{}"],
    "content": ["explain", "{}", "--because", "een melding van de buren"],
    "may": ["may", "explain", "--address", "{}", "--purpose", "wonen", "--json"],
    "log": ["log", "--about", "{}"],
    "by hand": ["select", "onrechtmatig_wonen", "--size", "3", "--add", "{}=melding"],
}


@pytest.fixture(scope="module")
def with_protected(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of the model city in which somebody has begun."""
    root = shutil.copytree(model_city.workspace.root, tmp_path_factory.mktemp("protected") / "city")
    assert main(["accounts", "--workspace", str(root)]) == 0
    return open_workspace(root)


@pytest.mark.parametrize("asked", sorted(PROTECTED))
def test_a_protected_address_is_as_one_that_does_not_exist(
    with_protected: Workspace, tmp_path: Path, asked: str
) -> None:
    protected, absent = protected_in(with_protected, named_run(with_protected)), "9999010000999999"
    told = []
    for name in (protected, absent):
        command = [[word.format(name) for word in PROTECTED[asked]] + [*ALWAYS]]
        (answer,) = worlds.answers(with_protected, tmp_path / "w", command, getpass.getuser())
        told.append((answer.code, answer.out.replace(name, "ADDRESS"), answer.err.replace(name, "ADDRESS")))
    assert told[0] == told[1]
    assert told[0][0] == 1


def test_a_row_of_a_file_at_a_protected_address_is_as_one_at_no_address(
    with_protected: Workspace, tmp_path: Path
) -> None:
    protected = protected_in(with_protected, named_run(with_protected))
    told = []
    for name in (protected, "9999010000999999"):
        (tmp_path / "in.csv").write_text(f"adresseerbaar_object_id\n{name}\n", encoding="utf-8")
        words = ["link", str(tmp_path / "in.csv"), "--out", "uit.csv", "--date", "2026-03-01", *ALWAYS]
        (answer,) = worlds.answers(with_protected, tmp_path / "w", [words], getpass.getuser())
        lines = answer.files["uit.csv"].decode().splitlines()
        told.append((answer.code, answer.out, answer.err, [line.split(";")[1:-1] for line in lines]))
    assert told[0] == told[1]
    assert told[0][0] == 0


def test_a_protected_address_stands_in_a_list_of_people_as_little_as_one_that_does_not_exist(
    with_protected: Workspace, tmp_path: Path
) -> None:
    protected = protected_in(with_protected, named_run(with_protected))
    told = []
    for name in (protected, "9999010000999999"):
        words = against(tmp_path, name, "onrechtmatig_wonen")
        (answer,) = worlds.answers(with_protected, tmp_path / "w", [words], getpass.getuser())
        told.append((answer.code, answer.out, answer.err.replace(name, "ADDRESS")))
    assert told[0] == told[1]
    assert told[0][0] == 1
