# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of the house that no linter knows: sizes, names, headers, docstrings, what may not be in the repository."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pandzicht.definitions.yaml_file import yaml_data

ROOT = Path(__file__).resolve().parents[1]
CODE = ("src", "audit", "tools")
VENDORED = "/vendor/"
"""What others made, taken over unchanged; REUSE.toml says whose it is."""
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
VAGUE_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
KINDS_OF_TEST = {"browser", "crash", "fuzz", "journeys", "load", "property", "scenarios", "security"}
COMMENTED = {".py", ".sh", ".toml", ".yaml", ".yml", ".md", ".sql", ".cff"}
# Spelled in two halves, so that this file does not name what it looks for.
HEADER = ("SPDX-" + "FileCopyrightText: ", "SPDX-" + "License-Identifier: ")
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb." + "debian.org")
MACHINE_PATH = re.compile(r"(?<![\w./~$}>*-])/(?:work|root|tmp|mnt|home|Users)/[\w.]|\b[A-Z]:[\\/]+Users\b")

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def committed() -> tuple[Path, ...]:
    """The files of our own that are in the repository or about to be."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("the list of committed files needs git and a clone")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return tuple(ROOT / name for name in sorted(names) if name and VENDORED not in name and (ROOT / name).is_file())


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def public_definitions(path: Path) -> Iterator[tuple[str, Definition]]:
    """The public functions, classes and methods of a module, with their dotted names."""
    yield from _public(tree_of(path), name_of(path))


def _public(parent: ast.AST, place: str) -> Iterator[tuple[str, Definition]]:
    for node in ast.iter_child_nodes(parent):
        if not isinstance(node, Definition) or node.name.startswith("_") or _is_overload(node):
            continue
        yield f"{place}: {node.name}", node
        if isinstance(node, ast.ClassDef):
            yield from _public(node, f"{place}: {node.name}")


def _is_overload(node: Definition) -> bool:
    return any(ast.unparse(decorator).endswith(("overload", ".setter")) for decorator in node.decorator_list)


def test_every_source_file_says_whose_it_is_and_under_which_licence() -> None:
    silent = []
    for path in committed():
        if path.suffix in COMMENTED or path.name == "Makefile":
            head = path.read_text(encoding="utf-8")[:400]
            silent += [] if all(line in head for line in HEADER) else [name_of(path)]
    assert silent == []


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*CODE)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {}
    for path in modules(*CODE):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                long |= {f"{name_of(path)}: {node.name}": length} if length > LONGEST_FUNCTION else {}
    assert long == {}


def test_every_module_is_named_after_a_noun() -> None:
    vague = [name_of(path) for path in modules(*CODE, "tests", "bench") if _parts(path) & VAGUE_NAMES]
    assert vague == []


def _parts(path: Path) -> set[str]:
    names = path.relative_to(ROOT).with_suffix("").parts
    return {name.removeprefix("test_") for name in names}


def test_the_house_has_two_levels() -> None:
    house = ROOT / "src" / "pandzicht"
    assert [name_of(path) for path in modules("src/pandzicht") if len(path.relative_to(house).parts) > 2] == []


def test_every_test_file_stands_where_its_module_stands() -> None:
    astray = [name_of(path) for path in modules("tests") if path.name.startswith("test_") and not _has_its_module(path)]
    assert astray == []


def _has_its_module(test: Path) -> bool:
    folder, *rest = inside = test.relative_to(ROOT / "tests").parts
    if test == Path(__file__).resolve() or folder in KINDS_OF_TEST:
        return True
    module = Path(*inside).with_name(test.name.removeprefix("test_"))
    homes = [ROOT / module] if folder in {"audit", "bench", "tools"} and rest else [ROOT / "src" / "pandzicht" / module]
    homes += [ROOT / "src" / module] if folder == "pandzicht_web" else []
    return any(home.is_file() for home in homes)


def test_every_public_name_says_what_it_is() -> None:
    silent = [name for path in modules(*CODE) for name, node in public_definitions(path) if not ast.get_docstring(node)]
    assert silent == []


def test_every_module_says_why_it_exists() -> None:
    assert [name_of(path) for path in modules(*CODE) if not ast.get_docstring(tree_of(path))] == []


def test_no_two_public_functions_share_a_docstring() -> None:
    said = defaultdict(list)
    for path in modules(*CODE):
        for name, node in public_definitions(path):
            said[ast.get_docstring(node)].append(name)
    assert {text: names for text, names in said.items() if text and len(names) > 1} == {}


def test_no_committed_file_names_a_machine_or_a_package_registry() -> None:
    found = []
    for path in committed():
        text = path.read_text(encoding="utf-8", errors="replace")
        hosts = [host for host in REGISTRIES if host in text]
        found += [f"{name_of(path)}: {match}" for match in [*hosts, *MACHINE_PATH.findall(text)]]
    assert found == []


def test_every_link_between_our_pages_leads_somewhere() -> None:
    broken = []
    for page in (path for path in committed() if path.suffix == ".md"):
        text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
        broken += [f"{name_of(page)}: {target}" for target in targets if target and not (page.parent / target).exists()]
    assert broken == []


def test_the_glossary_is_one_sorted_table_without_doubles() -> None:
    rows = glossary_rows()
    spellings = [spelling.strip() for term, _, _ in rows for spelling in term.split(",")]
    assert len(rows) > 200
    assert [term for term, english, meaning in rows if not (term and english and meaning)] == []
    assert [spelling for spelling, count in Counter(spellings).items() if count > 1] == []
    terms = [term.casefold() for term, _, _ in rows]
    assert terms == sorted(terms)


def test_every_definition_is_named_with_words_of_the_glossary() -> None:
    known = {spelling.strip() for term, _, _ in glossary_rows() for spelling in term.split(",")}
    names = [path for path in committed() if path.is_relative_to(ROOT / "catalogue") and path.suffix == ".yaml"]
    assert [name_of(path) for path in names if not _is_made_of(tuple(path.name.split(".")[0].split("_")), known)] == []


def _is_made_of(words: tuple[str, ...], known: set[str]) -> bool:
    """Whether words can be read from left to right as spellings, some of which hold an underscore themselves."""
    heads = [end for end in range(1, len(words) + 1) if "_".join(words[:end]) in known]
    heads += [1] if words and words[0].isdigit() else []
    return not words or any(_is_made_of(words[end:], known) for end in heads)


def test_a_name_with_an_unknown_word_is_noticed() -> None:
    known = {"norm", "m2", "per", "persoon", "woz_waarde"}
    assert _is_made_of(("norm", "m2", "per", "persoon"), known)
    assert _is_made_of(("woz", "waarde", "12"), known)
    assert not _is_made_of(("woz", "persoon"), known)


def glossary_rows() -> list[tuple[str, str, str]]:
    """The rows of the glossary as term, English, meaning."""
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert {len(row) for row in cells} == {3}
    return [(row[0], row[1], row[2]) for row in cells[2:]]


def test_publiccode_yml_follows_its_standard() -> None:
    content = yaml_data((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    mandatory = {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType"}
    mandatory |= {"description", "legal", "maintenance", "localisation"}
    assert mandatory <= set(content)
    assert content["publiccodeYmlVersion"].startswith("0.4")
    assert content["legal"]["license"] == "EUPL-1.2"
    assert content["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert content["maintenance"]["contacts"][0]["name"]
    assert {"localisationReady", "availableLanguages"} <= set(content["localisation"])
    for description in content["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert description["features"]


def test_the_locked_lists_agree_with_each_other_and_hold_a_hash_for_everything() -> None:
    pinned: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        for entry in re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").replace("\\\n", " ")):
            if entry.strip() and not entry.startswith("#"):
                name, version = entry.split()[0].split("==")
                pinned[name].add(version)
                assert "--hash=sha256:" in entry, f"{path.name}: {name}"
    assert {name: versions for name, versions in pinned.items() if len(versions) > 1} == {}
