/*!
 * Kotae: a chat that answers from documents, with the exact words it took each answer from.
 *
 *   <script src="https://kotae.example/widget.js" defer></script>
 *
 * puts a button in the corner of the page. Attributes of the script: data-mode ("launcher", the default; "inline", where
 * the script stands; "manual", nothing until the page makes a <kotae-chat> itself), data-lang (en, hi, ja; else the
 * page's), data-title, data-intro (the first words), data-theme ("light" or "dark"; else the reader's), data-source-lang (the documents' language).
 * A page that holds <kotae-chat> or <kotae-chat inline> already gets no second one.
 *
 * The host's Content-Security-Policy needs `script-src` and `connect-src` with this script's origin, nothing more: no
 * text is ever read as markup, and the styles are a constructed sheet inside the shadow root.
 *
 * The service joins the modules beside this one into that script when it starts.
 */
import { KotaeChat, TAG } from "./chat.js";
import { el } from "./dom.js";
import { SCRIPT } from "./home.js";

/** Makes the element that the script's attributes ask for, unless the page has one. */
function embed() {
  const { mode = "launcher", lang, title, intro, theme, sourceLang } = SCRIPT.dataset;
  if (mode === "manual" || document.querySelector(TAG)) return;
  const chat = el(TAG, { inline: mode === "inline", lang, heading: title, intro, theme, "source-lang": sourceLang });
  if (mode === "inline" && document.body.contains(SCRIPT)) SCRIPT.after(chat);
  else document.body.append(chat);
}

if (!customElements.get(TAG)) {
  customElements.define(TAG, KotaeChat);
  if (SCRIPT) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", embed, { once: true });
    else embed();
  }
}
