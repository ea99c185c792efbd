import type { Column, Status } from '../columns';
import { type Matrix, type Verdict, verdictsOn } from '../verdicts';
import { html, Markup } from './markup';
import { hrefOf, mark } from './parts';
import { counted, lasting, moment, targetName, VERDICTS } from './words';

const ORDER: readonly Verdict[] = ['holds', 'partly', 'broken', 'flaky', 'unverifiable', 'unplayed'];

/** What there is to say first: one card for each target. */
export function summary(matrix: Matrix): Markup {
  return html`<div class="cards">${matrix.columns.map((column, index) => card(matrix, column, index))}</div>`;
}

function card(matrix: Matrix, column: Column, index: number): Markup {
  const verdicts = verdictsOn(matrix, index);
  const { runs, scenarios, target } = column;
  const count = (...of: readonly Status[]) =>
    [...scenarios.values()].filter(({ status }) => of.includes(status)).length;
  const [failed, flaky] = [count('failed'), count('flaky')];
  const told = [
    counted(count('passed'), 'scenario passed', 'scenarios passed'),
    failed > 0 && `${failed} failed`,
    flaky > 0 && `${flaky} flaky`,
    count('unverifiable') > 0 && `${count('unverifiable')} not verifiable here`,
    count('unplayed', 'skipped') > 0 && `${count('unplayed', 'skipped')} not played`,
  ].filter((one) => one !== false);
  const pages = [...new Set(runs.flatMap(({ page }) => page ?? []))];
  const beside = failed + flaky === 0 && runs.some(({ success }) => !success);
  return html`<section class="card" aria-label="On ${targetName(target)}">
<h2>On ${targetName(target)}</h2>
<p class="whole">${inOneSentence(verdicts)}</p>
${strip(verdicts)}
<ul class="tally">${ORDER.filter((one) => verdicts[one] > 0).map(
    (one) => html`<li>${mark(VERDICTS[one])} <b>${verdicts[one]}</b></li>`,
  )}</ul>
<p>${told.join(', ')}.</p>
${beside && html`<p class="notice">Something beside the scenarios failed: a start, an end, or a feature that cannot be read. The page with the timelines tells it.</p>`}
<p><small>${played(column)}</small></p>
${pages.length > 0 && html`<p>${pages.map((page, number) => html`<a href="${hrefOf(page)}">Timelines of ${pages.length === 1 ? `the run on ${targetName(target)}` : `run ${number + 1} on ${targetName(target)}`}</a> `)}</p>`}
</section>`;
}

/** The promises of one target, as a reader asks for them. */
function inOneSentence(verdicts: Readonly<Record<Verdict, number>>): string {
  const { holds, partly, broken, flaky, unverifiable, unplayed } = verdicts;
  const judged = holds + partly + broken + flaky;
  if (judged === 0) return 'Nothing is known';
  const all = judged + unverifiable + unplayed;
  if (holds === all) return `All ${counted(all, 'promise holds', 'promises hold')}`;
  if (broken > 0) return `${counted(broken, 'promise is broken', 'promises are broken')}`;
  if (flaky > 0) return `${counted(flaky, 'promise holds only at times', 'promises hold only at times')}`;
  const inPart = partly > 0 ? `, ${partly} more as far as can be shown here` : '';
  return `${holds} of ${counted(all, 'promise', 'promises')} hold${inPart}`;
}

/** The verdicts as shares of one strip. The list below it says the same in words. */
function strip(verdicts: Readonly<Record<Verdict, number>>): Markup {
  const all = ORDER.reduce((sum, one) => sum + verdicts[one], 0) || 1;
  let x = 0;
  const parts = ORDER.map((one) => {
    const width = (verdicts[one] / all) * 100;
    const rect = `<rect class="${VERDICTS[one].tone}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="10"/>`;
    x += width;
    return width > 0 ? rect : '';
  });
  return new Markup(
    `<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${parts.join('')}</svg>`,
  );
}

function played({ runs }: Column): string {
  const began = Math.min(...runs.map((run) => run.began));
  const longest = Math.max(...runs.map(({ milliseconds }) => milliseconds));
  const how = runs.length === 1 ? lasting(longest) : `${runs.length} runs, the longest ${lasting(longest)}`;
  return `${moment(began)}, ${how}. ${[...new Set(runs.map((run) => run.played))].join('; ')}.`;
}
