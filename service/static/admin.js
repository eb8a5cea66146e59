/**
 * The operator's page: what is served, a rebuild with its progress, and going back to an earlier generation.
 *
 * The token stays in its field: it is sent with each change and kept nowhere.
 */
import { bdi, el } from "./widget/dom.js";

const home = new URL("..", import.meta.url);
const LOOK_EVERY = 500; // ms between two looks at a rebuild
const at = (name) => document.getElementById(name);
const say = (text) => (at("said").textContent = text);

const when = (iso) => new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" }).format(new Date(iso));
const tally = (counts) => Object.entries(counts || {}).map(([what, n]) => `${n.toLocaleString("en")} ${n === 1 ? what.replace(/s$/, "") : what}`).join(", ");

/** A call of the API; an Error with the service's own sentence where it is refused. */
async function call(path, body) {
  const request = { headers: { Accept: "application/json" } };
  if (body) {
    request.method = "POST";
    request.headers = { ...request.headers, "Content-Type": "application/json", Authorization: `Bearer ${at("token").value}` };
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
    ...row("Model", index.model.name), ...row("Holds", tally(index.counts)));
  at("sources").replaceChildren(...index.sources.map(({ title, source, digest }) =>
    el("li", null, bdi(title), el("span", { class: "kind" }, bdi(source), ` · SHA-256 ${digest.slice(0, 12)}…`))));
  at("previous").replaceChildren(...(index.previous.length ? index.previous.map(earlier) : [el("li", null, "None yet.")]));
}

function earlier({ id, built_at: built }) {
  const button = el("button", { class: "button", type: "button" }, "Serve again", el("span", { class: "hidden" }, `: ${id}`));
  button.addEventListener("click", () => change(async () => {
    await call("index/rollback", { generation: id });
    say(`Generation ${id} is served again.`);
  }));
  return el("li", null, el("span", null, el("code", null, id), ` built ${when(built)}`), button);
}

/** Does one change, the page's buttons held meanwhile; says what went wrong, and shows what is served after. */
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
  if (job.state !== "succeeded") throw new Error(job.error || `The rebuild was ${job.state}.`);
  say(job.changed === false ? "Nothing had changed." : `Built generation ${job.generation}: ${tally(job.counts)}.`);
}

at("change").addEventListener("submit", (event) => {
  event.preventDefault();
  change(rebuild);
});
show();
