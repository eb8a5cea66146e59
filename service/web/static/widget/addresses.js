/** Addresses of the service's pages. */

/** A question for an address; a lone surrogate, which no address can hold, becomes U+FFFD. */
export const encode = (text) => encodeURIComponent(String(text).replace(/[\ud800-\udfff]/gu, "\ufffd"));

/** A document's id for an address. It may hold slashes, which stay: many proxies refuse %2F. */
export const pathOf = (id) => String(id).split("/").map(encode).join("/");

/** The source view at these words; with the question, from which it leads back. */
export function sourceAddress(base, { document_id: id, start, end }, question = null) {
  const back = question === null ? "" : `#q=${encode(question)}`;
  return new URL(`documents/${pathOf(id)}?start=${+start}&end=${+end}${back}`, base).href;
}
