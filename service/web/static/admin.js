/**
 * The operator's page: what is served, a rebuild with its progress, going back to another generation, what was asked in vain.
 *
 * The token stays in its field: it is sent with each change and kept nowhere.
 */
import { bdi, el } from "./widget/dom.js";

const home = new URL("..", import.meta.url);
const LOOK_EVERY = 500; // ms between two looks at a rebuild
const MOST_CHANGES = 50;
const MOST_GAPS = 20;
const at = (name) => document.getElementById(name);
const say = (text) => (at("said").textContent = text);

const when = (iso) => new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" }).format(new Date(iso));
const tally = (counts) => Object.entries(counts || {}).map(([what, n]) => `${n.toLocaleString("en")} ${n === 1 ? what.replace(/s$/, "") : what}`).join(", ");

/** A call of the API, with the token where one is written; an Error with the service's own sentence where it is refused. */
async function call(path, body) {
  const token = at("token").value;
  const request = { headers: { Accept: "application/json", ...(token && { Authorization: `Bearer ${token}` }) } };
  if (body) {
    request.method = "POST";
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(new URL(`api/v1/${path}`, home), request);
  } catch {
    throw new Error("The service cannot be reached just now.");
  }
  const data = await response.json().catch(() => null);
  if (!response.ok || !data) throw new Error(data?.detail || "The service could not do it.");
  return data;
}

function row(name, ...value) {
  return [el("dt", null, name), el("dd", null, ...value)];
}

async function show() {
  let index;
  try {
    index = await call("index");
  } catch (error) {
    say(error.message);
    return;
  }
  at("served").replaceChildren(
    ...row("Generation", el("code", null, index.id)), ...row("Built", when(index.built_at)),
    ...row("Model", index.model.name), ...row("Holds", tally(index.counts)),
    ...(index.trouble ? row("Trouble", index.trouble) : []),
    ...(index.failure ? row("Last build", index.failure.error || `The rebuild was ${index.failure.state}.`) : []));
  tellFailing(index.failure?.failing || []);
  at("sources").replaceChildren(...index.sources.map(({ title, source, digest }) =>
    el("li", null, bdi(title), el("span", { class: "kind" }, bdi(source), ` · SHA-256 ${digest.slice(0, 12)}…`))));
  at("previous").replaceChildren(...(index.previous.length ? index.previous.map(other) : [el("li", { class: "none" }, "None yet.")]));
}

function other({ id, built_at: built }) {
  const button = (label, act) => {
    const made = el("button", { class: "button", type: "button" }, label, el("span", { class: "hidden" }, `: ${id}`));
    made.addEventListener("click", () => change(act));
    return made;
  };
  const serve = async () => {
    await call("index/rollback", { generation: id });
    say(`Generation ${id} is served again.`);
  };
  return el("li", null, el("span", null, el("code", null, id), ` built ${when(built)}`),
    el("span", { class: "buttons" }, button("What changed", () => compare(id)), button("Serve again", serve)));
}

/** Lists the passages and facts that differ between an earlier generation and the served one. */
async function compare(id) {
  const { facts, passages } = await call(`index/diff?${new URLSearchParams({ a: id, b: "current" })}`);
  const line = (what, text) => ({ change, before, after }) =>
    el("li", null, bdi(text(after || before)), el("span", { class: "kind" }, `${what} ${change}`));
  const lines = [...facts.map(line("fact", (fact) => fact.label)), ...passages.map(line("passage", ({ text }) => cut(text)))];
  at("changes").replaceChildren(...lines.slice(0, MOST_CHANGES));
  at("differing").hidden = false;
  const more = lines.length > MOST_CHANGES ? `; the first ${MOST_CHANGES} are listed` : "";
  say(lines.length ? `Since ${id}: ${tally({ facts: facts.length, passages: passages.length })} changed${more}.` : `Nothing differs from ${id}.`);
}

const several = (n, what) => (n ? `${n.toLocaleString("en")} ${what}` : null);

/** A group of similar questions: who met it, what they asked, what they missed. */
function gap({ questions: [first, ...alike], unanswered, disliked, comments, last }) {
  const met = [several(unanswered, "unanswered"), several(disliked, "disliked"), `last ${when(last)}`].filter(Boolean);
  return el("li", null, el("p", { dir: "auto" }, first), el("p", { class: "kind" }, met.join(" · ")),
    alike.length ? el("ul", { class: "alike" }, alike.map((question) => el("li", { dir: "auto" }, question))) : null,
    comments.map((comment) => el("blockquote", { dir: "auto" }, comment)));
}

async function listGaps() {
  const { gaps, total } = await call(`gaps?limit=${MOST_GAPS}`);
  at("gaps").replaceChildren(...(gaps.length ? gaps.map(gap) : [el("li", { class: "none" }, "Nobody asked in vain.")]));
  at("list-gaps").textContent = "List them anew";
  say(total > gaps.length ? `The ${gaps.length} that most people met, of ${total.toLocaleString("en")}, are listed.` : "");
}

const cut = (text) => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

/** Does what needs the token, the page's buttons held meanwhile; says what went wrong, and shows what is served after. */
async function change(act) {
  if (!at("change").reportValidity()) return;
  const buttons = [...document.querySelectorAll("button")];
  for (const button of buttons) button.disabled = true;
  try {
    await act();
    await show();
  } catch (error) {
    say(error.message);
  }
  at("progress").hidden = true;
  for (const button of buttons) button.disabled = false;
}

async function rebuild() {
  let job = await call("index/rebuild", { force: at("force").checked });
  at("progress").hidden = false;
  while (job.state === "queued" || job.state === "running") {
    say(job.stage ? `Rebuilding: ${job.stage}…` : "Rebuilding…");
    at("progress").value = job.progress;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    job = await call(`index/jobs/${encodeURIComponent(job.id)}`);
  }
  tellFailing(job.failing || []);
  if (job.state !== "succeeded") throw new Error(job.error || `The rebuild was ${job.state}.`);
  say(job.changed === false ? "Nothing had changed." : `Built generation ${job.generation}: ${tally(job.counts)}.`);
}

/** Of a build that was rejected: the questions that it would answer wrong and the served one answers right. */
function tellFailing(failing) {
  at("failing").hidden = !failing.length;
  at("failed").replaceChildren(...failing.map((line) => el("li", { dir: "auto" }, line)));
}

at("list-gaps").addEventListener("click", () => change(listGaps));
at("change").addEventListener("submit", (event) => {
  event.preventDefault();
  change(rebuild);
});
show();
