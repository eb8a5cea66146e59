/**
 * The demonstration page: lists the documents, and asks the question that the address holds.
 *
 * `/?q=…` and `/#q=…` both ask at once. The page itself writes the latter, since what follows a # is sent to no server
 * and so stands in no log.
 */
import { encode, pathOf } from "./widget/addresses.js";
import { el } from "./widget/dom.js";

const home = new URL("..", import.meta.url);
const chat = document.querySelector("kotae-chat");
const list = document.getElementById("documents");

const asked = () =>
  new URLSearchParams(location.hash.slice(1)).get("q") || new URLSearchParams(location.search).get("q");

function askAddress() {
  const question = (asked() || "").trim();
  if (question) chat.ask(question);
}

async function listDocuments() {
  const say = (text) => list.replaceChildren(el("li", null, text));
  try {
    const response = await fetch(new URL("api/v1/documents", home));
    const { documents } = response.ok ? await response.json() : { documents: [] };
    if (!documents.length) return say("No documents yet.");
    return list.replaceChildren(...documents.map(({ id, title }) =>
      el("li", null, el("a", { href: new URL(`documents/${pathOf(id)}`, home), dir: "auto" }, title || id))));
  } catch {
    return say("The list cannot be reached just now.");
  }
}

document.getElementById("snippet").textContent = `<script src="${new URL("widget.js", home)}" defer></` + "script>";
chat.addEventListener("kotae-ask", ({ detail }) =>
  history.replaceState(null, "", `${home.pathname}#q=${encode(detail.question)}`));
addEventListener("hashchange", askAddress);
listDocuments();
askAddress();
