/** The languages that the interface speaks. One more is one more file like these three. */
import { ENGLISH } from "./english.js";
import { HINDI } from "./hindi.js";
import { JAPANESE } from "./japanese.js";

export const WORDS = { en: ENGLISH, hi: HINDI, ja: JAPANESE };

/** The interface language for a BCP 47 tag: its primary subtag where there are words for it, else English. */
export const spoken = (tag) => {
  const primary = (tag || "").toLowerCase().split("-")[0];
  return primary in WORDS ? primary : "en";
};
