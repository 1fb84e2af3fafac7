/* SPDX-FileCopyrightText: Pandzicht contributors
   SPDX-License-Identifier: EUPL-1.2 */

// A plain text area with the numbers of its lines beside it; a fault leads to its line, and marks it.

const editor = document.querySelector("[data-editor]");
const text = editor?.querySelector("textarea");
const lines = editor?.querySelector(".pz-editor__lines");

function number() {
  const count = text.value.split("\n").length;
  while (lines.children.length > count) lines.lastChild.remove();
  while (lines.children.length < count) {
    const line = document.createElement("span");
    line.textContent = String(lines.children.length + 1);
    lines.append(line);
  }
  lines.scrollTop = text.scrollTop;
}

function mark() {
  const faulty = new Set([...document.querySelectorAll("[data-faults] [data-line]")].map((one) => one.dataset.line));
  for (const line of lines.children) line.toggleAttribute("data-faulty", faulty.has(line.textContent));
}

function goTo(line) {
  const before = text.value.split("\n").slice(0, line - 1);
  const start = before.reduce((total, one) => total + one.length + 1, 0);
  const end = text.value.indexOf("\n", start);
  text.focus();
  text.setSelectionRange(start, end < 0 ? text.value.length : end);
  const height = Number.parseFloat(getComputedStyle(text).lineHeight);
  text.scrollTop = Math.max(0, (line - 6) * height);
}

if (editor) {
  text.addEventListener("input", () => {
    number();
    mark();
    document.querySelector("#trial").replaceChildren(); // it was of another text
  });
  text.addEventListener("scroll", () => { lines.scrollTop = text.scrollTop; });
  document.addEventListener("htmx:afterSettle", mark);
  document.addEventListener("click", (event) => {
    const fault = event.target.closest("[data-line]");
    if (fault) goTo(Number(fault.dataset.line));
  });
  number();
  mark();
}
