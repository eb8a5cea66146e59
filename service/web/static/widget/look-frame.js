/** The look of launcher, panel and form. */
export const FRAME = `
.launcher{position:fixed;inset-block-end:var(--kotae-offset,1.25em);inset-inline-end:var(--kotae-offset,1.25em);
  z-index:2147483000;display:flex;gap:.6em;align-items:center;padding:.8em 1.25em;border-radius:2em;background:var(--a);
  color:var(--o);font-weight:600;box-shadow:0 4px 16px rgb(0 0 0/.25);border:1px solid transparent}
.launcher:focus-visible{border-radius:2em}
.panel{display:flex;flex-direction:column;background:var(--b)}
dialog.panel{position:fixed;inset:auto;inset-block-end:1.25em;inset-inline-end:1.25em;z-index:2147483000;margin:0;padding:0;
  inline-size:min(27em,100vw - 2.5em);block-size:min(44em,100vh - 2.5em);block-size:min(44em,100dvh - 2.5em);
  max-inline-size:none;max-block-size:none;border:1px solid var(--l);border-radius:var(--round);box-shadow:var(--shade);
  overflow:clip;color:inherit}
dialog.panel:not([open]){display:none}
dialog.panel:modal{inset:0;inline-size:100%;block-size:100%;border:0;border-radius:0}
dialog::backdrop{background:none}
header{display:flex;align-items:center;justify-content:space-between;gap:1em;padding-block:.75em;
  padding-inline:1.25em .75em;border-block-end:1px solid var(--l)}
h2{font-size:1.05em;line-height:1.3;font-weight:650}
header button{display:grid;place-items:center;inline-size:2.5em;block-size:2.5em;border-radius:.5em}
header button:hover{background:var(--r)}
.log{overflow-wrap:anywhere}
dialog .log{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:1.25em;min-block-size:6em}
.log:focus-visible{outline-offset:-.2em}
.intro{color:var(--m)}
.intro p{margin-block-end:1.2em}
.intro h3{font-size:.8em;font-weight:650;margin-block:0 .6em;letter-spacing:.02em}
.examples{display:flex;flex-wrap:wrap;gap:.5em;margin-block-end:1em}
.examples button{padding:.55em .9em;border:1px solid var(--l);border-radius:1.2em;text-align:start;color:var(--a);
  background:var(--b);line-height:1.35}
.examples button:hover{border-color:var(--a);background:var(--r)}
.ask{padding:.75em 1.25em .9em;background:var(--b)}
dialog .ask{border-block-start:1px solid var(--l)}
.field{display:flex;align-items:flex-end;gap:.5em;border:1px solid var(--edge);border-radius:var(--round);
  padding-block:.35em;padding-inline:.9em .35em;background:var(--b)}
.field:has(textarea:focus-visible){outline:.16em solid var(--a);outline-offset:-.1em}
.field:has([aria-invalid=true]){border-color:var(--warn);outline-color:var(--warn)}
textarea{flex:1;min-inline-size:0;border:0;outline:0;background:none;resize:none;padding:.45em 0;line-height:1.4;
  field-sizing:content;min-block-size:2.3em;max-block-size:9em;unicode-bidi:plaintext}
textarea::placeholder{color:var(--m);opacity:1}
.send{display:flex;align-items:center;gap:.4em;block-size:2.5em;padding-inline:1em;border-radius:calc(var(--round) - .3em);
  background:var(--a);color:var(--o);font-weight:600;border:1px solid transparent}
.send:hover,.launcher:hover{filter:brightness(1.12)}
.count{font-size:.8em;color:var(--m);text-align:end}
.count.over{color:var(--t);font-weight:600}
.intro p,.foot,.hint,.trouble p{text-wrap:pretty;word-break:auto-phrase}
.foot{font-size:.8em;color:var(--m);margin-block-start:.55em;min-block-size:1.55em}
.status:not(:empty)+.note{display:none}
:host([inline]) .ask{position:sticky;inset-block-end:0;padding-inline:0;z-index:1}
@media (max-width:30em){.send svg{display:none}}
@media (max-height:30em){:host([inline]) .ask{position:static}.note{display:none}}
`;
