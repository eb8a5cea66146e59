/**
 * Facts over time: one bar for each stretch of years, as a plain SVG that keyboards and screen readers can walk.
 *
 * One bar at a time is in the tab order; arrow keys, Home and End move along. Each is a link to the facts of its years.
 */

const SVG = "http://www.w3.org/2000/svg";
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]; // years that one bar may stand for
const MOST_BARS = 72;
const [HEIGHT, FOOT, GAP] = [96, 22, 2]; // px: the whole drawing, the years below it, the room between two bars

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** The first year of an EDTF date or interval; of a decade, its first; null where there is none. */
function yearOf(edtf) {
  const found = /^(\d{2}[\dX]{2})(?!\d)/.exec(edtf || "");
  return found ? Number(found[1].replaceAll("X", "0")) : null;
}

/** Bars in order, empty ones included: [{from, to, count}], years inclusive. */
export function bars(facts) {
  const years = facts.map((fact) => yearOf(fact.date)).filter((year) => year !== null);
  if (!years.length) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const step = STEPS.find((size) => (last - first) / size < MOST_BARS) || STEPS.at(-1);
  const start = Math.floor(first / step) * step;
  const counts = Array.from({ length: Math.floor((last - start) / step) + 1 }, () => 0);
  for (const year of years) counts[Math.floor((year - start) / step)] += 1;
  return counts.map((count, n) => ({ from: start + n * step, to: start + (n + 1) * step - 1, count }));
}

/**
 * Draws the bars into `figure`, and again whenever its width changes. `address({from, to})` is where a bar leads.
 * Fewer than two bars with facts tell nothing: the figure stays hidden.
 */
export function drawTimeline(figure, data, address) {
  figure.hidden = data.filter((bar) => bar.count).length < 2;
  figure.replaceChildren();
  figure.onkeydown = null;
  if (figure.hidden) return;
  const caption = document.createElement("figcaption");
  caption.textContent = data[0].from === data[0].to ? "Facts by year" : `Facts by ${data[0].to - data[0].from + 1} years`;
  figure.append(caption, drawing(data, figure.clientWidth, address));
  figure.onkeydown = (event) => walk(event, [...figure.querySelectorAll("a")]);
}

const named = ({ from, to }) => (from === to ? `${from}` : `${from}–${to}`);

function drawing(data, width, address) {
  const pitch = width / data.length;
  const tallest = Math.max(...data.map((bar) => bar.count));
  const room = HEIGHT - FOOT;
  const links = data.map((bar, n) => ({ bar, n })).filter(({ bar }) => bar.count).map(({ bar, n }, nth) => {
    const tall = Math.max(4, (room - 8) * (bar.count / tallest));
    const label = `${named(bar)}: ${bar.count} ${bar.count === 1 ? "fact" : "facts"}`;
    const x = n * pitch;
    const wide = Math.max(1, pitch - GAP);
    return svg("a", { href: address(bar), "aria-label": label, tabindex: nth ? -1 : 0 },
      svg("title", {}, label),
      svg("rect", { class: "reach", x, y: 0, width: pitch, height: room }),
      svg("rect", { class: "bar-of-facts", x: x + GAP / 2, y: room - tall, width: wide, height: tall, rx: Math.min(2, wide / 2) }));
  });
  const clear = (48 / pitch) * (data[0].to - data[0].from + 1); // years that a label takes up
  const round = STEPS.find((step) => step >= clear) || STEPS.at(-1);
  const years = data.map((bar, n) => ({ bar, x: (n + 0.5) * pitch }))
    .filter(({ bar, x }) => bar.from % round === 0 && x > 14 && x < width - 14)
    .map(({ bar, x }) => svg("text", { x, y: HEIGHT - 5 }, `${bar.from}`));
  return svg("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, role: "group", "aria-label": "Timeline; arrow keys move along it" },
    svg("line", { x1: 0, x2: width, y1: room + 0.5, y2: room + 0.5 }), svg("g", { "aria-hidden": "true" }, ...years), ...links);
}

function walk(event, links) {
  const here = links.indexOf(event.target.closest("a"));
  const rtl = getComputedStyle(links[0]).direction === "rtl" ? -1 : 1;
  const steps = { ArrowRight: here + rtl, ArrowLeft: here - rtl, Home: 0, End: links.length - 1 };
  const next = links[steps[event.key]];
  if (here < 0 || !next) return;
  event.preventDefault();
  links[here].setAttribute("tabindex", -1);
  next.setAttribute("tabindex", 0);
  next.focus();
}
