import { randomBytes } from 'node:crypto';
import { PAGE_SCRIPT } from './party-page-script';

/** A page, and the policy by which a browser runs nothing but what is in it. */
export interface Page {
  readonly html: string;
  readonly policy: string;
}

/** The page of a player, or of the observer (no name), whose page has nothing to act with. The token stays in the address. */
export function playersPage(name: string | undefined): Page {
  return page(
    name ?? 'Observer',
    `<p id="health"></p>
<section id="fight" aria-label="Initiative" hidden><h2 id="round"></h2><ol id="initiative"></ol></section>
<div id="log" role="log" aria-label="What has happened" tabindex="0"></div>
<p id="note" role="status"></p>
${name === undefined ? '' : FORM}`,
    PAGE_SCRIPT,
  );
}

/** For somebody whose token is nobody's. */
export function nobodysPage(): Page {
  return page(
    'Not at this table',
    '<p role="alert">This link is not valid, or not any more. Ask your host for another one.</p>',
  );
}

const FORM = `<form id="act" autocomplete="off">
<label for="text">What do you do?</label>
<input id="text" maxlength="4000" required disabled>
<button id="send" disabled>Act</button>
</form>`;

const STYLE = `:root { color-scheme: light dark; --ink: #222; --paper: #fdfcf9; --faint: #555; --line: #8a8a8a; --own: #7a4fb5 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --paper: #1b1b1d; --faint: #b3b0a8; --own: #b794f4 } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1rem; color: var(--ink); background: var(--paper) }
#log { height: 50vh; overflow-y: auto; border: 1px solid var(--line); padding: 0 1rem; overflow-wrap: anywhere }
#log .private { border-left: 4px solid var(--own); padding-left: .75rem }
#log .system, #note { color: var(--faint) }
#initiative .current { font-weight: bold }
form { display: grid; gap: .25rem .5rem; grid-template-columns: 1fr auto }
label { grid-column: 1 / -1 }
input, button { font: inherit; padding: .4rem }`;

function page(title: string, body: string, script?: string): Page {
  const nonce = randomBytes(18).toString('base64url');
  const sources = `script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src data:; connect-src 'self'`;
  return {
    policy: `default-src 'none'; ${sources}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${body}${script === undefined ? '' : `\n<script nonce="${nonce}">${script}</script>`}
</body>
</html>
`,
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
