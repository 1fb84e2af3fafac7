# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looks at an answer of the office as an attacker who only reads: what it lets a browser do, and what it gives away.

Rules without judgement, one function each: they yield what is wrong, in words. What they ask is that of the ZAP
baseline and of the headers that `pandzicht_web/headers.py` promises, and some of our own (S4, S12, S15).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import Morsel, SimpleCookie
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpResponse

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer has, in these very words."""
POLICY: Mapping[str, set[str]] = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:", "blob:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "worker-src": {"'self'"},
    "form-action": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
}
"""The most that the content policy may allow; what it does not name falls back on nothing."""
_GIVEN_AWAY = re.compile(
    r"Traceback|File \"/|site-packages|\.py\b[\", ]|DEBUG = |django\.|Django/|Python/3|[Gg]ranian|gunicorn|SQLite|"
    r"psycopg|postgresql:|duckdb|/home/|/tmp/|sqlite3\.",
)
"""What tells how the office is made, or where it lies."""
_VERSIONS = ("Server", "X-Powered-By", "X-AspNet-Version", "X-Generator", "Via")
_PERSONAL = re.compile(r"(?<![\da-f])\d{9}(?![\da-f])|[\w.+-]+@[\w-]+\.\w+")
"""A number as a BSN (and no part of a hash, which may have nine digits in a row), an address of mail."""
_ASKED = {
    "next", "check", "analysis", "q", "all", "since", "account", "left", "page", "size", "order", "signal", "every",
    "area", "range", "status", "owner", "kind", "not_visited", "drawn", "text", "column", "density", "range_of",
    "range_from", "range_to", "round", "stratum", "part",
}  # fmt: skip
"""What stands in addresses that pages lead to."""
_HANDLER = re.compile(r"on[a-z]+")
_RUNS = ("javascript:", "data:text", "vbscript:")


@dataclass(frozen=True)
class Looked:
    """One answer with what was asked."""

    asked: str
    answer: HttpResponse
    is_secure: bool = False

    @property
    def text(self) -> str:
        """Its content as text; empty for what is none."""
        if "text/" not in self.answer["Content-Type"] and "json" not in self.answer["Content-Type"]:
            return ""
        content = self.answer.content
        packed = self.answer.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(content) if packed else content).decode()

    @property
    def is_page(self) -> bool:
        """Whether a browser shows it as a page."""
        return self.answer["Content-Type"].startswith("text/html")


class Elements(HTMLParser):
    """The elements of a page with their attributes, and what stands between some of them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.inline: list[str] = []
        self.comments: list[str] = []
        self.forms: list[tuple[dict[str, str], list[str]]] = []
        self._within = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self.found.append((tag, own))
        self._within = tag
        if tag == "form":
            self.forms.append((own, []))
        if tag in {"input", "button", "select", "textarea"} and self.forms:
            self.forms[-1][1].append(own.get("name", ""))

    def handle_data(self, data: str) -> None:
        if self._within in {"script", "style"} and data.strip():
            self.inline.append(data.strip()[:80])

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def headers(looked: Looked) -> Iterator[str]:
    """Every answer has the headers that keep a browser safe."""
    for name, value in HEADERS.items():
        if looked.answer.headers.get(name) != value:
            yield f"{name} is '{looked.answer.headers.get(name)}', not '{value}'"
    if "geolocation=()" not in looked.answer.headers.get("Permissions-Policy", ""):
        yield "Permissions-Policy lets a page ask where somebody is"
    if looked.is_secure and "max-age=31536000" not in looked.answer.headers.get("Strict-Transport-Security", ""):
        yield "Strict-Transport-Security is missing by https"


def policy(looked: Looked) -> Iterator[str]:
    """The content policy allows nothing from elsewhere, and nothing inline."""
    told = looked.answer.headers.get("Content-Security-Policy", "")
    found = {part.split()[0]: set(part.split()[1:]) for part in told.split(";") if part.strip()}
    for name, most in POLICY.items():
        if name not in found:
            yield f"the content policy does not say {name}"
        elif not found[name] <= most:
            yield f"the content policy allows {found[name] - most} as {name}"
    for name in set(found) - set(POLICY):
        yield f"the content policy says {name}, which nobody looked at"


