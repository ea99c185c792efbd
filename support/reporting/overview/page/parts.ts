import { anchorOf } from '../../anchors';
import type { Played } from '../columns';
import type { Shown } from '../verdicts';
import { html, Markup } from './markup';
import { lasting, type Mark, STATUSES, targetName } from './words';

/** A part of the page, with a heading that a reader may be sent to. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Markup;
}

/** A sign with its word: the word for eyes, too, unless it is `quiet`; then it is for those who listen. */
export function mark({ sign, word, tone }: Mark, quiet?: string): Markup {
  const said = quiet === undefined ? html` ${word}` : html`<span class="heard"> ${word} ${quiet}</span>`;
  return html`<span class="mark ${tone}"><span aria-hidden="true">${sign}</span>${said}</span>`;
}

/** A path as a link: whatever its folders are called. */
export function hrefOf(page: string): string {
  return page.split('/').map(encodeURIComponent).join('/');
}

/** A scenario's name, leading to its timeline where there is a page with it. */
export function scenarioLink({
  scenario,
  page,
}: Pick<Played, 'scenario'> & { page?: string | undefined }): Markup {
  const { name } = scenario;
  if (page === undefined) return html`${name}`;
  return html`<a href="${hrefOf(page)}${anchorOf(scenario)}">${name}</a>`;
}

/** Scenarios, each with what became of it on every target. */
export function scenarioList(scenarios: readonly Shown[], targets: readonly (string | undefined)[]): Markup {
  const items = scenarios.map(({ scenario, on }) => {
    const played = on.find((one) => one?.failure) ?? on.find((one) => one?.page !== undefined);
    const longest = Math.max(0, ...on.map((one) => one?.milliseconds ?? 0));
    const marks = on.map((one, index) =>
      mark(
        STATUSES[one?.status ?? 'unplayed'],
        targets.length === 1 ? '' : `on ${targetName(targets[index])}`,
      ),
    );
    return html`<li><span class="marks">${marks}</span><span>${scenarioLink({ scenario, page: played?.page })}
<small>${scenario.uri}:${scenario.line}${longest > 0 && `, ${lasting(longest)}`}</small></span></li>`;
  });
  return html`<ul class="scenarios">${items}</ul>`;
}

/** What a reader opens who wants to know more. */
export function folded(summary: string | Markup, content: Markup): Markup {
  return html`<details><summary>${summary}</summary>${content}</details>`;
}

/** A bar, as wide as its place. @param shares from 0 to 1, one class each, drawn over each other in this order */
export function bar(
  shares: readonly { readonly share: number; readonly tone: string }[],
  lines: readonly number[] = [],
): Markup {
  const at = (share: number) => Number((Math.min(1, Math.max(0, share)) * 100).toFixed(2));
  const grid = lines.map((share) => `<path class="grid" d="M${at(share)} 0V10"/>`);
  const rects = shares.map(
    ({ share, tone }) => `<rect class="${tone}" y="1" height="8" width="${at(share)}"/>`,
  );
  return new Markup(
    `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${[...grid, ...rects].join('')}</svg>`,
  );
}
