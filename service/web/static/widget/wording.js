/** Dates and amounts of facts in a person's words. */
import { WORDS, spoken } from "./languages.js";

/** One EDTF date at its own precision in a person's words; what is not understood is shown as it stands. */
function dayText(edtf, lang) {
  const decade = /^(\d{2})(\d)?X+$/.exec(edtf);
  if (decade) return WORDS[lang].decade(decade[1] + (decade[2] || "0") + "0");
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%])?$/.exec(edtf);
  if (!parts) return edtf;
  const [, year, month, day, doubt] = parts;
  const moment = new Date(0);
  moment.setUTCFullYear(+year, month ? month - 1 : 0, day ? +day : 1);
  if ((month && moment.getUTCMonth() !== month - 1) || (day && moment.getUTCDate() !== +day)) return edtf;
  const text = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
    timeZone: "UTC", year: "numeric", month: month && "long", day: day && "numeric",
  }).format(moment);
  return doubt ? WORDS[lang].about(text) : text;
}

/** An EDTF date or interval in a person's words, such as "8 May 2021 – 9 May 2021". */
export const dateText = (edtf, lang) =>
  String(edtf).split("/").map((day) => (day === ".." || day === "" ? "…" : dayText(day, spoken(lang)))).join(" – ");

/** A fact's value with its unit: "1 billion Swiss francs", "about 40 boats"; null where it has none. */
export function amountText(fact, lang) {
  if (typeof fact.value !== "number") return null;
  const large = Math.abs(fact.value) >= 1e6;
  const style = large ? { notation: "compact", compactDisplay: "long", maximumFractionDigits: 6 } : {};
  const unit = fact.unit || "";
  const money = /^[A-Z]{3}$/.test(unit) && Intl.supportedValuesOf?.("currency").includes(unit);
  let text;
  if (money) {
    const named = { style: "currency", currency: unit, currencyDisplay: "name", minimumFractionDigits: 0 };
    text = new Intl.NumberFormat(lang, { ...named, maximumFractionDigits: 2, ...style }).format(fact.value);
  } else {
    text = `${new Intl.NumberFormat(lang, style).format(fact.value)} ${unit}`.trim();
  }
  return fact.approximate ? WORDS[spoken(lang)].about(text) : text;
}

/** What a type of fact is called. */
export const typeText = (type, lang) => WORDS[spoken(lang)].types[type] || String(type);
