/** A reply as nodes, the answer first. What is there on demand stays out of the live region. */
import { sourceAddress } from "./addresses.js";
import { ICONS, bdi, el, icon, marked } from "./dom.js";
import { excerpt, nearest, placeNames } from "./quotes.js";
import { amountText, dateText, typeText } from "./wording.js";

const SURE = [0.85, 0.6]; // from here "sure", "fairly sure"; below, "not sure"
const MOST_ITEMS = 10; // a longer list is cut, the rest shown on demand
const JOINER = "\u2060"; // keeps a picture on the line of the word before it
const MOST_CARDS = 2; // facts that an answer stands on and that are shown at once

/**
 * What a reply looks like to one reader: `words` and `lang` of the interface, `sourceLang` of the documents, `base` the
 * service's address, `away` whether links leave the page that the chat sits on.
 */
export class ReplyView {
  #view;
  #question;

  constructor(view, question) {
    this.#view = view;
    this.#question = question;
  }

  /** The nodes of a reply; `actions` are put at its end. */
  nodes(reply, actions) {
    const { answer } = reply;
    const passages = Array.isArray(reply.passages) ? reply.passages : [];
    const facts = Array.isArray(reply.facts) ? reply.facts : [];
    const said = reply.answerable && answer;
    const shown = said ? this.#answered(answer, passages, facts) : this.#silent(passages, facts);
    return [...shown.first.filter(Boolean), el("div", { "aria-live": "off" }, shown.rest, actions)];
  }

  #silent(passages, facts) {
    const { words } = this.#view;
    const near = passages.slice(0, 3).map((one) => this.#near(one));
    return {
      first: [el("p", { class: "answer long" }, words.nothing), near.length ? el("p", { class: "hint" }, words.hint) : null],
      rest: [
        this.#onDemand(words.nearest, "passages", near, true),
        this.#onDemand(words.related, "cards", facts.map((one) => this.#fact(one))),
      ],
    };
  }

