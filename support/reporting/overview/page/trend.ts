import type { Mark, Past } from '../trend';
import { html, Markup } from './markup';
import { folded, type Section } from './parts';
import { counted, lasting, moment, targetName } from './words';

/** So many runs are drawn. */
const LAST = 30;
const PARTS = [
  ['passed', 'good'],
  ['flaky', 'flaky'],
  ['failed', 'bad'],
  ['unverifiable', 'unknown'],
] as const;

interface Point extends Mark {
  readonly began: number;
}

/** How the last runs on each target went. */
export function trend(pasts: readonly Past[]): Section {
  const targets = [...new Set(pasts.flatMap(({ targets: own }) => own.map(({ target }) => target)))];
  const content = targets.map((target) => {
    const points = pasts
      .flatMap(({ began, targets: own }) =>
        own.filter((one) => one.target === target).map((one) => ({ began, ...one })),
      )
      .slice(-LAST);
    return html`<h3>On ${targetName(target || undefined)}</h3>${figures(points, targetName(target || undefined))}`;
  });
  return { id: 'trend', title: 'The last runs', content: html`${content}` };
}

function figures(points: readonly Point[], name: string): Markup {
  const most = Math.max(1, ...points.map((one) => PARTS.reduce((sum, [part]) => sum + one[part], 0)));
  const longest = Math.max(1, ...points.map(({ milliseconds }) => milliseconds));
  const results = points.map((one) => PARTS.map(([part, tone]) => ({ share: one[part] / most, tone })));
  const times = points.map((one) => [{ share: one.milliseconds / longest, tone: 'strong' }]);
  const last = points.at(-1);
  return html`<figure>${columns(results, `Results of the last ${counted(points.length, 'run')} on ${name}`)}
<figcaption>Scenarios of each run, oldest first, up to ${most}: passed, flaky, failed, not verifiable. The last: ${last && inWords(last)}.</figcaption></figure>
<figure>${columns(times, `Time of the last ${counted(points.length, 'run')} on ${name}`)}
<figcaption>What each took, up to ${lasting(longest)}.</figcaption></figure>
${folded('The same in figures', table(points, name))}`;
}

function inWords(one: Mark): string {
  return PARTS.flatMap(([part]) =>
    one[part] > 0 ? [`${one[part]} ${part === 'unverifiable' ? 'not verifiable' : part}`] : [],
  ).join(', ');
}

/** One column for each run, its parts one upon the other. */
function columns(all: readonly (readonly { share: number; tone: string }[])[], label: string): Markup {
  const width = 100 / Math.max(10, all.length);
  const rects = all.flatMap((parts, index) => {
    let top = 100;
    return parts.map(({ share, tone }) => {
      const height = share * 100;
      top -= height;
      const [x, y, w, h] = [index * width + width * 0.1, top, width * 0.8, height].map((one) =>
        one.toFixed(2),
      );
      return height > 0 ? `<rect class="${tone}" x="${x}" y="${y}" width="${w}" height="${h}"/>` : '';
    });
  });
  return html`<svg class="plot" viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label="${label}">${new Markup(`<path class="grid" d="M0 100H100M0 50H100M0 0H100"/>${rects.join('')}`)}</svg>`;
}

function table(points: readonly Point[], name: string): Markup {
  const rows = [...points]
    .reverse()
    .map(
      (one) =>
        html`<tr><th scope="row">${moment(one.began)} <small>${inWords(one)}</small></th><td class="number">${lasting(one.milliseconds)}</td></tr>`,
    );
  return html`<table aria-label="The last runs on ${name}"><thead><tr><th scope="col">Run</th><th scope="col" class="number">Time</th></tr></thead><tbody>${rows}</tbody></table>`;
}
