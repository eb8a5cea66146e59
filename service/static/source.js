/**
 * The source view: a document's whole text, with the words at ?start=…&end=… marked, scrolled to and focused.
 *
 * The offsets count Unicode code points, as everywhere in Kotae; strings here count UTF-16 units, so every offset goes
 * through `unitsOf` first. The text is never changed, only cut into blocks, and reaches the page as text nodes alone.
 */
(() => {
  "use strict";

  const home = new URL("..", document.currentScript.src);
  // The id as it stands in the address, slashes and escapes included: it goes into the API's address as it is.
  const path = location.pathname.slice(new URL("documents/", home).pathname.length);
  const question = new URLSearchParams(location.hash.slice(1)).get("q");
  const at = (name) => document.getElementById(name);

  const ITEM = /^[^\S\n]*(?:[•◦▪‣∙·*–-]|\d{1,3}[.)]|\([a-z\d]{1,3}\))[^\S\n]+(?=\S)/;
  const TABLE = /\S(?: {3,}|\t+)\S.*\n.*\S(?: {3,}|\t+)\S|^\s*\|.*\|\s*$/m;

  /** units[n] is the index in the string at which code point n begins; the last entry is the string's length. */
  function unitsOf(text) {
    const units = new Uint32Array(text.length + 1);
    let point = 0;
    for (let unit = 0; unit < text.length; point++) {
      units[point] = unit;
      unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
    }
    units[point] = text.length;
    return units.subarray(0, point + 1);
  }

  /**
   * The text's blocks in order, {kind: "heading" | "item" | "table" | "prose", from, to, heading?}, in string indices.
   * A block of prose that a run-in heading opens has that heading too.
   */
  function blocksOf(text, headings) {
    const blocks = [];
    const add = (kind, from, to, heading) => {
      while (from < to && text[from] === "\n") from++;
      while (to > from && /\s/.test(text[to - 1])) to--;
      if (from < to) blocks.push({ kind, from, to, heading });
    };
    const prose = (from, to) => {
      const piece = text.slice(from, to);
      if (TABLE.test(piece)) return add("table", from, to);
      let start = from;
      let kind = "prose";
      for (let line = from; line < to; ) {
        const end = text.indexOf("\n", line);
        if (ITEM.test(text.slice(line, end < 0 ? to : Math.min(end, to)))) {
          add(kind, start, line);
          [start, kind] = [line, "item"];
        }
        line = end < 0 ? to : end + 1;
      }
      return add(kind, start, to);
    };
    const paragraphs = (from, to) => {
      const gap = /\n[^\S\n]*\n/g;
      gap.lastIndex = from;
      let start = from;
      for (let found = gap.exec(text); found && found.index < to; found = gap.exec(text)) {
        prose(start, found.index);
        start = found.index + found[0].length;
        gap.lastIndex = start - 1;
      }
      prose(start, to);
    };
    let done = 0;
    for (const heading of headings.filter((one) => !one.runIn)) {
      if (heading.from < done) continue;
      paragraphs(done, heading.from);
      add("heading", heading.from, heading.to, heading);
      done = heading.to;
    }
    paragraphs(done, text.length);
    let block = 0;
    for (const heading of headings.filter((one) => one.runIn)) {
      while (block < blocks.length && blocks[block].to <= heading.from) block++;
      if (blocks[block]?.from <= heading.from && heading.to <= blocks[block].to) blocks[block].heading ||= heading;
    }
    return blocks;
  }

  /**
   * Headings in string indices, each with its depth below the outermost: a depth is never skipped. One that opens the
   * text and repeats the document's title is its title, at depth -1. One whose line goes on after it is run in: it
   * opens a paragraph and is part of its prose.
   */
  function outline({ text, title, headings }, units) {
    const above = [];
    return (headings || []).filter((heading) => heading.start < heading.end && heading.end < units.length)
      .map((heading, n) => {
        const [from, to] = [units[heading.start], units[heading.end]];
        if (n === 0 && !text.slice(0, from).trim() && text.slice(from, to).trim() === title) {
          return { ...heading, from, to, depth: -1 };
        }
        while (above.length && above[above.length - 1] >= heading.level) above.pop();
        above.push(heading.level);
        const line = text.indexOf("\n", to);
        const runIn = /\S/.test(text.slice(to, line < 0 ? text.length : line));
        return { ...heading, from, to, runIn, depth: above.length - 1 };
      });
  }

  /** The text from `from` to `to` as nodes, the part inside `light` marked. */
  function marked(text, from, to, light) {
    const start = Math.max(from, light.from);
    const end = Math.min(to, light.to);
    if (start >= end) return [text.slice(from, to)];
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    return [text.slice(from, start), mark, text.slice(end, to)].filter((node) => node !== "");
  }

  /** One block's nodes; a run-in heading stands out in its prose. */
  function nodesOf(text, { kind, from, to, heading }, light) {
    if (!heading || kind === "heading") return marked(text, from, to, light);
    const name = document.createElement("strong");
    name.id = `h-${heading.start}`;
    name.append(...marked(text, heading.from, heading.to, light));
    return [...marked(text, from, heading.from, light), name, ...marked(text, heading.to, to, light)];
  }

  function render(found, light) {
    const { text, units } = found;
    const headings = outline(found, units);
    const body = at("text");
    let list = null;
    for (const block of blocksOf(text, headings)) {
      let tag = { item: "li", table: "pre", prose: "p" }[block.kind];
      if (block.kind === "heading") tag = `h${Math.min(6, 2 + block.heading.depth)}`;
      const node = document.createElement(tag);
      node.dir = "auto";
      node.append(...nodesOf(text, block, light));
      if (block.kind === "heading") node.id = `h-${block.heading.start}`;
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
    at("headings").append(...headings.map((heading) => {
      const line = document.createElement("li");
      const link = document.createElement("a");
      line.className = `d${heading.depth}`;
      link.href = `#h-${heading.start}`;
      link.dir = "auto";
      link.textContent = heading.text;
      line.append(link);
      return line;
    }));
  }

  /** Shows what is highlighted and the way back; focus goes to the words, so that a screen reader starts there. */
  function announce(found, light) {
    const marks = [...document.querySelectorAll("main mark")];
    at("bar").hidden = !(light.asked || question);
    at("again").hidden = !marks.length;
    if (question) {
      at("back").href = new URL(`./#q=${encodeURIComponent(question)}`, home);
      at("back").title = question;
    }
    if (!light.asked) return;
    if (!marks.length) {
      at("shown").textContent = "The highlighted words no longer stand in this document.";
      return;
    }
    const quote = document.createElement("bdi");
    const label = document.createElement("span");
    label.textContent = "Highlighted: ";
    quote.textContent = `“${found.text.slice(light.from, light.to).replace(/\s+/g, " ")}”`;
    at("shown").append(label, quote);
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
      const link = document.createElement("a");
      link.href = source;
      link.rel = "noopener noreferrer";
      link.textContent = source;
      about.append(link);
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
})();
