/** The parts that stand around the questions: launcher, panel or section, log, and the form to ask with. */
import { ICONS, bdi, el, icon } from "./dom.js";
import { spoken } from "./languages.js";

/**
 * {launcher, panel, log, intro, form, field, count, status}. `texts` has the host's `heading` and `intro` or null for the
 * usual ones; with `acts` {open, close} the chat is a panel behind a launcher, without it is inline and has no launcher.
 */
export function frame(view, texts, acts) {
  const { words, button } = view;
  const title = bdi(texts.heading || words.title);
  const { log, intro } = talk(view, texts.intro ?? words.intro, acts ? { tabindex: 0 } : {});
  const asking = form(words);
  const parts = { log, intro, ...asking, launcher: null };
  if (!acts) {
    const panel = el("section", { class: "panel", part: "panel", "aria-labelledby": "title" },
      el("h2", { id: "title", class: "hidden" }, title), log, asking.form);
    return { ...parts, panel };
  }
  const close = button(acts.close, { "aria-label": words.close, class: "close" }, icon(ICONS.close));
  const panel = el("dialog", { class: "panel", part: "panel", "aria-labelledby": "title" },
    el("header", { dir: "ltr" }, el("h2", { id: "title" }, title), close), log, asking.form);
  const launcher = button(acts.open, { class: "launcher", part: "launcher", "aria-haspopup": "dialog" },
    icon(ICONS.ask), el("span", null, words.launch));
  return { ...parts, panel, launcher };
}

/** The log. Every interface language is written left to right, whatever the host's page is. */
function talk(view, hello, more) {
  const intro = el("div", { class: "intro" }, hello ? el("p", null, bdi(hello)) : null, languageNote(view));
  return { intro, log: el("div", { class: "log", dir: "ltr", role: "log", "aria-label": view.words.log, ...more }, intro) };
}

/** Which language to ask in, where the documents' is not the interface's. */
function languageNote({ sourceLang, lang, words }) {
  if (spoken(sourceLang) === lang) return null;
  return el("p", null, words.language(new Intl.DisplayNames(lang, { type: "language" }).of(sourceLang)));
}

function form(words) {
  const field = el("textarea", {
    id: "field", rows: 1, dir: "auto", placeholder: words.label, enterkeyhint: "send", autocomplete: "off",
    "aria-describedby": "count",
  });
  const count = el("p", { id: "count", class: "count" });
  const status = el("p", { class: "status", role: "status" });
  return {
    field, count, status,
    form: el("form", { class: "ask", dir: "ltr", part: "form" },
      el("label", { for: "field", class: "hidden" }, words.label),
      el("div", { class: "field" }, field,
        el("button", { type: "submit", class: "send", part: "send" }, icon(ICONS.send), el("span", null, words.send))),
      count, el("div", { class: "foot" }, status, el("p", { class: "note" }, words.foot))),
  };
}
