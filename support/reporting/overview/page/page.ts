import { createHash } from 'node:crypto';
import { columnsOf } from '../columns';
import { type Promised, readPromises } from '../promises';
import type { Run } from '../run';
import type { Saboteurs } from '../sabotage';
import type { Past } from '../trend';
import { matrixOf } from '../verdicts';
import { html, Markup } from './markup';
import { missing } from './missing';
import { broken, promises } from './promises';
import { saboteurs } from './saboteurs';
import { STYLE } from './style';
import { summary } from './summary';
import { durations, starts, waits } from './times';
import { trend } from './trend';

/** What the overview shows. */
export interface Shown {
  readonly runs: readonly Run[];
  /** What `npm run sabotage` found out, where somebody has tried. */
  readonly saboteurs?: Saboteurs | undefined;
  /** The last runs, this one among them; none: the page has no such section. */
  readonly pasts?: readonly Past[];
  /** The promises of the suite, unless others are given. */
  readonly promised?: readonly Promised[];
}

/**
 * Lays out the overview. It stands alone: no script, nothing from the network, and a policy in it that lets the browser refuse both.
 * @returns a whole HTML document
 */
export function overviewOf({ runs, saboteurs: known, pasts = [], promised = readPromises() }: Shown): string {
  const matrix = matrixOf(promised, columnsOf(runs));
  const { columns } = matrix;
  const sections = [
    broken(matrix),
    promises(matrix),
    missing(columns),
    saboteurs(known),
    waits(columns, promised),
    starts(columns),
    durations(columns),
    pasts.length > 0 && trend(pasts),
  ].flatMap((one) => one || []);
  const style = createHash('sha256').update(STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${style}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>What was promised, and what holds</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>
<h1>What was promised, and what holds</h1>
${summary(matrix)}
<nav aria-label="On this page"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<main id="main">
${sections.map(
  ({ id, title, content }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${content}</section>
`,
)}
</main>
<footer><p>A promise is judged by the scenarios that were played, on the target that they were played on. Made by Gauntlet from cucumber's messages.</p></footer>
</body>
</html>
`.text;
}