  #answered(answer, passages, facts) {
    const { words } = this.#view;
    const quotes = (answer.citations || []).map((citation) => this.#quote(citation, passages, answer));
    const named = facts.filter((fact) => (answer.fact_ids || []).includes(fact.id));
    const cards = named.length <= MOST_CARDS ? named : [];
    const others = [...named, ...facts.filter((fact) => !named.includes(fact))].filter((fact) => !cards.includes(fact));
    return {
      first: [...this.#headline(answer), ...quotes.slice(0, 1)],
      rest: [
        cards.length ? [el("h4", { class: "hidden" }, words.facts),
          el("ul", { class: "cards" }, cards.map((fact) => this.#fact(fact)))] : null,
        this.#plan(answer),
        this.#onDemand(words.quotes, "quotes", quotes.slice(1).map((quote) => el("li", null, quote))),
        this.#onDemand(words.passages, "passages", passages.map((one) => this.#passage(one))),
        this.#onDemand(words.related, "cards", others.map((one) => this.#fact(one))),
      ].flat(),
    };
  }

  #headline(answer) {
    const text = String(answer.text);
    const items = Array.isArray(answer.items) && answer.items.length ? answer.items : null;
    if (answer.kind === "yesno") return [this.#yesOrNo(text), this.#sure(answer.confidence)];
    // A list whose text only repeats its items is shown as the list alone, and one of a single item as its text.
    const listed = answer.count === null && items?.length > 1;
    const alone = answer.count === null && items?.length === 1 && items[0] === text;
    const list = items && !alone ? this.#items(items, answer.citations || []) : null;
    return [listed ? null : this.#said(text), list, this.#sure(answer.confidence)].filter(Boolean);
  }

  #said(text) {
    const long = text.length > 60 ? "answer long" : "answer";
    return el("p", { class: long, dir: "auto", lang: this.#view.sourceLang }, text);
  }

  /** "Yes: …" as the word in the reader's language; the words after it are the quote's, which follows. */
  #yesOrNo(text) {
    const { words } = this.#view;
    const said = /^(yes|no)\b/i.exec(text)?.[1].toLowerCase();
    return said ? el("p", { class: "answer" }, words[said]) : this.#said(text);
  }

  /** The items; where each has a quote of its own, each leads to it. */
  #items(items, citations) {
    const lang = this.#view.sourceLang;
    const cited = citations.length === items.length;
    const lines = items.map((item, at) => el("li", null, cited ? this.#link(citations[at], [bdi(item)], false) : bdi(item)));
    const list = (some) => el("ul", { class: "items", lang }, some);
    if (lines.length <= MOST_ITEMS + 2) return list(lines);
    const rest = list(lines.slice(MOST_ITEMS));
    return el("div", null, list(lines.slice(0, MOST_ITEMS)),
      el("details", { class: "more rest", "aria-live": "off" },
        el("summary", null, this.#view.words.more(items.length)), rest));
  }

  #sure(confidence) {
    const { words } = this.#view;
    const level = confidence >= SURE[0] ? 0 : confidence >= SURE[1] ? 1 : 2;
    const explained = words.confidence(Math.round(100 * confidence));
    return el("p", { class: "sure", title: explained, "data-level": level },
      el("i", { "aria-hidden": "true" }, el("b")), words.sure[level], el("span", { class: "hidden" }, ` (${explained})`));
  }

  #quote(citation, passages, answer) {
    const passage = passages.find((one) => one.id === citation.passage_id);
    const shown = excerpt(citation, passage, answer.text);
    return el("figure", { class: "quote" },
      el("blockquote", { dir: "auto", lang: this.#view.sourceLang },
        shown.cutBefore ? "… " : null, marked(shown.text, shown.start, shown.marks), shown.cutAfter ? " …" : null),
      el("figcaption", { class: "place" }, this.#place(citation, passage)));
  }

  /** A link to these words that reads as the nearest heading, on which page, and what that stands under. */
  #place(span, passage) {
    const lang = this.#view.sourceLang;
    const names = passage ? placeNames(passage) : [];
    if (!names.length) return [this.#link(span, [this.#view.words.source]), this.#page(span)];
    const above = names.slice(0, -1);
    return [
      this.#link(span, [bdi(names.at(-1), lang)]), this.#page(span),
      above.length ? el("span", { class: "above" }, above.flatMap((name, at) => [at ? " › " : null, bdi(name, lang)])) : null,
    ];
  }

  #page({ page }) {
    return Number.isInteger(page) ? ` · ${this.#view.words.page(page)}` : null;
  }

  /** A passage that comes near, from there on where it does. Nothing of it is marked, since it is no answer. */
  #near(passage) {
    const { text, cutBefore } = nearest(passage);
    return el("li", null, el("p", { class: "place" }, this.#place(passage, passage)),
      el("p", { class: "words near", dir: "auto", lang: this.#view.sourceLang }, cutBefore ? "… " : null, text));
  }

  #passage(passage) {
    return el("li", null,
      el("p", { class: "place" }, this.#place(passage, passage)),
      el("p", { class: "words", dir: "auto", lang: this.#view.sourceLang },
        marked(passage.text, passage.start, passage.highlights || [])));
  }

  #fact(fact) {
    const { words, lang, sourceLang } = this.#view;
    const parties = fact.parties || [];
    const rows = [
      [words.date, fact.date && dateText(fact.date, lang)],
      [words.parties, parties.length ? parties.flatMap((one, at) => [at ? ", " : null, bdi(one, sourceLang)]) : null],
      [words.place, fact.place && bdi(fact.place, sourceLang)],
      [words.value, amountText(fact, lang)],
      [words.valid, fact.valid_until && dateText(fact.valid_until, lang)],
    ].filter(([, value]) => value);
    const type = typeText(fact.type, lang);
    const instrument = fact.instrument?.toLowerCase() === type.toLowerCase() ? null : fact.instrument;
    return el("li", { class: "card" },
      el("p", { class: "type" }, type, instrument ? [" · ", bdi(instrument, sourceLang)] : null),
      el("p", { class: "label", dir: "auto", lang: sourceLang }, String(fact.label)),
      rows.length ? el("dl", null, rows.map(([name, value]) => [el("dt", null, name), el("dd", null, value)])) : null,
      fact.evidence ? el("p", { class: "place" }, this.#link(fact.evidence, [words.source]), this.#page(fact.evidence)) : null);
  }

  /** How a list, a count or a comparison was worked out: the query over the facts, and how many rows it took in. */
  #plan({ plan, items, fact_ids: ids }) {
    if (!plan) return [];
    const { words } = this.#view;
    const rows = Math.max((ids || []).length, (items || []).length);
    return [el("details", { class: "more" }, el("summary", null, words.how),
      el("p", { class: "plan", dir: "auto", lang: "en" }, String(plan)),
      rows ? el("p", { class: "plan" }, words.counted(rows)) : null)];
  }

  /** A list behind a heading that opens on demand; nothing where there is nothing. */
  #onDemand(title, kind, entries, open = false) {
    if (!entries.length) return [];
    return [el("details", { class: "more", open }, el("summary", null, title(entries.length)),
      el(kind === "passages" ? "ol" : "ul", { class: kind }, entries))];
  }

  /** A link to the exact words in the source view; beside a chat on a foreign page it opens a tab of its own. */
  #link(span, children, pictured = true) {
    const href = sourceAddress(this.#view.base, span, this.#question);
    if (!this.#view.away) return el("a", { href }, children);
    return el("a", { href, target: "_blank", rel: "noopener" }, children, pictured ? [JOINER, icon(ICONS.away)] : null,
      el("span", { class: "hidden" }, ` ${this.#view.words.tab}`));
  }
}
