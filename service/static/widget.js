/*!
 * Kotae: a chat that answers from documents, with the exact words it took each answer from.
 *
 *   <script src="https://kotae.example/widget.js" defer></script>
 *
 * puts a button in the corner of the page. Attributes of the script: data-mode ("launcher", the default; "inline", where
 * the script stands; "manual", nothing until the page makes a <kotae-chat> itself), data-lang (en, hi, ja; else the
 * page's), data-title, data-intro (the first words), data-theme ("light" or "dark"; else the reader's), data-source-lang (the documents' language).
 * A page that holds <kotae-chat> or <kotae-chat inline> already gets no second one.
 *
 * The host's Content-Security-Policy needs `script-src` and `connect-src` with this script's origin, nothing more: no
 * text is ever read as markup, and the styles are a constructed sheet inside the shadow root. Offsets that the service
 * gives count Unicode code points, so texts are cut as arrays of code points and never as JavaScript strings.
 */
(() => {
  "use strict";

  const TAG = "kotae-chat";
  if (customElements.get(TAG)) return;

  const script = document.currentScript;
  const HOME = new URL(".", script?.src || document.baseURI).href;

  const LIMIT = 1000; // code points of a question, as the service counts them
  const SLOW_AFTER = 4000; // ms until a person is told that it takes long
  const GIVE_UP_AFTER = 20000; // ms until the question is given up; attribute `timeout` (seconds) says otherwise
  const TURNS_SENT = 3; // earlier turns that a follow-up question may lean on
  const SURE = [0.85, 0.6]; // from here "sure", "fairly sure"; below, "not sure"
  const SHORT_QUOTE = 90; // a quote below this many characters is shown within its sentence

  // ---------------------------------------------------------------------------------------------------- words

  const WORDS = {
    en: {
      launch: "Ask a question",
      title: "Ask the documents",
      close: "Close",
      log: "Questions and answers",
      intro: "Ask in your own words. Every answer shows the exact words of the source that it was taken from.",
      language: (name) => `The documents are in ${name}: ask in ${name}.`,
      examples: "Try asking",
      label: "Your question",
      send: "Ask",
      stop: "Stop",
      left: (n) => `${n} characters left`,
      over: (n) => `${n} characters too many`,
      empty: "Write a question first.",
      searching: "Searching the documents…",
      slow: "Still searching. This takes longer than usual…",
      stopped: "Stopped.",
      replaced: "Set aside for your next question.",
      asked: "You asked:",
      sure: ["Sure", "Fairly sure", "Not sure"],
      confidence: (n) => `Of answers given with this confidence, about ${n} in 100 are right`,
      understood: "Showing results for:",
      nothing: "The source does not say.",
      nearest: (n) => `Nearest passages (${n})`,
      passages: (n) => `Passages (${n})`,
      facts: "Facts",
      related: (n) => `Related facts (${n})`,
      quotes: (n) => `More quotes (${n})`,
      how: "How this was worked out",
      source: "In the source",
      tab: "(opens in a new tab)",
      copy: "Copy answer",
      copied: "Copied.",
      uncopied: "Copying is not allowed here.",
      helpful: "Was this helpful?",
      yes: "Yes",
      no: "No",
      comment: "What was missing? (optional)",
      submit: "Send",
      thanks: "Thank you.",
      unsaved: "Your feedback could not be kept.",
      date: "Date",
      parties: "Parties",
      place: "Place",
      value: "Value",
      valid: "Valid until",
      about: (text) => `about ${text}`,
      decade: (text) => `${text}s`,
      retry: "Try again",
      offline: "You are offline. Connect, then try again.",
      unreachable: "The service cannot be reached just now.",
      timeout: "No answer came in time.",
      limited: (n) => `Too many questions at once. Please wait ${n} s.`,
      unready: "The documents are not ready to be searched yet.",
      refused: "This question cannot be asked.",
      failed: "Something went wrong on the service's side.",
      foot: "A program finds these answers: check them against the quoted words.",
      types: {
        agreement: "Agreement", extension: "Extension", meeting: "Meeting", event: "Event", programme: "Programme",
        statistic: "Figure", funding: "Funding", facility: "Facility", person: "Person", body: "Body",
        publication: "Publication",
      },
    },
    hi: {
      launch: "प्रश्न पूछें",
      title: "दस्तावेज़ों से पूछें",
      close: "बंद करें",
      log: "प्रश्न और उत्तर",
      intro: "अपने शब्दों में पूछें। हर उत्तर के साथ स्रोत के ठीक वही शब्द दिखाए जाते हैं जिनसे वह लिया गया है।",
      language: (name) => `दस्तावेज़ ${name} में हैं: कृपया ${name} में पूछें।`,
      examples: "उदाहरण के प्रश्न",
      label: "आपका प्रश्न",
      send: "पूछें",
      stop: "रोकें",
      left: (n) => `${n} वर्ण शेष`,
      over: (n) => `${n} वर्ण अधिक हैं`,
      empty: "पहले प्रश्न लिखें।",
      searching: "दस्तावेज़ों में खोज जारी है…",
      slow: "खोज अभी जारी है। सामान्य से अधिक समय लग रहा है…",
      stopped: "रोक दिया गया।",
      replaced: "अगले प्रश्न के कारण छोड़ दिया गया।",
      asked: "आपने पूछा:",
      sure: ["पक्का", "लगभग पक्का", "पक्का नहीं"],
      confidence: (n) => `इतने भरोसे से दिए गए 100 उत्तरों में से लगभग ${n} सही होते हैं`,
      understood: "इसके परिणाम:",
      nothing: "स्रोत में इसका उत्तर नहीं है।",
      nearest: (n) => `सबसे निकट के अंश (${n})`,
      passages: (n) => `अंश (${n})`,
      facts: "तथ्य",
      related: (n) => `संबंधित तथ्य (${n})`,
      quotes: (n) => `और उद्धरण (${n})`,
      how: "यह उत्तर कैसे निकला",
      source: "स्रोत में देखें",
      tab: "(नए टैब में खुलता है)",
      copy: "उत्तर कॉपी करें",
      copied: "कॉपी हो गया।",
      uncopied: "यहाँ कॉपी करने की अनुमति नहीं है।",
      helpful: "क्या यह उपयोगी था?",
      yes: "हाँ",
      no: "नहीं",
      comment: "क्या कमी थी? (वैकल्पिक)",
      submit: "भेजें",
      thanks: "धन्यवाद।",
      unsaved: "आपकी राय सहेजी नहीं जा सकी।",
      date: "तिथि",
      parties: "पक्ष",
      place: "स्थान",
      value: "मान",
      valid: "मान्य (तक)",
      about: (text) => `लगभग ${text}`,
      decade: (text) => `${text} का दशक`,
      retry: "फिर कोशिश करें",
      offline: "आप ऑफ़लाइन हैं। कनेक्शन जोड़कर फिर कोशिश करें।",
      unreachable: "सेवा से अभी संपर्क नहीं हो पा रहा है।",
      timeout: "समय पर उत्तर नहीं मिला।",
      limited: (n) => `एक साथ बहुत से प्रश्न आए। कृपया ${n} सेकंड रुकें।`,
      unready: "दस्तावेज़ अभी खोज के लिए तैयार नहीं हैं।",
      refused: "यह प्रश्न पूछा नहीं जा सकता।",
      failed: "सेवा में कोई गड़बड़ी हुई।",
      foot: "ये उत्तर एक प्रोग्राम खोजता है: उद्धृत शब्दों से मिलाकर जाँच लें।",
      types: {
        agreement: "समझौता", extension: "विस्तार", meeting: "बैठक", event: "आयोजन", programme: "कार्यक्रम",
        statistic: "आँकड़ा", funding: "वित्तपोषण", facility: "सुविधा", person: "व्यक्ति", body: "निकाय",
        publication: "प्रकाशन",
      },
    },
    ja: {
      launch: "質問する",
      title: "資料に質問する",
      close: "閉じる",
      log: "質問と回答",
      intro: "ふだんの言葉で質問してください。回答には、根拠となる資料の原文をそのまま添えます。",
      language: (name) => `資料は${name}です。${name}で質問してください。`,
      examples: "質問の例",
      label: "質問",
      send: "質問する",
      stop: "中止",
      left: (n) => `残り${n}文字`,
      over: (n) => `${n}文字超過しています`,
      empty: "質問を入力してください。",
      searching: "資料を検索しています…",
      slow: "検索を続けています。通常より時間がかかっています…",
      stopped: "中止しました。",
      replaced: "次の質問のため中止しました。",
      asked: "質問：",
      sure: ["確実", "ほぼ確実", "不確実"],
      confidence: (n) => `この確信度の回答は、100件のうちおよそ${n}件が正解です`,
      understood: "次の質問への回答：",
      nothing: "資料には書かれていません。",
      nearest: (n) => `最も近い箇所（${n}件）`,
      passages: (n) => `該当箇所（${n}件）`,
      facts: "事実",
      related: (n) => `関連する事実（${n}件）`,
      quotes: (n) => `ほかの引用（${n}件）`,
      how: "回答の求め方",
      source: "原文を見る",
      tab: "（新しいタブで開きます）",
      copy: "回答をコピー",
      copied: "コピーしました。",
      uncopied: "ここではコピーできません。",
      helpful: "この回答は役に立ちましたか？",
      yes: "はい",
      no: "いいえ",
      comment: "足りなかったもの（任意）",
      submit: "送信",
      thanks: "ありがとうございます。",
      unsaved: "ご意見を保存できませんでした。",
      date: "日付",
      parties: "当事者",
      place: "場所",
      value: "数値",
      valid: "有効期限",
      about: (text) => `約${text}`,
      decade: (text) => `${text}年代`,
      retry: "もう一度試す",
      offline: "オフラインです。接続してからもう一度お試しください。",
      unreachable: "現在サービスに接続できません。",
      timeout: "時間内に回答がありませんでした。",
      limited: (n) => `質問が集中しています。${n}秒お待ちください。`,
      unready: "資料の検索はまだ準備中です。",
      refused: "この質問は受け付けられません。",
      failed: "サービス側で問題が起きました。",
      foot: "回答はプログラムが探したものです。引用された原文でご確認ください。",
      types: {
        agreement: "協定", extension: "延長", meeting: "会合", event: "行事", programme: "プログラム",
        statistic: "数値", funding: "資金", facility: "施設", person: "人物", body: "組織", publication: "刊行物",
      },
    },
  };

  /** The interface language for a BCP 47 tag: its primary subtag where there are words for it, else English. */
  const spoken = (tag) => {
    const primary = (tag || "").toLowerCase().split("-")[0];
    return primary in WORDS ? primary : "en";
  };

  // --------------------------------------------------------------------------------------- dates and amounts

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
  const dateText = (edtf, lang) =>
    String(edtf).split("/").map((day) => (day === ".." || day === "" ? "…" : dayText(day, lang))).join(" – ");

  /** A fact's value with its unit: "1 billion Japanese yen", "about 277 joint projects"; null where it has none. */
  function amountText(fact, lang) {
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
    return fact.approximate ? WORDS[lang].about(text) : text;
  }

  // ---------------------------------------------------------------------------------------------- DOM and text

  /** An element with attributes (null and false leave one out, true sets it empty) and children, strings as text. */
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  }

  /** A line drawing of 24 by 24, hidden from screen readers. */
  function icon(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }

  const ICONS = {
    ask: "M4 5h16v11H9l-5 4zM8 9h8M8 12h5",
    close: "M6 6l12 12M18 6L6 18",
    send: "M12 19V5M6 11l6-6 6 6",
    copy: "M9 9h11v11H9zM15 9V4H4v11h5",
    away: "M14 4h6v6M20 4l-9 9M17 14v6H4V7h6",
  };

  /** Text of a source or a person: isolated, so that its direction and control characters stay its own. */
  const bdi = (text, lang) => el("bdi", { lang }, String(text));

  /** The text as nodes, with the parts inside `spans` marked; the text begins at `start`, all in code points. */
  function marked(text, start, spans) {
    const points = Array.from(text);
    const inside = new Uint8Array(points.length);
    for (const span of spans) inside.fill(1, Math.max(0, span.start - start), Math.max(0, span.end - start));
    const nodes = [];
    for (let from = 0; from < points.length; ) {
      let to = from;
      while (to < points.length && inside[to] === inside[from]) to++;
      const piece = points.slice(from, to).join("");
      nodes.push(inside[from] ? el("mark", null, piece) : piece);
      from = to;
    }
    return nodes;
  }

  /** Words and numbers of a text, compared as a reader would ("16th" is 16), with their places in the string. */
  const tokensOf = (text) => [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((match) => ({
    word: match[0].toLowerCase().replace(/^(\d+)(st|nd|rd|th)$/, "$1"), from: match.index, to: match.index + match[0].length,
  }));

  /**
   * Where an answer's words stand in a quote that begins at `start`: a span in code points, or null. The words stand
   * close together, in any order: "16 February 2007" is found in "on February 16th, 2007".
   */
  function find(answer, quote, start) {
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
  function excerpt(citation, passage, answer) {
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

  /** Title and headings of a passage, outermost first, without one that repeats its neighbour. */
  const placeNames = ({ title, headings }) =>
    [title, ...(headings || [])].filter((name, at, all) => name && name !== all[at - 1]);

  /** A question for an address; a lone surrogate, which no address can hold, becomes U+FFFD. */
  const encode = (text) => encodeURIComponent(String(text).replace(/[\ud800-\udfff]/gu, "\ufffd"));

  /** A document's id for an address. It may hold slashes, which stay: many proxies refuse %2F. */
  const pathOf = (id) => String(id).split("/").map(encode).join("/");

  // ----------------------------------------------------------------------------------------------- suggestions

  /** A question that a fact answers, in the documents' language (English), or null. */
  function questionFrom(fact) {
    const label = String(fact.label || "").replace(/^the\s+/i, "");
    if (!label || label.length > 75 || /[\n:?]/.test(label) || fact.parties?.length === 1) return null;
    if (fact.type === "agreement" && fact.date) return `When was the ${label} signed?`;
    if ((fact.type === "meeting" || fact.type === "event") && fact.date) return `When was the ${label} held?`;
    return fact.type === "programme" ? `What is the ${label}?` : null;
  }

  /** Up to `count` questions, spread evenly over the facts, so that they come from different parts of the source. */
  function spread(questions, count) {
    const step = Math.max(1, questions.length / count);
    const chosen = new Set();
    for (let at = step / 2; at < questions.length && chosen.size < count; at += step) chosen.add(questions[Math.floor(at)]);
    return [...chosen];
  }

  // ------------------------------------------------------------------------------------------------------ style

  const LIGHT = `--bg:#fff;--raised:#f7f5f0;--text:#1d1c1a;--muted:#5d5a54;--line:#e0dbd1;--edge:#8b867c;
    --accent:#27408b;--on:#fff;--mark:#ffe798;--on-mark:#1d1c1a;--shade:0 12px 40px rgb(0 0 0/.22)`;
  const DARK = `--bg:#17191d;--raised:#212429;--text:#edebe6;--muted:#b0ada6;--line:#393d44;--edge:#7d818a;
    --accent:#aec4ff;--on:#11151f;--mark:#665208;--on-mark:#fff6d8;--shade:0 12px 40px rgb(0 0 0/.6)`;

  const STYLE = `
:host{all:initial;display:block;color-scheme:light dark;${LIGHT}}
:host([hidden]){display:none}
@media (prefers-color-scheme:dark){:host{${DARK}}}
:host([theme=light]){color-scheme:light;${LIGHT}}
:host([theme=dark]){color-scheme:dark;${DARK}}
*,*::before,*::after{box-sizing:border-box}
.kotae{--a:var(--kotae-accent,var(--accent));--o:var(--kotae-on-accent,var(--on));--b:var(--kotae-surface,var(--bg));
  --r:var(--kotae-raised,var(--raised));--t:var(--kotae-text,var(--text));--m:var(--kotae-muted,var(--muted));
  --l:var(--kotae-line,var(--line));--round:var(--kotae-radius,.75em);color:var(--t);text-align:start;
  font:var(--kotae-font-size,1em)/1.55 var(--kotae-font,system-ui,-apple-system,"Segoe UI","Noto Sans","Hiragino Sans",
  "Noto Sans JP","Noto Sans Devanagari",sans-serif)}
h2,h3,h4,p,ol,ul,dl,dd,figure,blockquote{margin:0;padding:0}
ol,ul{list-style:none}
button,textarea,input{font:inherit;color:inherit}
button{cursor:pointer;border:0;background:none;padding:0}
button:disabled{cursor:default;opacity:.6}
svg{inline-size:1.25em;block-size:1.25em;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;
  stroke-linejoin:round}
a{color:var(--a);text-underline-offset:.18em;text-decoration-thickness:.06em}
a:hover{text-decoration-thickness:.12em}
:focus-visible{outline:.16em solid var(--a);outline-offset:.14em;border-radius:.3em}
textarea:focus-visible{outline:0}
.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
.launcher{position:fixed;inset-block-end:var(--kotae-offset,1.25em);inset-inline-end:var(--kotae-offset,1.25em);
  z-index:2147483000;display:flex;gap:.6em;align-items:center;padding:.8em 1.25em;border-radius:2em;background:var(--a);
  color:var(--o);font-weight:600;box-shadow:0 4px 16px rgb(0 0 0/.25);border:1px solid transparent}
.launcher:focus-visible{border-radius:2em}
.panel{display:flex;flex-direction:column;background:var(--b)}
dialog.panel{position:fixed;inset:auto;inset-block-end:1.25em;inset-inline-end:1.25em;z-index:2147483000;margin:0;padding:0;
  inline-size:min(27em,100vw - 2.5em);block-size:min(44em,100vh - 2.5em);block-size:min(44em,100dvh - 2.5em);max-inline-size:none;max-block-size:none;
  border:1px solid var(--l);border-radius:var(--round);box-shadow:var(--shade);overflow:clip;color:inherit}
dialog.panel:not([open]){display:none}
dialog.panel:modal{inset:0;inline-size:100%;block-size:100%;border:0;border-radius:0}
dialog::backdrop{background:none}
header{display:flex;align-items:center;justify-content:space-between;gap:1em;padding:.75em .75em .75em 1.25em;
  padding-inline:1.25em .75em;border-block-end:1px solid var(--l)}
h2{font-size:1.05em;line-height:1.3;font-weight:650}
header button{display:grid;place-items:center;inline-size:2.5em;block-size:2.5em;border-radius:.5em}
header button:hover{background:var(--r)}
.log{overflow-wrap:anywhere}
dialog .log{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:1.25em;min-block-size:6em}
.log:focus-visible{outline-offset:-.2em}
.intro{color:var(--m)}
.intro p{margin-block-end:1.2em}
.intro h3{font-size:.8em;font-weight:650;margin-block:0 .6em;color:var(--m);letter-spacing:.02em}
.examples{display:flex;flex-wrap:wrap;gap:.5em}
.examples button{padding:.55em .9em;border:1px solid var(--l);border-radius:1.2em;text-align:start;color:var(--a);
  background:var(--b);line-height:1.35}
.examples button:hover{border-color:var(--a);background:var(--r)}
.turn{margin-block:1.75em;scroll-margin-block:1em}
.intro+.turn{margin-block-start:0}
.turn+.turn{border-block-start:1px solid var(--l);padding-block-start:1.75em}
.turn>h3{font-size:1em;font-weight:500;color:var(--m);white-space:pre-line;unicode-bidi:plaintext}
:host([inline]) :is(.turn,.log a,.log button,summary,input){scroll-margin-block:1em 8em}
.answer{font-size:1.65em;line-height:1.25;font-weight:650;letter-spacing:-.01em;margin-block:.3em .35em;white-space:pre-line}
.answer.long{font-size:1.25em;line-height:1.4;letter-spacing:0}
.items{margin-block:.5em .75em;padding-inline-start:1.25em;list-style:disc}
.items li{padding-block:.12em}
.items li::marker{color:var(--m)}
.sure{display:inline-flex;align-items:center;gap:.5em;font-size:.85em;color:var(--m)}
.sure i{display:flex;gap:.2em}
.sure i::before,.sure i::after,.sure i b{content:"";inline-size:.5em;block-size:.5em;border-radius:50%;
  border:.09em solid currentColor}
.sure i::before,.sure[data-level="1"] i b,.sure[data-level="0"] :is(b,i::after){background:currentColor}
.sure[data-level="0"] i::after{background:currentColor}
.quote{margin-block:1em;padding-inline-start:1em;border-inline-start:.2em solid var(--a)}
blockquote,.words{font-family:var(--kotae-quote-font,inherit);white-space:pre-line;unicode-bidi:plaintext}
mark{background:var(--kotae-mark,var(--mark));color:var(--kotae-on-mark,var(--on-mark));padding-inline:.08em;border-radius:.15em;
  -webkit-box-decoration-break:clone;box-decoration-break:clone}
figcaption,.place{font-size:.85em;color:var(--m);margin-block-start:.45em}
.place{margin-block:0 .25em}
a svg{inline-size:.85em;block-size:.85em;margin-inline-start:.3em;vertical-align:-.06em}
.more{margin-block:.75em}
summary{cursor:pointer;font-size:.9em;font-weight:600;color:var(--a);padding-block:.25em;inline-size:fit-content}
.more>:is(ol,ul,p){margin-block:.5em 1em}
.passages>li{padding-block:.75em;border-block-end:1px solid var(--l);font-size:.95em}
.passages>li:last-child{border:0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,15em),1fr));gap:.75em;margin-block:.9em}
.card{border:1px solid var(--l);border-radius:.6em;padding:.8em 1em;background:var(--r);font-size:.9em}
.card .type{font-size:.85em;color:var(--m)}
.card .label{font-weight:600;line-height:1.4;margin-block:.1em .5em}
dl{display:grid;grid-template-columns:auto 1fr;gap:.15em .9em;margin-block-end:.6em}
dt{color:var(--m)}
.actions{display:flex;flex-wrap:wrap;align-items:center;gap:.5em .75em;font-size:.85em;color:var(--m);margin-block-start:1em}
.actions button,.trouble button,.pending button,.reason button{display:inline-flex;align-items:center;gap:.45em;padding:.35em .8em;
  min-block-size:2.2em;border:1px solid var(--l);border-radius:.5em;color:var(--t);background:var(--b)}
:is(.actions,.trouble,.pending,.reason) button:hover:enabled{border-color:var(--a)}
.vote{display:flex;align-items:center;gap:.6em;margin-inline-start:auto}
.actions svg{inline-size:1.1em;block-size:1.1em}
.reason{display:flex;flex-wrap:wrap;gap:.5em;align-items:end;font-size:.85em;margin-block-start:.75em}
.reason label{flex:1 1 14em;color:var(--m)}
.reason input{display:block;inline-size:100%;margin-block-start:.25em;padding:.4em .6em;border:1px solid var(--edge);
  border-radius:.5em;background:var(--b);color:var(--t)}
.pending,.trouble,.aside{margin-block-start:.6em}
.trouble{border-inline-start:.2em solid #c9781b;padding-inline-start:1em}
.trouble button{margin-block-start:.6em}
.aside{color:var(--m);font-style:italic}
.pulse{block-size:.2em;inline-size:6em;border-radius:1em;background:var(--l);overflow:hidden;margin-block:.75em}
.pulse::before{content:"";display:block;block-size:100%;inline-size:40%;background:var(--a);border-radius:1em;
  animation:slide 1.4s ease-in-out infinite alternate}
@keyframes slide{from{margin-inline-start:0}to{margin-inline-start:60%}}
.ask{padding:.75em 1.25em .9em;background:var(--b)}
dialog .ask{border-block-start:1px solid var(--l)}
.field{display:flex;align-items:flex-end;gap:.5em;border:1px solid var(--edge);border-radius:var(--round);
  padding:.35em .35em .35em .9em;padding-inline:.9em .35em;background:var(--b)}
.field:has(textarea:focus-visible){outline:.16em solid var(--a);outline-offset:-.1em}
.field:has([aria-invalid=true]){border-color:#c0391b;outline-color:#c0391b}
textarea{flex:1;min-inline-size:0;border:0;outline:0;background:none;resize:none;padding:.45em 0;line-height:1.4;
  field-sizing:content;min-block-size:2.3em;max-block-size:9em;unicode-bidi:plaintext}
textarea::placeholder{color:var(--m);opacity:1}
.send{display:flex;align-items:center;gap:.4em;block-size:2.5em;padding-inline:1em;border-radius:calc(var(--round) - .3em);
  background:var(--a);color:var(--o);font-weight:600;border:1px solid transparent}
.send:hover,.launcher:hover{filter:brightness(1.12)}
.count{font-size:.8em;color:var(--m);text-align:end}
.count.over{color:var(--t);font-weight:600}
.foot{font-size:.8em;color:var(--m);margin-block-start:.55em;min-block-size:1.55em}
.status:not(:empty)+.note{display:none}
:host([inline]) .ask{position:sticky;inset-block-end:0;padding-inline:0;z-index:1}
:host([inline]) header{padding-inline:0;border:0}
@media (max-width:30em){.send svg{display:none}}
@media (max-height:30em){:host([inline]) .ask{position:static}.note{display:none}}
@media (prefers-reduced-motion:reduce){.pulse::before{animation:none;inline-size:100%;opacity:.5}}
@media (prefers-contrast:more){.kotae{--m:var(--t);--l:var(--t);--edge:var(--t)}mark{outline:1px solid}}
@media (forced-colors:active){.launcher,.send,.card,.quote,.trouble{border-color:CanvasText}
  .sure i::before,.sure i::after,.sure i b{forced-color-adjust:none;border-color:CanvasText;color:CanvasText}}
`;

  // ------------------------------------------------------------------------------------------------ the element

  /** Why no answer came: `kind` names the words to show, `detail` is the service's own sentence, `wait` in seconds. */
  class Trouble extends Error {
    constructor(kind, detail = null, wait = 0) {
      super(detail || kind);
      Object.assign(this, { kind, detail, wait });
    }
  }

  /**
   * The chat. Attributes, read when it first enters a page: `inline`, `lang`, `heading`, `intro`, `theme`, `base` (the service's
   * address, else the script's), `timeout` (seconds), `source-lang`. Methods: ask(question), open(), close().
   * Events, which leave the shadow root: kotae-ask {question}, kotae-reply {question, reply}.
   */
  class KotaeChat extends HTMLElement {
    #root = null;
    #parts = {};
    #words = WORDS.en;
    #lang = "en";
    #base = HOME;
    #acts = new WeakMap(); // button -> what it does: one listener serves them all, and leaves with the element
    #life = null; // aborted when the element leaves the page; takes every listener with it
    #flight = null; // the question under way
    #turn = 0; // numbers the questions: a reply to any but the latest is dropped
    #turns = []; // what was asked and answered, for follow-up questions
    #takesHistory = true;
    #unsent = null; // a "not helpful" whose reason a person may still be writing
    #timers = new Set();
    #suggested = false;

    /** An EDTF date in a person's words; `lang` is en, hi or ja. */
    static date = (edtf, lang) => dateText(edtf, spoken(lang));
    /** A fact's value and unit in a person's words, or null. */
    static amount = (fact, lang) => amountText(fact, spoken(lang));
    /** A document's id as part of an address. */
    static path = pathOf;
    /** What a fact's type is called. */
    static type = (type, lang) => WORDS[spoken(lang)].types[type] || type;

    connectedCallback() {
      if (!this.#root) this.#build();
      this.#life = new AbortController();
      const { signal } = this.#life;
      this.#root.addEventListener("click", (event) => this.#clicked(event), { signal });
      this.#root.addEventListener("keydown", (event) => this.#pressed(event), { signal });
      this.#root.addEventListener("input", () => this.#count(), { signal });
      this.#parts.form.addEventListener("submit", (event) => this.#submitted(event), { signal });
      this.#parts.panel.addEventListener("close", () => this.#closed(), { signal });
      addEventListener("pagehide", () => this.#flush(), { signal });
      if (this.#inline) this.#suggest();
    }

    disconnectedCallback() {
      this.#flush();
      this.#turn += 1;
      this.#flight?.abort("gone");
      this.#life.abort();
      for (const timer of this.#timers) clearTimeout(timer);
      this.#timers.clear();
    }

    get #inline() {
      return this.hasAttribute("inline");
    }

    get #sourceLang() {
      return this.getAttribute("source-lang") || "en";
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
      this.#flush();
      launcher.hidden = false;
      launcher.focus();
    }

    // ------------------------------------------------------------------------------------------------- building

    #build() {
      const declared = this.getAttribute("lang") || this.closest("[lang]")?.getAttribute("lang");
      this.#lang = spoken(declared || document.documentElement.lang);
      this.#words = WORDS[this.#lang];
      if (this.hasAttribute("base")) this.#base = new URL(this.getAttribute("base"), document.baseURI).href;
      const words = this.#words;
      const heading = this.getAttribute("heading") || words.title;
      const field = el("textarea", {
        id: "field", rows: 1, dir: "auto", placeholder: words.label, enterkeyhint: "send", autocomplete: "off",
        "aria-describedby": "count",
      });
      const count = el("p", { id: "count", class: "count" });
      const status = el("p", { class: "status", role: "status" });
      const dir = "ltr"; // of every interface language there is; where the chat sits follows the host's direction
      const hello = this.getAttribute("intro") ?? words.intro;
      const intro = el("div", { class: "intro" }, hello ? el("p", null, bdi(hello)) : null, this.#languageNote());
      const log = el("div", {
        class: "log", dir, role: "log", "aria-label": words.log, tabindex: this.#inline ? null : 0,
      }, intro);
      const form = el("form", { class: "ask", dir, part: "form" },
        el("label", { for: "field", class: "hidden" }, words.label),
        el("div", { class: "field" }, field,
          el("button", { type: "submit", class: "send", part: "send" }, icon(ICONS.send), el("span", null, words.send))),
        count,
        el("div", { class: "foot" }, status, el("p", { class: "note" }, words.foot)));
      const panel = el(this.#inline ? "section" : "dialog", { class: "panel", part: "panel", "aria-labelledby": "title" },
        el("header", { dir, class: this.#inline ? "hidden" : null }, el("h2", { id: "title" }, bdi(heading)),
          this.#inline ? null
            : this.#button(() => this.close(), { "aria-label": words.close, class: "close" }, icon(ICONS.close))),
        log, form);
      const launcher = this.#inline ? null
        : this.#button(() => this.open(), { class: "launcher", part: "launcher", "aria-haspopup": "dialog" },
          icon(ICONS.ask), el("span", null, words.launch));
      this.#parts = { field, count, status, intro, log, form, panel, launcher };
      this.#root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.append(el("div", { class: "kotae", lang: this.#lang }, launcher, panel));
    }

    /** Which language to ask in, where the documents' is not the interface's. */
    #languageNote() {
      if (spoken(this.#sourceLang) === this.#lang) return null;
      const name = new Intl.DisplayNames(this.#lang, { type: "language" }).of(this.#sourceLang);
      return el("p", null, this.#words.language(name));
    }

    #button(act, attributes, ...children) {
      const button = el("button", { type: "button", ...attributes }, ...children);
      this.#acts.set(button, act);
      return button;
    }

    #later(act, ms) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        act();
      }, ms);
      this.#timers.add(timer);
      return timer;
    }

    // -------------------------------------------------------------------------------------------------- events

    #clicked(event) {
      const button = event.target.closest("button");
      if (button && !button.disabled) this.#acts.get(button)?.(button);
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
      }
    }

    #submitted(event) {
      event.preventDefault();
      const { field } = this.#parts;
      const question = field.value.trim();
      if (!question) {
        this.#say(this.#words.empty);
        field.focus();
      } else if (Array.from(question).length > LIMIT) {
        field.focus();
        this.#count(true);
      } else {
        field.value = "";
        this.#count();
        this.ask(question);
        field.focus();
      }
    }

    /** Counts gently: silent until the last 200 characters, and nothing that was typed or pasted is cut off. */
    #count(aloud = false) {
      const { field, count } = this.#parts;
      const left = LIMIT - Array.from(field.value.trim()).length;
      const over = left < 0;
      field.setAttribute("aria-invalid", String(over));
      count.className = over ? "count over" : "count";
      count.textContent = left > 200 ? "" : over ? this.#words.over(-left) : this.#words.left(left);
      if (aloud) this.#say(count.textContent);
    }

    #say(text) {
      this.#parts.status.textContent = text;
    }

    #emit(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }

    // -------------------------------------------------------------------------------------------------- asking

    /** Asks; resolves when the reply, or why there is none, is shown, or when a later question took its place. */
    async ask(question) {
      this.#flush();
      this.#flight?.abort("replaced");
      const turn = ++this.#turn;
      const flight = new AbortController();
      this.#flight = flight;
      const pending = el("div", { class: "pending" }, el("div", { class: "pulse", "aria-hidden": "true" }));
      const place = el("article", { class: "turn", "aria-labelledby": `q${turn}` },
        el("h3", { id: `q${turn}`, dir: "auto" }, el("span", { class: "hidden" }, `${this.#words.asked} `), bdi(question)),
        pending);
      this.#parts.intro.hidden = true;
      this.#parts.log.append(place);
      this.#reveal(place);
      this.#say(this.#words.searching);
      this.#emit("kotae-ask", { question });
      const slow = this.#later(() => {
        this.#say(this.#words.slow);
        pending.append(this.#button(() => flight.abort("stopped"), null, this.#words.stop));
      }, SLOW_AFTER);
      const limit = 1000 * this.getAttribute("timeout") || GIVE_UP_AFTER;
      const late = this.#later(() => flight.abort("timeout"), limit);
      let shown;
      try {
        const reply = await this.#post(question, flight.signal);
        shown = this.#reply(question, reply);
        if (turn === this.#turn) this.#remember(question, reply);
      } catch (error) {
        shown = this.#trouble(question, flight.signal.aborted ? new Trouble(flight.signal.reason) : error, place);
      }
      for (const timer of [slow, late]) {
        clearTimeout(timer);
        this.#timers.delete(timer);
      }
      if (turn === this.#turn) {
        pending.replaceWith(...shown);
        this.#say("");
        this.#reveal(place);
      } else {
        pending.replaceWith(el("p", { class: "aside" }, this.#words.replaced));
      }
    }

    #remember(question, reply) {
      if (reply.answer) this.#turns.push({ question, answer: String(reply.answer.text) });
      this.#turns = this.#turns.slice(-TURNS_SENT);
      this.#emit("kotae-reply", { question, reply });
    }

    /** The reply to a question; a service that knows no `history` is asked again without, and never sent it again. */
    async #post(question, signal) {
      const history = this.#takesHistory && this.#turns.length ? { history: this.#turns } : {};
      try {
        return await this.#call("api/v1/ask", { body: { question, ...history }, signal });
      } catch (error) {
        if (!history.history || !(error.fields || []).some((field) => /history/.test(field))) throw error;
        this.#takesHistory = false;
        return this.#call("api/v1/ask", { body: { question }, signal });
      }
    }

    /** A call of the service: parsed JSON, or a Trouble. */
    async #call(path, { body = null, signal = null, keepalive = false } = {}) {
      const request = { signal, keepalive, headers: { Accept: "application/json" }, credentials: "omit" };
      if (body) {
        request.method = "POST";
        request.headers["Content-Type"] = "application/json";
        request.body = JSON.stringify(body);
      }
      let response;
      try {
        response = await fetch(new URL(path, this.#base), request);
      } catch {
        throw new Trouble(navigator.onLine === false ? "offline" : "unreachable");
      }
      const data = await response.json().catch(() => null);
      if (response.ok && data) return data;
      throw this.#refusal(response, data);
    }

    #refusal(response, problem) {
      const errors = Array.isArray(problem?.errors) ? problem.errors : [];
      const detail = errors.map((error) => error.message).join(" ") || problem?.detail || null;
      if (response.status === 429) {
        return new Trouble("limited", null, Number(response.headers.get("Retry-After")) || 30);
      }
      const kind = response.status === 503 ? "unready" : response.status < 500 && problem ? "refused" : "failed";
      const trouble = new Trouble(kind, kind === "refused" ? detail : null);
      trouble.fields = errors.map((error) => String(error.field));
      return trouble;
    }

    #trouble(question, error, place) {
      const words = this.#words;
      const kind = typeof words[error.kind] === "string" || error.kind === "limited" ? error.kind : "failed";
      if (kind === "stopped") return [el("p", { class: "aside" }, words.stopped)];
      const seconds = Math.ceil(error.wait || 0);
      const text = kind === "limited" ? words.limited(seconds) : words[kind];
      const again = this.#button(() => {
        place.remove();
        this.ask(question);
        this.#parts.field.focus();
      }, { disabled: seconds > 0 }, words.retry);
      if (seconds > 0) this.#later(() => (again.disabled = false), 1000 * seconds);
      const own = error.detail ? el("p", { dir: "auto", lang: "en" }, error.detail) : null;
      return [el("div", { class: "trouble" }, el("p", null, text), own, kind === "refused" ? null : again)];
    }

    /** Scrolls just enough to read a turn: its start where it is long, all of it where it is short. */
    #reveal(turn) {
      const room = this.#inline ? innerHeight : this.#parts.log.clientHeight;
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const block = turn.offsetHeight > 0.6 * room ? "start" : "nearest";
      turn.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
    }

    // --------------------------------------------------------------------------------------------- the reply

    /** A reply as nodes, the answer first. What is there on demand stays out of the live region. */
    #reply(question, reply) {
      const words = this.#words;
      const { answer } = reply;
      const passages = Array.isArray(reply.passages) ? reply.passages : [];
      const facts = Array.isArray(reply.facts) ? reply.facts : [];
      const link = (at, children) => this.#link(question, at, children);
      const aside = el("div", { "aria-live": "off" });
      if (!reply.answerable || !answer) {
        aside.append(...this.#onDemand(words.nearest, passages.slice(0, 3), "ol", (p) => this.#passage(p, link), true));
        aside.append(...this.#onDemand(words.related, facts, "ul", (f) => this.#fact(f, link)));
        aside.append(...this.#actions(question, reply, null));
        return [...this.#understood(reply), el("p", { class: "answer long" }, words.nothing), aside];
      }
      const citations = answer.citations || [];
      const quotes = citations.map((citation) => this.#quote(citation, passages, answer, link));
      const named = facts.filter((fact) => (answer.fact_ids || []).includes(fact.id));
      const few = named.length <= 2 ? named : [];
      if (few.length) {
        aside.append(el("h4", { class: "hidden" }, words.facts));
        aside.append(el("ul", { class: "cards" }, few.map((fact) => this.#fact(fact, link))));
      }
      const rest = [...named, ...facts.filter((fact) => !named.includes(fact))].filter((fact) => !few.includes(fact));
      aside.append(...this.#plan(answer.plan));
      aside.append(...this.#onDemand(words.quotes, quotes.slice(1), "ul", (quote) => el("li", null, quote)));
      aside.append(...this.#onDemand(words.passages, passages, "ol", (p) => this.#passage(p, link)));
      aside.append(...this.#onDemand(words.related, rest, "ul", (fact) => this.#fact(fact, link)));
      aside.append(...this.#actions(question, reply, citations[0]));
      return [...this.#understood(reply), ...this.#headline(answer), ...quotes.slice(0, 1), aside];
    }

    /** What the question was taken for, where that isn't what was asked. */
    #understood(reply) {
      if (!reply.understood) return [];
      return [el("p", { class: "aside understood" }, `${this.#words.understood} `, bdi(reply.understood))];
    }

    #headline(answer) {
      const text = String(answer.text);
      const items = Array.isArray(answer.items) && answer.items.length ? answer.items : null;
      const lang = this.#sourceLang;
      // A list whose text only repeats its items is shown as the list alone.
      const repeats = items && items.every((item) => text.includes(item));
      const head = items && repeats && items.length > 1 && answer.count === null ? null
        : el("p", { class: text.length > 60 ? "answer long" : "answer", dir: "auto", lang }, text);
      const list = items
        ? el("ul", { class: "items", lang }, items.map((item) => el("li", null, bdi(item)))) : null;
      return [head, list, this.#sure(answer.confidence)].filter(Boolean);
    }

    #sure(confidence) {
      const level = confidence >= SURE[0] ? 0 : confidence >= SURE[1] ? 1 : 2;
      const explained = this.#words.confidence(Math.round(100 * confidence));
      return el("p", { class: "sure", title: explained, "data-level": level },
        el("i", { "aria-hidden": "true" }, el("b")), this.#words.sure[level],
        el("span", { class: "hidden" }, ` (${explained})`));
    }

    #quote(citation, passages, answer, link) {
      const passage = passages.find((one) => one.id === citation.passage_id);
      const shown = excerpt(citation, passage, answer.text);
      const place = passage ? this.#place(passage) : [this.#words.source];
      return el("figure", { class: "quote" },
        el("blockquote", { dir: "auto", lang: this.#sourceLang },
          shown.cutBefore ? "… " : null, marked(shown.text, shown.start, shown.marks), shown.cutAfter ? " …" : null),
        el("figcaption", null, link(citation, place)));
    }

    #place(passage) {
      return placeNames(passage).flatMap((name, at) => [at ? " › " : null, bdi(name, this.#sourceLang)]);
    }

    #passage(passage, link) {
      return el("li", null,
        el("p", { class: "place" }, link(passage, this.#place(passage))),
        el("p", { class: "words", dir: "auto", lang: this.#sourceLang },
          marked(passage.text, passage.start, passage.highlights || [])));
    }

    #fact(fact, link) {
      const words = this.#words;
      const lang = this.#sourceLang;
      const rows = [
        [words.date, fact.date && dateText(fact.date, this.#lang)],
        [words.parties, (fact.parties || []).length ? fact.parties.flatMap((one, at) => [at ? ", " : null, bdi(one, lang)]) : null],
        [words.place, fact.place && bdi(fact.place, lang)],
        [words.value, amountText(fact, this.#lang)],
        [words.valid, fact.valid_until && dateText(fact.valid_until, this.#lang)],
      ].filter(([, value]) => value);
      const type = words.types[fact.type] || String(fact.type);
      const instrument = fact.instrument?.toLowerCase() === type.toLowerCase() ? null : fact.instrument;
      return el("li", { class: "card" },
        el("p", { class: "type" }, type, instrument ? [" · ", bdi(instrument, lang)] : null),
        el("p", { class: "label", dir: "auto", lang }, String(fact.label)),
        rows.length ? el("dl", null, rows.flatMap(([name, value]) => [el("dt", null, name), el("dd", null, value)])) : null,
        fact.evidence ? el("p", { class: "place" }, link(fact.evidence, [words.source])) : null);
    }

    /** How a list, a count or a comparison was worked out: the query over the facts. */
    #plan(plan) {
      if (!plan) return [];
      const text = typeof plan === "string" ? plan
        : Object.entries(plan).filter(([, value]) => value !== null && value !== "")
          .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`).join("; ");
      return [el("details", { class: "more" }, el("summary", null, this.#words.how),
        el("p", { dir: "auto", lang: "en" }, text))];
    }

    /** A list behind a heading that opens on demand; nothing where there is nothing. */
    #onDemand(title, things, tag, shown, open = false) {
      if (!things.length) return [];
      const kind = tag === "ol" ? "passages" : things[0].evidence ? "cards" : "quotes";
      return [el("details", { class: "more", open }, el("summary", null, title(things.length)),
        el(tag, { class: kind }, things.map(shown)))];
    }

    /** A link to the exact words in the source view; beside a chat on a foreign page it opens a tab of its own. */
    #link(question, { document_id: id, start, end }, children) {
      const href = new URL(`documents/${pathOf(id)}?start=${+start}&end=${+end}#q=${encode(question)}`, this.#base).href;
      if (this.#inline && new URL(this.#base).origin === location.origin) return el("a", { href }, children);
      return el("a", { href, target: "_blank", rel: "noopener" }, children, icon(ICONS.away),
        el("span", { class: "hidden" }, ` ${this.#words.tab}`));
    }

    // ---------------------------------------------------------------------------------------- copy and feedback

    #actions(question, reply, citation) {
      const words = this.#words;
      const said = el("span", { role: "status" });
      const copy = citation
        ? this.#button(() => this.#copy(reply.answer, citation, reply.passages, said), null, icon(ICONS.copy), words.copy)
        : null;
      const vote = (helpful) => () => {
        this.#flush();
        ask.remove();
        const send = (comment) => this.#feedback({ question, helpful, generation: reply.generation, ...comment }, said);
        if (helpful) send({});
        else row.after(this.#reason(send));
      };
      const yes = this.#button(vote(true), null, words.yes);
      const no = this.#button(vote(false), null, words.no);
      const ask = el("div", { class: "vote", role: "group", "aria-label": words.helpful },
        el("span", null, words.helpful), yes, no);
      const row = el("div", { class: "actions" }, copy, said, ask);
      return [row];
    }

    /** Asks what was missing. A person who just goes on has said "no" all the same: it is sent without a reason. */
    #reason(send) {
      const field = el("input", { dir: "auto", maxlength: LIMIT, autocomplete: "off" });
      const done = () => {
        const comment = field.value.trim();
        this.#unsent = null;
        form.remove();
        send(comment ? { comment } : {});
      };
      const form = el("div", { class: "reason" }, el("label", null, this.#words.comment, field),
        this.#button(done, null, this.#words.submit));
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.isComposing) done();
      }, { signal: this.#life.signal });
      this.#unsent = done;
      queueMicrotask(() => field.focus());
      return form;
    }

    #flush() {
      this.#unsent?.();
    }

    async #feedback(body, said) {
      try {
        await this.#call("api/v1/feedback", { body, keepalive: true });
        said.textContent = this.#words.thanks;
      } catch {
        said.textContent = this.#words.unsaved;
      }
    }

    async #copy(answer, citation, passages, said) {
      const passage = (passages || []).find((one) => one.id === citation.passage_id);
      const place = passage ? placeNames(passage).join(" › ") : "";
      const url = new URL(`documents/${pathOf(citation.document_id)}?start=${+citation.start}&end=${+citation.end}`, this.#base);
      const text = [answer.text, `“${citation.quote}”`, [place, url.href].filter(Boolean).join("\n")].join("\n\n");
      said.textContent = (await this.#toClipboard(text)) ? this.#words.copied : this.#words.uncopied;
    }

    /** The clipboard's own interface needs https; where it is missing or forbidden the old command may still do. */
    async #toClipboard(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        const box = el("textarea", { class: "hidden", "aria-hidden": "true", tabindex: -1 });
        const focused = this.#root.activeElement;
        this.#root.append(box);
        box.value = text;
        box.select();
        const done = document.execCommand("copy");
        box.remove();
        focused?.focus();
        return done;
      }
    }

    // -------------------------------------------------------------------------------------------- suggestions

    /** Offers questions that the ledger of facts can answer, else some over the headings, else none. */
    async #suggest() {
      if (this.#suggested) return;
      this.#suggested = true;
      const { signal } = this.#life;
      try {
        const { facts } = await this.#call("api/v1/facts?limit=100", { signal });
        const kinds = ["agreement", "meeting", "programme"].map((type) =>
          spread(facts.filter((fact) => fact.type === type).map(questionFrom).filter(Boolean), 2));
        const questions = [0, 1].flatMap((round) => kinds.map((list) => list[round])).filter(Boolean).slice(0, 4);
        this.#offer(questions.length ? questions : await this.#headings(signal));
      } catch {
        // Without suggestions the chat is whole; asking will say what is wrong.
      }
    }

    async #headings(signal) {
      const listed = await this.#call("api/v1/documents", { signal });
      const first = (listed.documents || listed)[0];
      if (!first) return [];
      const { headings } = await this.#call(`api/v1/documents/${pathOf(first.id)}`, { signal });
      const names = (headings || []).map((heading) => heading.text).filter((text) => text.length > 8 && text.length <= 60);
      return spread(names.map((name) => `What does it say about “${name.replace(/[\s:.]+$/, "")}”?`), 3);
    }

    #offer(questions) {
      if (!questions.length || !this.isConnected) return;
      const act = (question) => () => {
        this.ask(question);
        this.#parts.field.focus();
      };
      this.#parts.intro.append(el("h3", null, this.#words.examples),
        el("ul", { class: "examples" }, questions.map((question) =>
          el("li", null, this.#button(act(question), { lang: this.#sourceLang }, bdi(question))))));
    }
  }

  customElements.define(TAG, KotaeChat);

  // --------------------------------------------------------------------------------------------- embedding

  /** Makes the element that the script's attributes ask for, unless the page has one. */
  function embed() {
    const { mode = "launcher", lang, title, intro, theme, sourceLang } = script.dataset;
    if (mode === "manual" || document.querySelector(TAG)) return;
    const chat = el(TAG, { inline: mode === "inline", lang, heading: title, intro, theme, "source-lang": sourceLang });
    if (mode === "inline" && document.body.contains(script)) script.after(chat);
    else document.body.append(chat);
  }

  if (script) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", embed, { once: true });
    else embed();
  }
})();
