/** A document's text cut into blocks: headings, items, tables, prose. Nothing of it is changed or lost. */

const ITEM = /^[^\S\n]*(?:[•◦▪‣∙·*–-]|\d{1,3}[.)]|\([a-z\d]{1,3}\))[^\S\n]+(?=\S)/;
const TABLE = /\S(?: {3,}|\t+)\S.*\n.*\S(?: {3,}|\t+)\S|^\s*\|.*\|\s*$/m;

/** units[n] is the index in the string at which code point n begins; the last entry is the string's length. */
export function unitsOf(text) {
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
export function blocksOf(text, headings) {
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
export function outline({ text, title, headings }, units) {
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
