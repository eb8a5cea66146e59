/**
 * The sheet inside the shadow root. A host sets its own colours and fonts by custom properties: --kotae-accent, --kotae-on-accent,
 * --kotae-surface, --kotae-raised, --kotae-text, --kotae-muted, --kotae-line, --kotae-mark, --kotae-on-mark, --kotae-font,
 * --kotae-font-size, --kotae-quote-font, --kotae-radius, --kotae-offset.
 */
import { FRAME } from "./look-frame.js";
import { REPLY } from "./look-reply.js";

const LIGHT = `--bg:#fff;--raised:#f7f5f0;--text:#1d1c1a;--muted:#5d5a54;--line:#e0dbd1;--edge:#8b867c;
  --accent:#27408b;--on:#fff;--mark:#ffe798;--on-mark:#1d1c1a;--warn:#b4570e;--shade:0 12px 40px rgb(0 0 0/.22)`;
const DARK = `--bg:#17191d;--raised:#212429;--text:#edebe6;--muted:#b0ada6;--line:#393d44;--edge:#7d818a;
  --accent:#aec4ff;--on:#11151f;--mark:#665208;--on-mark:#fff6d8;--warn:#eba65f;--shade:0 12px 40px rgb(0 0 0/.6)`;

const BASE = `
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
a,.plain{color:var(--a);text-decoration:underline;text-underline-offset:.18em;text-decoration-thickness:.06em}
a:hover,.plain:hover{text-decoration-thickness:.12em}
:focus-visible{outline:.16em solid var(--a);outline-offset:.14em;border-radius:.3em}
textarea:focus-visible{outline:0}
.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
mark{background:var(--kotae-mark,var(--mark));color:var(--kotae-on-mark,var(--on-mark));padding-inline:.08em;
  border-radius:.15em;-webkit-box-decoration-break:clone;box-decoration-break:clone}
`;

/** What a reader asks of every page: less motion, more contrast, their own colours. */
const WISHES = `
@media (prefers-reduced-motion:reduce){.pulse::before{animation:none;inline-size:100%;opacity:.5}}
@media (prefers-contrast:more){.kotae{--m:var(--t);--l:var(--t);--edge:var(--t)}mark{outline:1px solid}}
@media (forced-colors:active){.launcher,.send,.card,.quote,.trouble{border-color:CanvasText}
  .sure i::before,.sure i::after,.sure i b{forced-color-adjust:none;border-color:CanvasText;color:CanvasText}}
`;

export const STYLE = BASE + FRAME + REPLY + WISHES;
