/* SPDX-FileCopyrightText: Pandzicht contributors
   SPDX-License-Identifier: EUPL-1.2 */

// What the pages need beside htmx: forms that send themselves when a filter changes, closing of menus, keyboard moves.

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-sends-itself]") && !event.target.matches("[data-waits], [data-keys], [type=search]")) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.pz-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.pz-menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});

// Single keys can be switched off (WCAG 2.1.4); the switch is kept in this browser.
const KEYS = "pandzicht-keys";
const keysAreOn = () => localStorage.getItem(KEYS) !== "off";
const showSwitches = () => {
  for (const one of document.querySelectorAll("[data-keys-switch]")) one.checked = keysAreOn();
  document.documentElement.classList.toggle("pz-keys-off", !keysAreOn());
};
showSwitches();
document.addEventListener("htmx:afterSwap", showSwitches);
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys-switch]")) return;
  localStorage.setItem(KEYS, event.target.checked ? "on" : "off");
  showSwitches();
});
const isTyping = (event) =>
  event.target.matches("input:not([type=checkbox]), select, textarea") || event.ctrlKey || event.metaKey || event.altKey;

// A button that names a key is pressed by it.
document.addEventListener("keydown", (event) => {
  if (isTyping(event) || event.repeat || !keysAreOn()) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// In a list that is walked: j and k go to the next and the previous row, Enter opens it (it is a link), / searches.
// Within the rows the arrows do too.
document.addEventListener("keydown", (event) => {
  if (isTyping(event) || !keysAreOn()) return;
  const search = document.querySelector("input[type=search]");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    return;
  }
  const rows = [...document.querySelectorAll("[data-walked] tbody tr")];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const step = { j: 1, k: -1, ...(at < 0 ? {} : { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
  if (!step || !rows.length) return;
  event.preventDefault();
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  next.querySelector("a")?.focus();
});

// Empty fields say nothing: the address of a page holds only what was asked.
document.addEventListener("htmx:configRequest", (event) => {
  const parameters = event.detail.formData;
  for (const [name, value] of [...parameters.entries()]) if (value === "") parameters.delete(name);
  if (parameters.get("order") === "place") parameters.delete("order");
});

// What folds on a telephone stands open on a desk, and stays as somebody left it when its part of the page is renewed.
const narrow = window.matchMedia("(max-width: 959px)");
let unfolded = !narrow.matches;
const unfold = () => {
  for (const part of document.querySelectorAll("details[data-folds]")) part.open = unfolded;
};
document.addEventListener("DOMContentLoaded", unfold);
document.addEventListener("htmx:afterSwap", unfold);
document.addEventListener("click", (event) => {
  const summary = event.target.closest("details[data-folds] > summary");
  if (summary) unfolded = !summary.parentElement.open;
});

// Files that are larger than the office takes are told before they are sent.
document.addEventListener("change", (event) => {
  const input = event.target.closest("input[type=file][data-largest]");
  if (!input) return;
  const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
  input.setCustomValidity(size > Number(input.dataset.largest) * 1048576 ? input.dataset.tooLarge : "");
  input.reportValidity();
});

// An area in a list and in the drawing beside it light up together.
const lightUp = (event) => {
  const area = event.target.closest?.("[data-area]")?.dataset.area;
  for (const one of document.querySelectorAll("[data-area]")) one.toggleAttribute("data-lit", one.dataset.area === area);
};
document.addEventListener("pointerover", lightUp);
document.addEventListener("focusin", lightUp);
