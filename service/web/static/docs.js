/**
 * The API's page: every call that openapi.json describes, with a form to try it and the shape of what comes back.
 */
import { reads, sketch } from "./schema.js";
import { el } from "./widget/dom.js";

const home = new URL("..", import.meta.url);
const at = (name) => document.getElementById(name);
const METHODS = ["get", "post", "put", "patch", "delete"];

/** The calls in their tags' order: {tag, calls: [{method, path, ...operation}]}. */
function grouped({ paths }) {
  const groups = new Map();
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS.filter((one) => item[one])) {
      const [tag = "Others"] = item[method].tags || [];
      groups.set(tag, [...(groups.get(tag) || []), { method, path, ...item[method] }]);
    }
  }
  return [...groups].map(([tag, calls]) => ({ tag, calls }));
}

/** A field for one parameter of the path or the query. */
function field({ name, in: where, required, description, schema }) {
  const known = { name: `${where}:${name}`, required: Boolean(required), autocomplete: "off" };
  const choices = (schema.anyOf || [schema]).find((one) => one.enum)?.enum;
  const input = choices
    ? el("select", known, el("option", { value: "" }, ""), choices.map((one) => el("option", null, String(one))))
    : el("input", { ...known, placeholder: schema.default === undefined || schema.default === null ? null : String(schema.default) });
  return el("label", null, el("span", null, name, required ? " (required)" : ""), input,
    description ? el("small", null, description) : null);
}

const bodySchema = (call) => call.requestBody?.content?.["application/json"]?.schema;

/** The address and the options of fetch that a filled form asks for. */
function request(call, form) {
  const filled = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
  let { path } = call;
  const query = new URLSearchParams();
  for (const [key, value] of filled) {
    const [where, name] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
    if (where === "path") path = path.replace(`{${name}}`, value.split("/").map(encodeURIComponent).join("/"));
    if (where === "query") query.set(name, value);
  }
  const headers = { Accept: "application/json" };
  if (call.security?.length && at("token").value) headers.Authorization = `Bearer ${at("token").value}`;
  const body = form.elements.body?.value.trim();
  if (body) headers["Content-Type"] = "application/json";
  const search = [...query].length ? `?${query}` : "";
  return { url: new URL(`${path.slice(1)}${search}`, home), options: { method: call.method.toUpperCase(), headers, body: body || undefined } };
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same call for a shell. The token is named, not shown. */
function curl({ url, options }) {
  const headers = Object.entries(options.headers).filter(([name]) => name !== "Accept")
    .map(([name, value]) => (name === "Authorization" ? `-H "Authorization: Bearer $KOTAE_ADMIN_TOKEN"` : `-H ${quoted(`${name}: ${value}`)}`));
  const method = options.method === "GET" ? [] : [`-X ${options.method}`];
  return ["curl", ...method, quoted(url.href), ...headers, ...(options.body ? [`-d ${quoted(options.body)}`] : [])].join(" ");
}

async function send(call, form, output) {
  const asked = request(call, form);
  const began = performance.now();
  output.replaceChildren(el("p", { role: "status" }, "Asking…"));
  let said;
  let text = "";
  try {
    const response = await fetch(asked.url, asked.options);
    text = await response.text();
    said = `${response.status} ${response.statusText} · ${Math.round(performance.now() - began)} ms`;
    text = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    said = said || "The service cannot be reached just now.";
  }
  output.replaceChildren(el("p", { role: "status" }, said), block("The call for a shell", curl(asked)), text ? block("The reply", text) : null);
}

const block = (name, text) => el("pre", { tabindex: 0, role: "group", "aria-label": name, dir: "ltr" }, text);

function shownCall(call, schemas) {
  const wanted = bodySchema(call);
  const output = el("div", { class: "output" });
  const form = el("form", { class: "try" }, (call.parameters || []).map(field),
    wanted ? el("label", { class: "wide" }, el("span", null, "Body"),
      el("textarea", { name: "body", rows: 4, spellcheck: "false" }, JSON.stringify(sketch(wanted, schemas), null, 2))) : null,
    el("div", { class: "buttons" }, el("button", { class: "button primary", type: "submit" }, "Send")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(call, form, output);
  });
  const ok = Object.entries(call.responses).find(([status]) => status.startsWith("2"));
  const shape = ok?.[1].content?.["application/json"]?.schema;
  return el("details", { class: "call", id: `${call.method}-${call.operationId}` },
    el("summary", null, el("b", { class: `method ${call.method}` }, call.method.toUpperCase()), " ",
      el("code", null, call.path), " ", el("span", null, call.summary)),
    call.security?.length ? el("p", { class: "kind" }, "Needs the admin token.") : null,
    form, output,
    wanted ? el("section", null, el("h3", null, "What it takes"), block(`What ${call.summary} takes`, reads(wanted, schemas))) : null,
    shape ? el("section", null, el("h3", null, `What it replies (${ok[0]})`), block(`What ${call.summary} replies`, reads(shape, schemas))) : null);
}

async function show() {
  const response = await fetch(new URL("openapi.json", home)).catch(() => null);
  const api = response?.ok ? await response.json() : null;
  if (!api) {
    at("about").textContent = "The description cannot be reached just now. Reload to try again.";
    return;
  }
  const schemas = api.components?.schemas || {};
  at("about").textContent = api.info.description || "";
  at("version").textContent = api.info.version;
  at("calls").replaceChildren(...grouped(api).map(({ tag, calls }) =>
    el("section", { "aria-label": tag }, el("h2", null, tag), calls.map((call) => shownCall(call, schemas)))));
  const named = at(location.hash.slice(1));
  if (named) named.open = true;
}

at("access").addEventListener("submit", (event) => event.preventDefault()); // Enter sends the token nowhere
show();
