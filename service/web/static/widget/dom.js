/** Elements and text. Text of any origin reaches the page through here, as text nodes alone. */

/** An element with attributes (null and false leave one out, true sets it empty) and children: lists are opened, strings are text. */
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

/** A line drawing of 24 by 24, hidden from screen readers. */
export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const ICONS = {
  ask: "M4 5h16v11H9l-5 4zM8 9h8M8 12h5",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  away: "M14 4h6v6M20 4l-9 9M17 14v6H4V7h6",
  up: "M7 11v9H3v-9zM7 11l4-8a2.5 2.5 0 0 1 3 3l-1 4h6a2 2 0 0 1 2 2.4l-1.4 6A2 2 0 0 1 17.6 20H7",
  down: "M17 13V4h4v9zM17 13l-4 8a2.5 2.5 0 0 1-3-3l1-4H5a2 2 0 0 1-2-2.4l1.4-6A2 2 0 0 1 6.4 4H17",
};

/** Text of a source or a person: isolated, so that its direction and control characters stay its own. */
export const bdi = (text, lang) => el("bdi", { lang }, String(text));

/** The text as nodes, with the parts inside `spans` marked; the text begins at `start`, all in code points. */
export function marked(text, start, spans) {
  const points = Array.from(text);
  const inside = new Uint8Array(points.length);
  for (const span of spans) inside.fill(1, Math.max(0, span.start - start), Math.max(0, span.end - start));
  const nodes = [];
  for (let from = 0; from < points.length; ) {
    let to = from;
    while (to < points.length && inside[to] === inside[from]) to++;
    const piece = points.slice(from, to).join("");
    nodes.push(inside[from] ? el("mark", null, piece) : piece);
    from = to;
  }
  return nodes;
}