def kept(looked: Looked) -> Iterator[str]:
    """Nothing that may be of persons is kept by a browser or on the way; a tile only by the browser, and not long."""
    told = looked.answer.headers.get("Cache-Control", "")
    if told != "no-store" and told != "private, max-age=300":
        yield f"Cache-Control is '{told}'"
    if told != "no-store" and looked.text:
        yield "a page or document is kept by the browser"


def cookies(looked: Looked) -> Iterator[str]:
    """A cookie is for the server alone, goes to no other site, and by https nowhere else."""
    jar: SimpleCookie = looked.answer.cookies
    for name, cookie in jar.items():
        yield from (f"cookie {name}: {what}" for what in _cookie(name, cookie, is_secure=looked.is_secure))


def _cookie(name: str, cookie: Morsel[str], *, is_secure: bool) -> Iterator[str]:
    if cookie.value and not cookie["httponly"]:
        yield "can be read by a script"
    if cookie["samesite"] not in {"Lax", "Strict"}:
        yield f"SameSite is '{cookie['samesite']}'"
    if cookie["path"] != "/" or cookie["domain"]:
        yield "is of a path or a domain"
    if is_secure and cookie.value and not cookie["secure"]:
        yield "also goes without https"
    if is_secure and cookie.value and not name.startswith("__Host-"):
        yield "can be set by another host"


def gives_away(looked: Looked) -> Iterator[str]:
    """No answer tells how the office is made, of which version, or where it lies."""
    for name in _VERSIONS:
        if name in looked.answer.headers:
            yield f"header {name} tells '{looked.answer.headers[name]}'"
    told = _GIVEN_AWAY.search(looked.text)
    if told:
        yield f"tells '{told[0]}'"


def inline(looked: Looked) -> Iterator[str]:
    """Nothing on a page runs that stands on the page itself, and nothing of it comes from elsewhere."""
    if not looked.is_page:
        return
    page = Elements(looked.text)
    yield from (f"holds a script or style inline: {text}" for text in page.inline)
    yield from (f"holds a comment: {text[:80]}" for text in page.comments)
    for tag, own in page.found:
        yield from (f"<{tag}> has {name}" for name in own if _HANDLER.fullmatch(name) or name == "style")
        if tag in {"iframe", "object", "embed", "base", "style"}:
            yield f"holds <{tag}>"
        for name in ("src", "href", "action", "formaction", "hx-get", "hx-post"):
            to = own.get(name, "")
            if to.lower().startswith(_RUNS) or urlsplit(to).netloc:
                yield f"<{tag}> leads to {to}"


def forms(looked: Looked) -> Iterator[str]:
    """A form that changes something has its secret; one that only asks has no secret in its address."""
    if not looked.is_page:
        return
    for own, names in Elements(looked.text).forms:
        is_change = own.get("method", "get").lower() == "post"
        if is_change and "csrfmiddlewaretoken" not in names:
            yield f"form {own.get('action')} changes something and has no secret"
        if not is_change and {"csrfmiddlewaretoken", "password"} & set(names):
            yield f"form {own.get('action')} shows a secret in its address"


def addresses(looked: Looked) -> Iterator[str]:
    """No address that an answer leads to holds something of a person: addresses end up in logs and histories."""
    told = [looked.answer.headers.get("Location", "")]
    if looked.is_page:
        told += [own[name] for _, own in Elements(looked.text).found for name in ("href", "action") if name in own]
    for address in told:
        parts = urlsplit(address)
        if _PERSONAL.search(parts.path) or _PERSONAL.search(parts.query):
            yield f"leads to {address}, which holds a number or an address of somebody"
        strange = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)} - _ASKED
        if strange:
            yield f"leads to {address}: nobody looked at {', '.join(sorted(strange))}"


RULES: tuple[Callable[[Looked], Iterator[str]], ...] = (
    headers,
    policy,
    kept,
    cookies,
    gives_away,
    inline,
    forms,
    addresses,
)


def faults(looked: Looked) -> list[str]:
    """All that is wrong with an answer, each with what was asked."""
    return [f"{looked.asked}: {rule.__name__}: {fault}" for rule in RULES for fault in rule(looked)]
