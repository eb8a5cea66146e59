/** One question on the page: under way, then answered, refused, given up or set aside. */
import { bdi, el } from "./dom.js";
import { ReplyView } from "./reply.js";
import { Trouble } from "./service.js";

const SLOW_AFTER = 4000; // ms until a person is told that it takes long

/**
 * A question's place in the log. `view` has the words, the service, `button`, `later`, `say` (the live status), `feedback`,
 * and `again(question, {alone})`, which asks anew; `alone` is without the turns before.
 */
export class Turn {
  #view;
  #flight = new AbortController();
  #pending;
  #leant = false; // whether earlier turns were sent with it

  constructor(view, question, number) {
    const { words } = view;
    this.#view = view;
    this.question = question;
    this.#pending = el("div", { class: "pending" }, el("div", { class: "pulse", "aria-hidden": "true" }));
    this.place = el("article", { class: "turn", "aria-labelledby": `q${number}` },
      el("h3", { id: `q${number}`, dir: "auto" }, el("span", { class: "hidden" }, `${words.asked} `), bdi(question)),
      this.#pending);
  }

  /** Gives the question up: "stopped", "timeout", "replaced" by a later one, or "gone" with the chat. */
  abort(reason) {
    this.#flight.abort(reason);
  }

  /** The reply, or the Trouble that came instead. Says so while it takes long, and gives up after `limit` ms. */
  async run(turns, limit) {
    const { words, service, later, say, button } = this.#view;
    const { signal } = this.#flight;
    this.#leant = turns.length > 0;
    say(words.searching);
    const settle = [
      later(() => {
        say(words.slow);
        this.#pending.append(button(() => this.abort("stopped"), null, words.stop));
      }, SLOW_AFTER),
      later(() => this.abort("timeout"), limit),
    ];
    try {
      return await service.ask(this.question, turns, signal);
    } catch (error) {
      return signal.aborted ? new Trouble(signal.reason) : error;
    } finally {
      for (const stop of settle) stop();
    }
  }

  /** Shows what `run` gave; whether that was a reply. One of a shape that cannot be shown is the service's failure. */
  show(outcome) {
    if (outcome instanceof Error) return this.#end(this.#trouble(outcome), false);
    try {
      return this.#end(this.#reply(outcome), true);
    } catch {
      return this.#end(this.#trouble(new Trouble("failed")), false);
    }
  }

  #end(nodes, answered) {
    this.#pending.replaceWith(...nodes);
    return answered;
  }

  /** A later question has taken this one's place. */
  setAside() {
    this.#pending.replaceWith(el("p", { class: "aside" }, this.#view.words.replaced));
  }

  #reply(reply) {
    const row = this.#view.feedback.row(this.question, reply);
    return [this.#understood(reply.understood), ...new ReplyView(this.#view, this.question).nodes(reply, row)].filter(Boolean);
  }

  /** What the question was taken for, where that isn't what was asked; a follow-up can be asked as it was typed. */
  #understood(meant) {
    if (!meant || meant === this.question) return null;
    const { words, again, button } = this.#view;
    const act = () => again(this.question, { alone: true });
    return el("p", { class: "understood" }, `${words.understood} `, el("b", null, bdi(meant, this.#view.sourceLang)), " ",
      this.#leant ? button(act, { class: "plain" }, words.instead(this.question)) : null);
  }

  #trouble({ kind, detail, wait = 0 }) {
    const { words } = this.#view;
    if (kind === "stopped") return [el("p", { class: "aside" }, words.stopped)];
    const known = ["offline", "unreachable", "timeout", "limited", "unready", "refused"].includes(kind) ? kind : "failed";
    const seconds = Math.ceil(wait);
    const text = known === "limited" ? words.limited(seconds) : words[known];
    const own = detail ? el("p", { dir: "auto", lang: "en" }, detail) : null;
    return [el("div", { class: "trouble" }, el("p", null, text), own, known === "refused" ? null : this.#retry(seconds))];
  }

  /** A button that asks again, held for so many seconds, which it counts down for those who see it. */
  #retry(seconds) {
    const { words, again, button, later } = this.#view;
    const act = () => {
      this.place.remove();
      again(this.question);
    };
    const left = el("span", { class: "wait", "aria-hidden": "true" });
    const retry = button(act, null, words.retry, left);
    const tick = (n) => {
      left.textContent = n > 0 ? ` (${n})` : "";
      retry.disabled = n > 0;
      if (n > 0) later(() => tick(n - 1), 1000);
    };
    tick(seconds);
    return retry;
  }
}
