/**
 * The demonstration page: lists the documents, and asks the question that the address holds.
 *
 * `/?q=…` and `/#q=…` both ask at once. The page itself writes the latter, since what follows a # is sent to no server
 * and so stands in no log.
 */
(() => {
  "use strict";

  const home = new URL("..", document.currentScript.src);
  const chat = document.querySelector("kotae-chat");

  const asked = () =>
    new URLSearchParams(location.hash.slice(1)).get("q") || new URLSearchParams(location.search).get("q");

  function askAddress() {
    const question = (asked() || "").trim();
    if (question) chat.ask(question);
  }

  async function listDocuments() {
    const list = document.getElementById("documents");
    const say = (text) => {
      const line = document.createElement("li");
      line.textContent = text;
      list.replaceChildren(line);
    };
    try {
      const response = await fetch(new URL("api/v1/documents", home));
      if (!response.ok) return say("No documents yet.");
      const found = await response.json();
      const documents = found.documents || found;
      if (!documents.length) return say("No documents yet.");
      list.replaceChildren(...documents.map(({ id, title }) => {
        const line = document.createElement("li");
        const link = document.createElement("a");
        link.href = new URL(`documents/${customElements.get("kotae-chat").path(id)}`, home);
        link.dir = "auto";
        link.textContent = title || id;
        line.append(link);
        return line;
      }));
    } catch {
      say("The list cannot be reached just now.");
    }
    return undefined;
  }

  document.getElementById("snippet").textContent = `<script src="${new URL("widget.js", home)}" defer></` + "script>";
  chat.addEventListener("kotae-ask", ({ detail }) => {
    const tidy = detail.question.replace(/[\ud800-\udfff]/gu, "\ufffd");
    history.replaceState(null, "", `${new URL(home).pathname}#q=${encodeURIComponent(tidy)}`);
  });
  addEventListener("hashchange", askAddress);
  listDocuments();
  askAddress();
})();
