/** Calls of the service, and why one brought nothing. */

/** Why no answer came: `kind` names the words to show, `detail` is the service's own sentence, `wait` in seconds. */
export class Trouble extends Error {
  constructor(kind, { detail = null, wait = 0, fields = [] } = {}) {
    super(detail || kind);
    Object.assign(this, { kind, detail, wait, fields });
  }
}

export class Service {
  #base;
  #takesHistory = true;

  constructor(base) {
    this.#base = base;
  }

  /** The reply to a question; a service that knows no `history` is asked again without, and never sent it again. */
  async ask(question, turns, signal) {
    const history = this.#takesHistory && turns.length ? { history: turns } : {};
    try {
      return await this.#call("ask", { body: { question, ...history }, signal });
    } catch (error) {
      if (!history.history || !(error.fields || []).some((field) => /history/.test(field))) throw error;
      this.#takesHistory = false;
      return this.#call("ask", { body: { question }, signal });
    }
  }

  /** {questions, feedback}: questions that the documents answer, and whether judgements are kept. */
  suggestions(signal) {
    return this.#call("suggestions", { signal });
  }

  /** Keeps what a person thought of an answer, even while the page is being left. */
  keep(judgement) {
    return this.#call("feedback", { body: judgement, keepalive: true });
  }

  /** Parsed JSON, or a Trouble. */
  async #call(path, { body = null, signal = null, keepalive = false }) {
    const request = { signal, keepalive, headers: { Accept: "application/json" }, credentials: "omit" };
    if (body) {
      request.method = "POST";
      request.headers["Content-Type"] = "application/json";
      request.body = JSON.stringify(body);
    }
    let response;
    try {
      response = await fetch(new URL(`api/v1/${path}`, this.#base), request);
    } catch {
      throw new Trouble(navigator.onLine === false ? "offline" : "unreachable");
    }
    const data = await response.json().catch(() => null);
    if (response.ok && data) return data;
    throw refusal(response, data);
  }
}

function refusal(response, problem) {
  if (response.status === 429) return new Trouble("limited", { wait: Number(response.headers.get("Retry-After")) || 30 });
  if (response.status === 503) return new Trouble("unready");
  if (response.status >= 500 || !problem) return new Trouble("failed");
  const errors = Array.isArray(problem.errors) ? problem.errors : [];
  const detail = errors.map((error) => error.message).join(" ") || problem.detail || null;
  return new Trouble("refused", { detail, fields: errors.map((error) => String(error.field)) });
}
