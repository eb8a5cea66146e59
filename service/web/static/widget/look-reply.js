/** The look of questions, answers and what goes with them. */
export const REPLY = `
.turn{margin-block:1.75em;scroll-margin-block:1em}
.intro+.turn{margin-block-start:0}
.turn+.turn{border-block-start:1px solid var(--l);padding-block-start:1.75em}
.turn>h3{font-size:1em;font-weight:500;color:var(--m);white-space:pre-line;unicode-bidi:plaintext}
:host([inline]) :is(.turn,.log a,.log button,summary,input){scroll-margin-block:1em 8em}
.understood{font-size:.9em;color:var(--m);margin-block-start:.35em}
.understood b{color:var(--t);font-weight:600}
.answer{font-size:1.65em;line-height:1.25;font-weight:650;letter-spacing:-.01em;margin-block:.3em .35em;white-space:pre-line}
.answer.long{font-size:1.25em;line-height:1.4;letter-spacing:0}
.hint{color:var(--m);margin-block-end:.75em}
.near{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;color:var(--m)}
.items{margin-block:.5em .75em;padding-inline-start:1.25em;list-style:disc}
.items li{padding-block:.12em}
.items li::marker{color:var(--m)}
.items a{color:inherit;text-decoration-color:var(--edge)}
.items a:hover{color:var(--a)}
.rest[open]>summary{display:none}
.sure{display:inline-flex;align-items:center;gap:.5em;font-size:.85em;color:var(--m)}
.sure i{display:flex;gap:.2em}
.sure i::before,.sure i::after,.sure i b{content:"";inline-size:.5em;block-size:.5em;border-radius:50%;
  border:.09em solid currentColor}
.sure i::before,.sure:not([data-level="2"]) b,.sure[data-level="0"] i::after{background:currentColor}
.quote{margin-block:1em;padding-inline-start:1em;border-inline-start:.2em solid var(--a)}
blockquote,.words{font-family:var(--kotae-quote-font,inherit);white-space:pre-line;unicode-bidi:plaintext}
.place{font-size:.85em;color:var(--m);margin-block:0 .25em}
.quote .place{margin-block:.45em 0}
.above{display:block;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
a svg{inline-size:.85em;block-size:.85em;margin-inline-start:.3em;vertical-align:-.06em}
.more{margin-block:.6em}
summary{cursor:pointer;font-size:.9em;font-weight:600;color:var(--a);padding-block:.25em;inline-size:fit-content}
.more>:is(ol,ul,p){margin-block:.5em 1em}
.more>.plan{margin-block:.3em;font-size:.95em}
.passages>li{padding-block:.75em;border-block-end:1px solid var(--l);font-size:.95em}
.passages>li:last-child{border:0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,15em),1fr));gap:.75em;margin-block:.9em}
.card{border:1px solid var(--l);border-radius:.6em;padding:.8em 1em;background:var(--r);font-size:.9em}
.card .type{font-size:.85em;color:var(--m)}
.card .label{font-weight:600;line-height:1.4;margin-block:.1em .5em}
dl{display:grid;grid-template-columns:auto 1fr;gap:.15em .9em;margin-block-end:.6em}
dt{color:var(--m)}
.actions{display:flex;flex-wrap:wrap;align-items:center;gap:.5em .75em;font-size:.85em;color:var(--m);margin-block-start:1em}
:is(.actions,.trouble,.pending,.reason) button{display:inline-flex;align-items:center;gap:.45em;padding:.35em .8em;
  min-block-size:2.2em;border:1px solid var(--l);border-radius:.5em;color:var(--t);background:var(--b)}
:is(.actions,.trouble,.pending,.reason) button:hover:enabled{border-color:var(--a)}
.vote{display:flex;flex-wrap:wrap;align-items:center;gap:.4em .6em;margin-inline-start:auto}
.actions svg{inline-size:1.1em;block-size:1.1em}
.reason{display:flex;flex-wrap:wrap;gap:.5em;align-items:end;font-size:.85em;margin-block-start:.75em}
.reason label{flex:1 1 14em;color:var(--m)}
.reason input{display:block;inline-size:100%;margin-block-start:.25em;padding:.4em .6em;border:1px solid var(--edge);
  border-radius:.5em;background:var(--b);color:var(--t)}
.pending,.trouble,.aside{margin-block-start:.6em}
.trouble{border-inline-start:.2em solid var(--warn);padding-inline-start:1em}
.trouble button{margin-block-start:.6em}
.wait{font-variant-numeric:tabular-nums}
.aside{color:var(--m);font-style:italic}
.pulse{block-size:.2em;inline-size:6em;border-radius:1em;background:var(--l);overflow:hidden;margin-block:.75em}
.pulse::before{content:"";display:block;block-size:100%;inline-size:40%;background:var(--a);border-radius:1em;
  animation:slide 1.4s ease-in-out infinite alternate}
@keyframes slide{from{margin-inline-start:0}to{margin-inline-start:60%}}
`;
