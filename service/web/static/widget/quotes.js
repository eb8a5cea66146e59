/** What to show of the words that an answer stands on. Offsets count code points, as everywhere in Kotae. */

const SHORT_QUOTE = 90; // a quote below this many characters is shown within its sentence

/** Words and numbers of a text, compared as a reader would ("16th" is 16), with their places in the string. */
const tokensOf = (text) => [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((match) => ({
  word: match[0].toLowerCase().replace(/^(\d+)(st|nd|rd|th)$/, "$1"), from: match.index, to: match.index + match[0].length,
}));

/**
 * Where an answer's words stand in a quote that begins at `start`: a span in code points, or null. The words stand
 * close together, in any order: "16 February 2007" is found in "on February 16th, 2007".
 */
export function find(answer, quote, start) {
  const wanted = tokensOf(answer).map(({ word }) => word);
  const tokens = tokensOf(quote);
  for (let size = wanted.length; wanted.length && size <= wanted.length + 2; size++) {
    for (let at = 0; at + size <= tokens.length; at++) {
      const words = tokens.slice(at, at + size);
      if (!wanted.every((word) => words.some((token) => token.word === word))) continue;
      const from = start + Array.from(quote.slice(0, words[0].from)).length;
      return { start: from, end: from + Array.from(quote.slice(words[0].from, words[size - 1].to)).length };
    }
  }
  return null;
}

/**
 * What to show of a citation: {text, start, marks, cutBefore, cutAfter}. A short quote stands within its sentence,
 * itself marked; in a long one the answer's own words are marked, else the passage's highlights.
 */
export function excerpt(citation, passage, answer) {
  const { start, end, quote } = citation;
  if (!passage || passage.start > start || passage.end < end || end - start >= SHORT_QUOTE) {
    // To mark nearly all of it would point at nothing.
    const tells = (span) => Math.min(span.end, end) - Math.max(span.start, start) < 0.8 * (end - start);
    const own = find(answer, quote, start);
    return { text: quote, start, marks: (own ? [own] : passage?.highlights || []).filter(tells) };
  }
  const points = Array.from(passage.text);
  const reach = 2 * SHORT_QUOTE;
  const closes = (at) => points[at] === "\n" || (/[.!?]/.test(points[at]) && /\s/.test(points[at + 1] || " "));
  let from = start - passage.start;
  let to = end - passage.start;
  const [first, last] = [from, to];
  while (from > 0 && first - from < reach && !closes(from - 1)) from--;
  while (to < points.length && to - last < reach && !closes(to - 1)) to++;
  const cutBefore = from > 0 && !closes(from - 1);
  const cutAfter = to < points.length && !closes(to - 1);
  if (cutBefore) while (from < first && !/\s/.test(points[from])) from++;
  if (cutAfter) while (to > last && !/\s/.test(points[to - 1])) to--;
  while (from < first && /\s/.test(points[from])) from++;
  return {
    text: points.slice(from, to).join(""), start: passage.start + from, marks: [citation], cutBefore, cutAfter,
  };
}

/** The words of a passage from where it comes nearest to a question, as its first highlight tells: {text, cutBefore}. */
export function nearest({ text, start, highlights }) {
  const from = Math.max(0, (highlights?.[0]?.start ?? start) - start);
  return { text: Array.from(text).slice(from).join(""), cutBefore: from > 0 };
}

/** Title and headings of a passage, outermost first, without one that repeats its neighbour. */
export const placeNames = ({ title, headings }) =>
  [title, ...(headings || [])].filter((name, at, all) => name && name !== all[at - 1]);
