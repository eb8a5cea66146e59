/** What a person can do with an answer: copy it, and say whether it helped. */
import { sourceAddress } from "./addresses.js";
import { ICONS, el, icon } from "./dom.js";
import { placeNames } from "./quotes.js";

const MOST_WRITTEN = 1000; // characters of a reason

/** The row below an answer. `view` has the words, `button(act, attributes, ...children)`, `base` and `service`. */
export class Feedback {
  #view;
  #off = false; // whether the service keeps no judgements
  #unsent = null; // a "not helpful" whose reason a person may still be writing

  constructor(view) {
    this.#view = view;
  }

  /** Sends what is still unsent: a person who just goes on has said "no" all the same. */
  flush() {
    this.#unsent?.();
  }

  /** Asks for no judgement any more, of what is shown or comes. */
  off() {
    this.#off = true;
    for (const ask of this.#view.root.querySelectorAll(".vote")) ask.remove();
  }

  /** The row for one reply. */
  row(question, reply) {
    const { words, button } = this.#view;
    const said = el("span", { class: "said", role: "status" });
    const vote = (helpful) => () => {
      this.flush();
      ask.remove();
      const send = (comment) => this.#keep({ question, helpful, generation: reply.generation, ...comment }, said);
      if (helpful) send({});
      else row.after(this.#reason(send));
    };
    const ask = el("div", { class: "vote", role: "group", "aria-label": words.helpful },
      el("span", null, words.helpful),
      button(vote(true), null, icon(ICONS.up), words.yes), button(vote(false), null, icon(ICONS.down), words.no));
    const row = el("div", { class: "actions" }, this.#copying(reply, said), said, this.#off ? null : ask);
    return row;
  }

  /** Asks what was missing; the focus is in the field, so that a person can write at once. */
  #reason(send) {
    const { words, button } = this.#view;
    const field = el("input", { dir: "auto", maxlength: MOST_WRITTEN, autocomplete: "off" });
    const done = () => {
      const comment = field.value.trim();
      this.#unsent = null;
      form.remove();
      send(comment ? { comment } : {});
    };
    const form = el("div", { class: "reason" },
      el("label", null, words.comment, field), button(done, { class: "done" }, words.submit));
    this.#unsent = done;
    queueMicrotask(() => field.focus());
    return form;
  }

  async #keep(judgement, said) {
    try {
      await this.#view.service.keep(judgement);
      said.textContent = this.#view.words.thanks;
    } catch (error) {
      said.textContent = this.#view.words.unsaved;
      if (error.kind === "refused") this.off();
    }
  }

  #copying(reply, said) {
    const citation = reply.answer?.citations?.[0];
    if (!citation) return null;
    const { words, button } = this.#view;
    const act = async () => {
      const done = await this.#toClipboard(this.#copied(reply, citation));
      said.textContent = done ? words.copied : words.uncopied;
    };
    return button(act, null, icon(ICONS.copy), words.copy);
  }

  /** The answer, the words it stands on, and where they stand. */
  #copied({ answer, passages }, citation) {
    const passage = (passages || []).find((one) => one.id === citation.passage_id);
    const page = Number.isInteger(citation.page) ? this.#view.words.page(citation.page) : null;
    const place = [...(passage ? placeNames(passage) : []), page].filter(Boolean).join(" › ");
    const address = sourceAddress(this.#view.base, citation);
    return [answer.text, `“${citation.quote}”`, [place, address].filter(Boolean).join("\n")].join("\n\n");
  }

  /** The clipboard's own interface needs https; where it is missing or forbidden the old command may still do. */
  async #toClipboard(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const { root } = this.#view;
      const box = el("textarea", { class: "hidden", "aria-hidden": "true", tabindex: -1 });
      const focused = root.activeElement;
      root.append(box);
      box.value = text;
      box.select();
      const done = document.execCommand("copy");
      box.remove();
      focused?.focus();
      return done;
    }
  }
}
