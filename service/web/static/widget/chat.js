/** The element: launcher and panel or inline, the log of questions, the field to ask in. */
import { bdi, el } from "./dom.js";
import { Feedback } from "./feedback.js";
import { frame } from "./frame.js";
import { HOME } from "./home.js";
import { WORDS, spoken } from "./languages.js";
import { STYLE } from "./look.js";
import { Service } from "./service.js";
import { Turn } from "./turn.js";

export const TAG = "kotae-chat";

const LIMIT = 1000; // code points of a question, as the service counts them
const GIVE_UP_AFTER = 20000; // ms until a question is given up; attribute `timeout` (seconds) says otherwise
const TURNS_SENT = 3; // earlier turns that a follow-up question may lean on

/**
 * The chat. Attributes, read when it first enters a page: `inline`, `lang`, `heading`, `intro`, `theme`, `base` (the service's
 * address, else the script's), `timeout` (seconds), `source-lang`. Methods: ask(question), open(), close().
 * Events, which leave the shadow root: kotae-ask {question}, kotae-reply {question, reply}.
 */
export class KotaeChat extends HTMLElement {
  #root = null;
  #parts = {};
  #view = null; // what the parts of a turn need: words, languages, the service, buttons, timers
  #acts = new WeakMap(); // button -> what it does: one listener serves them all, and leaves with the element
  #life = null; // aborted when the element leaves the page; takes every listener with it
  #latest = null; // the question under way or last asked: a reply to any but the latest is dropped
  #asked = 0;
  #turns = []; // what was asked and answered, for follow-up questions
  #timers = new Set();
  #suggested = false;

  connectedCallback() {
    if (!this.#root) this.#build();
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.#root.addEventListener("click", (event) => this.#clicked(event), { signal });
    this.#root.addEventListener("keydown", (event) => this.#pressed(event), { signal });
    this.#root.addEventListener("input", () => this.#count(), { signal });
    this.#parts.form.addEventListener("submit", (event) => this.#submitted(event), { signal });
    this.#parts.panel.addEventListener("close", () => this.#closed(), { signal });
    addEventListener("pagehide", () => this.#view.feedback.flush(), { signal });
    if (this.#inline) this.#suggest();
  }

  disconnectedCallback() {
    this.#view.feedback.flush();
    this.#latest?.abort("gone");
    this.#latest = null;
    this.#life.abort();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  get #inline() {
    return this.hasAttribute("inline");
  }

  /** Opens the panel and moves the focus to the question; inline, only the latter. */
  open() {
    const { panel, launcher, field } = this.#parts;
    if (!this.#inline && !panel.open) {
      if (matchMedia("(max-width: 30em)").matches) panel.showModal();
      else panel.show();
      launcher.hidden = true;
      this.#suggest();
    }
    field.focus();
  }

  /** Closes the panel and gives the focus back to the button that opened it. */
  close() {
    if (!this.#inline && this.#parts.panel.open) {
      this.#parts.panel.close();
      this.#closed();
    }
  }

  #closed() {
    const { panel, launcher } = this.#parts;
    if (panel.open || !launcher.hidden) return;
    this.#view.feedback.flush();
    launcher.hidden = false;
    launcher.focus();
  }

  // ------------------------------------------------------------------------------------------------- building

  #build() {
    this.#root = this.attachShadow({ mode: "open" });
    this.#view = this.#viewed();
    this.#view.feedback = new Feedback(this.#view);
    const texts = { heading: this.getAttribute("heading"), intro: this.getAttribute("intro") };
    const acts = this.#inline ? null : { open: () => this.open(), close: () => this.close() };
    this.#parts = frame(this.#view, texts, acts);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(el("div", { class: "kotae", lang: this.#view.lang }, this.#parts.launcher, this.#parts.panel));
  }

  #viewed() {
    const declared = this.getAttribute("lang") || this.closest("[lang]")?.getAttribute("lang");
    const lang = spoken(declared || document.documentElement.lang);
    const base = this.hasAttribute("base") ? new URL(this.getAttribute("base"), document.baseURI).href : HOME;
    return {
      lang, base, words: WORDS[lang], root: this.#root, service: new Service(base),
      sourceLang: this.getAttribute("source-lang") || "en",
      away: !(this.#inline && new URL(base).origin === location.origin),
      button: (act, attributes, ...children) => this.#button(act, attributes, ...children),
      later: (act, ms) => this.#later(act, ms),
      say: (text) => (this.#parts.status.textContent = text),
      again: (question, how) => {
        this.ask(question, how);
        this.#parts.field.focus();
      },
    };
  }

  #button(act, attributes, ...children) {
    const button = el("button", { type: "button", ...attributes }, ...children);
    this.#acts.set(button, act);
    return button;
  }

  /** Acts in so many ms, unless the function that it gives is called before, or the chat has left the page. */
  #later(act, ms) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  // -------------------------------------------------------------------------------------------------- events

  #clicked(event) {
    const button = event.target.closest("button");
    if (button && !button.disabled) this.#acts.get(button)?.();
  }

