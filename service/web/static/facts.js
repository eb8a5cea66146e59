/**
 * The ledger of facts: filters in the address, pages by cursor, CSV, and each fact's own words.
 *
 * Dates, amounts and the names of types are worded as in the widget, so that a fact reads the same here and in a reply.
 */
import { bars, drawTimeline } from "./timeline.js";
import { sourceAddress } from "./widget/addresses.js";
import { bdi, el } from "./widget/dom.js";
import { WORDS } from "./widget/languages.js";
import { amountText, dateText, typeText } from "./widget/wording.js";

const home = new URL("..", import.meta.url);
const LANG = "en";
const TYPES = Object.keys(WORDS[LANG].types);
const at = (name) => document.getElementById(name);
const form = at("filters");
let next = null; // the cursor of the page after those shown
let latest = 0; // numbers the loads: a reply to any but the latest is dropped
let drawn = []; // the timeline's bars
const MOST_DRAWN = 2000; // beyond so many facts the timeline would cost too many calls

/** The filters that the address holds and this page knows, without empty ones. */
function filters() {
  const asked = new URLSearchParams(location.search);
  const names = [...form.elements].map((field) => field.name).filter(Boolean);
  return new URLSearchParams(names.filter((name) => asked.get(name)).map((name) => [name, asked.get(name).trim()]));
}

function fillForm() {
  const asked = filters();
  for (const field of form.elements) if (field.name) field.value = asked.get(field.name) || "";
}

function row(name, value) {
  return value ? el("div", null, el("dt", null, name), el("dd", null, value)) : null;
}

function entry(fact) {
  const type = typeText(fact.type, LANG);
  const kind = !fact.instrument || fact.instrument.toLowerCase() === type.toLowerCase() ? [type] : [type, fact.instrument];
  const rows = [
    row("Parties", fact.parties.length ? fact.parties.flatMap((name, n) => [n ? ", " : null, bdi(name)]) : null),
    row("Place", fact.place && bdi(fact.place)),
    row("Value", amountText(fact, LANG)),
    row("Valid until", fact.valid_until && dateText(fact.valid_until, LANG)),
  ].filter(Boolean);
  const href = sourceAddress(home, fact.evidence);
  const page = Number.isInteger(fact.evidence.page) ? ` · ${WORDS[LANG].page(fact.evidence.page)}` : null;
  return el("li", null,
    el("p", { class: "when" }, fact.date ? dateText(fact.date, LANG) : "No date stated"),
    el("div", { class: "what" },
      el("h2", { dir: "auto" }, fact.label),
      el("p", { class: "kind" }, kind.flatMap((name, n) => [n ? " · " : null, bdi(name)])),
      rows.length ? el("dl", null, rows) : null,
      el("blockquote", { dir: "auto" }, fact.evidence.quote),
      el("p", { class: "where" }, el("a", { href }, "In the source", el("span", { class: "hidden" }, ": ", bdi(fact.label))), page)));
}

async function call(search, accept) {
  const address = new URL(`api/v1/facts?${search}`, home);
  let response;
  try {
    response = await fetch(address, { headers: { Accept: accept } });
  } catch {
    throw new Error("The service cannot be reached just now. Reload to try again.");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  throw new Error((response.status < 500 && problem?.detail) || "The facts cannot be shown just now.");
}

const count = (n) => (n === 0 ? "No facts found." : n === 1 ? "1 fact" : `${n.toLocaleString(LANG)} facts`);

/** Loads the first page, or with `more` the next, and moves the focus to its first fact. */
async function load(more = false) {
  const turn = ++latest;
  const search = filters();
  search.set("limit", "50");
  if (more) search.set("cursor", next);
  try {
    const page = await (await call(search, "application/json")).json();
    if (turn !== latest) return;
    const entries = page.facts.map(entry);
    if (more) at("facts").append(...entries);
    else at("facts").replaceChildren(...entries);
    next = page.next_cursor;
    at("tally").textContent = count(page.total);
    at("more").hidden = !next;
    at("csv").hidden = page.total === 0;
    if (!more) timeline(turn, page.total).catch(() => drawTimeline(at("timeline"), [])); // the list stands without it
    if (more && entries.length) {
      entries[0].tabIndex = -1;
      entries[0].focus();
    }
  } catch (error) {
    if (turn !== latest) return;
    if (!more) at("facts").replaceChildren();
    at("tally").textContent = error.message;
    at("csv").hidden = true;
  }
}

/** Draws the facts that the filters leave over their years: all of them, however few are listed yet. */
async function timeline(turn, total) {
  const search = filters();
  search.set("limit", "100");
  const dated = [];
  for (let cursor = ""; cursor !== null && total <= MOST_DRAWN; ) {
    if (cursor) search.set("cursor", cursor);
    const page = await (await call(search, "application/json")).json();
    dated.push(...page.facts);
    cursor = page.next_cursor || null;
  }
  if (turn !== latest) return;
  drawn = bars(dated);
  drawTimeline(at("timeline"), drawn, yearsAddress);
}

/** This page with the same filters, for the facts of these years. */
function yearsAddress({ from, to }) {
  const search = filters();
  search.set("date_from", String(from).padStart(4, "0"));
  search.set("date_to", String(to).padStart(4, "0"));
  return `${location.pathname}?${search}`;
}

/** CSV is asked for by the Accept header, which a plain link cannot send. */
async function download() {
  try {
    const csv = await (await call(filters(), "text/csv")).blob();
    const href = URL.createObjectURL(csv);
    el("a", { href, download: "facts.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  } catch (error) {
    at("tally").textContent = error.message;
  }
}

at("type").append(...TYPES.map((type) => el("option", { value: type }, typeText(type, LANG))));
fillForm();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = [...new FormData(form)].filter(([, value]) => value.trim());
  history.pushState(null, "", `${location.pathname}?${new URLSearchParams(chosen)}`);
  load();
});
addEventListener("popstate", () => {
  fillForm();
  load();
});
at("more").addEventListener("click", () => load(true));
at("csv").addEventListener("click", download);
new ResizeObserver(() => drawTimeline(at("timeline"), drawn, yearsAddress)).observe(at("filters"));
load();
