/**
 * The source view: a document's whole text, with the words at ?start=…&end=… marked, scrolled to and focused.
 *
 * The offsets count Unicode code points, as everywhere in Kotae; strings here count UTF-16 units, so every offset goes
 * through `unitsOf` first. The text is never changed, only cut into blocks, and reaches the page as text nodes alone.
 */
import { blocksOf, outline, unitsOf } from "./blocks.js";
import { encode } from "./widget/addresses.js";
import { bdi, el } from "./widget/dom.js";

const home = new URL("..", import.meta.url);
// The id as it stands in the address, slashes and escapes included: it goes into the API's address as it is.
const path = location.pathname.slice(new URL("documents/", home).pathname.length);
const question = new URLSearchParams(location.hash.slice(1)).get("q");
const at = (name) => document.getElementById(name);

/** The text from `from` to `to` as nodes, the part inside `light` marked. */
function marked(text, from, to, light) {
  const start = Math.max(from, light.from);
  const end = Math.min(to, light.to);
  if (start >= end) return [text.slice(from, to)];
  return [text.slice(from, start), el("mark", null, text.slice(start, end)), text.slice(end, to)].filter((node) => node !== "");
}

/** The same, with a sign wherever one of the `pages` begins. */
function paged({ text, pages }, from, to, light) {
  const begun = pages.filter(({ begins }) => begins >= from && begins < to);
  const cuts = [from, ...begun.map(({ begins }) => begins), to];
  return cuts.slice(1).flatMap((cut, n) => [n ? pageSign(begun[n - 1]) : null, ...marked(text, cuts[n], cut, light)]);
}

const pageSign = ({ number }) => el("span", { class: "page", id: `page-${number}` }, `page ${number}`);

/** Where each page begins, in string indices: at its first character that is no space. */
function pagesOf({ text, pages, units }) {
  return (pages || []).map((point, n) => {
    let begins = units[point] ?? text.length;
    while (begins < text.length && /\s/.test(text[begins])) begins++;
    return { begins, number: n + 1 };
  });
}

/** One block's nodes; a run-in heading stands out in its prose. */
function nodesOf(found, { kind, from, to, heading }, light) {
  if (!heading || kind === "heading") return paged(found, from, to, light);
  const name = el("strong", { id: `h-${heading.start}` }, paged(found, heading.from, heading.to, light));
  return [...paged(found, from, heading.from, light), name, ...paged(found, heading.to, to, light)];
}

function render(found, light) {
  const { text, units } = found;
  const headings = outline(found, units);
  const body = at("text");
  let list = null;
  for (const block of blocksOf(text, headings)) {
    let tag = { item: "li", table: "pre", prose: "p" }[block.kind];
    if (block.kind === "heading") tag = `h${Math.min(6, 2 + block.heading.depth)}`;
    const id = block.kind === "heading" ? `h-${block.heading.start}` : null;
    const node = el(tag, { id, dir: "auto" }, nodesOf(found, block, light));
    if (tag === "h1") {
      at("title").replaceWith(node);
      body.setAttribute("aria-labelledby", node.id);
    } else if (block.kind === "item") {
      list = list || body.appendChild(document.createElement("ul"));
      list.append(node);
    } else {
      list = null;
      body.append(node);
    }
  }
  contents(headings.filter(({ depth }) => depth >= 0 && depth < 3));
}

function contents(headings) {
  if (headings.length < 2) return;
  at("contents").hidden = false;
  at("outline").open = matchMedia("(min-width: 60rem)").matches;
  at("headings").append(...headings.map(({ depth, start, text }) =>
    el("li", { class: `d${depth}` }, el("a", { href: `#h-${start}`, dir: "auto" }, text))));
}

/** Shows what is highlighted and the way back; focus goes to the words, so that a screen reader starts there. */
function announce(found, light) {
  const marks = [...document.querySelectorAll("main mark")];
  at("bar").hidden = !(light.asked || question);
  at("again").hidden = !marks.length;
  if (question) {
    at("back").href = new URL(`./#q=${encode(question)}`, home);
    at("back").title = question;
  }
  if (!light.asked) return;
  if (!marks.length) {
    at("shown").textContent = "The highlighted words no longer stand in this document.";
    return;
  }
  const quote = found.text.slice(light.from, light.to).replace(/\s+/g, " ");
  const page = found.pages.findLast(({ begins }) => begins <= light.from);
  at("shown").append(el("span", null, page ? `Highlighted on page ${page.number}: ` : "Highlighted: "), bdi(`“${quote}”`));
  const first = marks[0];
  first.classList.add("first");
  marks[marks.length - 1].classList.add("last");
  first.id = "highlight";
  first.tabIndex = -1;
  const show = () => {
    first.scrollIntoView({ block: "center" });
    first.focus({ preventScroll: true });
  };
  at("again").addEventListener("click", (event) => {
    event.preventDefault();
    show();
  });
  show();
}

function sourceLine({ source, digest }) {
  const about = at("about");
  about.textContent = "";
  if (/^https?:\/\//i.test(source || "")) {
    about.append(el("a", { href: source, rel: "noopener noreferrer" }, source));
  } else {
    about.append((source || "").split("/").pop()); // where it lies on the server concerns no reader
  }
  if (digest) about.append(` · SHA-256 ${digest.slice(0, 12)}…`);
}

function fail(text) {
  at("title").textContent = "This document cannot be shown";
  at("about").textContent = text;
}

async function show() {
  let response;
  try {
    response = await fetch(new URL(`api/v1/documents/${path}`, home));
  } catch {
    return fail("The service cannot be reached just now. Reload to try again.");
  }
  const found = await response.json().catch(() => null);
  if (!response.ok || typeof found?.text !== "string") {
    return fail(found?.detail || "The service could not show it. Reload to try again.");
  }
  found.units = unitsOf(found.text);
  found.pages = pagesOf(found);
  const search = new URLSearchParams(location.search);
  const [start, end] = ["start", "end"].map((name) => Number.parseInt(search.get(name), 10));
  const valid = start >= 0 && start < end && end < found.units.length;
  const light = {
    asked: search.has("start"), from: valid ? found.units[start] : 0, to: valid ? found.units[end] : 0,
  };
  document.title = `${found.title} · Kotae`;
  at("title").textContent = found.title;
  sourceLine(found);
  render(found, light);
  announce(found, light);
  if (/^#h-\d+$/.test(location.hash)) at(location.hash.slice(1))?.scrollIntoView();
  return undefined;
}

show();