  #pressed(event) {
    if (event.isComposing || event.keyCode === 229) return; // Enter and Escape belong to an input method then
    if (event.key === "Escape" && this.#parts.panel.open) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && !event.shiftKey && event.target === this.#parts.field) {
      event.preventDefault();
      this.#parts.form.requestSubmit();
    } else if (event.key === "Enter" && event.target.matches(".reason input")) {
      this.#acts.get(event.target.closest(".reason").querySelector(".done"))();
    }
  }

  #submitted(event) {
    event.preventDefault();
    const { field } = this.#parts;
    const question = field.value.trim();
    if (!question) {
      this.#view.say(this.#view.words.empty);
    } else if (Array.from(question).length > LIMIT) {
      this.#count(true);
    } else {
      field.value = "";
      this.#count();
      this.ask(question);
    }
    field.focus();
  }

  /** Counts gently: silent until the last 200 characters, and nothing that was typed or pasted is cut off. */
  #count(aloud = false) {
    const { field, count } = this.#parts;
    const { words, say } = this.#view;
    const left = LIMIT - Array.from(field.value.trim()).length;
    const over = left < 0;
    field.setAttribute("aria-invalid", String(over));
    count.className = over ? "count over" : "count";
    count.textContent = left > 200 ? "" : over ? words.over(-left) : words.left(left);
    if (aloud) say(count.textContent);
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // -------------------------------------------------------------------------------------------------- asking

  /** Asks; resolves when the reply, or why there is none, is shown, or when a later question took its place. */
  async ask(question, { alone = false } = {}) {
    this.#view.feedback.flush();
    this.#latest?.abort("replaced");
    const turn = new Turn(this.#view, question, ++this.#asked);
    this.#latest = turn;
    this.#parts.intro.hidden = true;
    this.#parts.log.append(turn.place);
    this.#reveal(turn.place);
    this.#emit("kotae-ask", { question });
    const limit = 1000 * this.getAttribute("timeout") || GIVE_UP_AFTER;
    const outcome = await turn.run(alone ? [] : this.#turns, limit);
    if (turn !== this.#latest) return turn.setAside();
    const shown = turn.show(outcome);
    this.#view.say("");
    this.#reveal(turn.place);
    return shown ? this.#remember(question, outcome) : undefined;
  }

  #remember(question, reply) {
    if (reply.answer) this.#turns.push({ question, answer: String(reply.answer.text) });
    this.#turns = this.#turns.slice(-TURNS_SENT);
    this.#emit("kotae-reply", { question, reply });
  }

  /** Scrolls just enough to read a turn: its start where it is long, all of it where it is short. */
  #reveal(place) {
    const room = this.#inline ? innerHeight : this.#parts.log.clientHeight;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const block = place.offsetHeight > 0.6 * room ? "start" : "nearest";
    place.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
  }

  /** Offers questions that the documents answer. Without any the chat is whole; asking will say what is wrong. */
  async #suggest() {
    if (this.#suggested) return;
    this.#suggested = true;
    const { questions = [], feedback: kept } = await this.#view.service.suggestions(this.#life.signal).catch(() => ({}));
    const { words, sourceLang, again, feedback } = this.#view;
    if (kept === false) feedback.off();
    if (!questions.length || !this.isConnected) return;
    this.#parts.intro.append(el("h3", null, words.examples), el("ul", { class: "examples" }, questions.map((question) =>
      el("li", null, this.#button(() => again(question), { lang: sourceLang }, bdi(question))))));
  }
}
