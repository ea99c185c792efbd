import type { Column, Played } from '../columns';
import type { Judged, Line, Matrix, Shown } from '../verdicts';
import { html, type Markup } from './markup';
import { folded, mark, type Section, scenarioLink, scenarioList } from './parts';
import { counted, lasting, targetName, VERDICTS } from './words';

/** Every promise on every target, by system, with the scenarios that show it. */
export function promises({ columns, lines, others }: Matrix): Section {
  const targets = columns.map(({ target }) => target);
  const systems = [...new Set(lines.map(({ promised }) => promised.system))];
  const tables = systems.map((system) => {
    const own = lines.filter(({ promised }) => promised.system === system);
    return html`<h3>${system}</h3>
<div class="wide" role="region" aria-label="Promises: ${system}" tabindex="0"><table>
<thead><tr><th scope="col">Promise</th>${targets.map((target) => html`<th scope="col">On ${targetName(target)}</th>`)}</tr></thead>
<tbody>${own.map((line) => row(line, targets))}</tbody></table></div>`;
  });
  const rest =
    others.length > 0 &&
    html`<h3>Without a promise</h3>
<p>${counted(others.length, 'scenario carries', 'scenarios carry')} no promise's id.</p>
${folded(counted(others.length, 'scenario'), scenarioList(others, targets))}`;
  return { id: 'promises', title: 'Promises', content: html`${tables}${rest}` };
}

function row({ promised, judged, scenarios }: Line, targets: Column['target'][]): Markup {
  const { id, sentence } = promised;
  const more =
    scenarios.length > 0 && folded(counted(scenarios.length, 'scenario'), scenarioList(scenarios, targets));
  return html`<tr id="${id}"><th scope="row"><a class="id" href="#${id}">${id}</a>${sentence}.${more}</th>
${judged.map((one) => html`<td class="verdict">${mark(VERDICTS[one.verdict])}${told(one)}</td>`)}</tr>
`;
}

/** By how many scenarios, how long, and what is missing. */
function told({ passed, failed, flaky, unverifiable, unplayed, reasons, milliseconds }: Judged): Markup {
  const judged = passed + failed + flaky;
  const why = reasons.length > 0 ? `: ${reasons.join(', ')}` : '';
  const lines = [
    failed > 0 && `${failed} of ${counted(judged, 'scenario')} failed`,
    failed === 0 && flaky > 0 && `${flaky} of ${counted(judged, 'scenario')} failed at times`,
    failed + flaky === 0 && passed > 0 && `by ${counted(passed, 'scenario')}`,
    judged > 0 && lasting(milliseconds),
    unverifiable > 0 && (judged > 0 ? `${unverifiable} not verifiable here${why}` : why.slice(2)),
    unplayed > 0 && judged + unverifiable > 0 && `${unplayed} not played`,
  ];
  return html`${lines.flatMap((line) => (line === false || line === '' ? [] : html`<small>${line}</small>`))}`;
}

/** A message in two: first for whoever ordered the server, then for whoever builds it. */
export function inTwo(message: string): readonly [first: string, rest: string] {
  const text = message.trim();
  const gap = /\n[ \t]*\n/.exec(text);
  const end = gap ? gap.index : text.indexOf('\n');
  return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end).replace(/^\s*\n/, '')];
}

/** What does not hold, promise by promise: what was to be seen, and what was. */
export function broken({ columns, lines, others }: Matrix): Section | undefined {
  const shown = new Set<Shown>([...lines.flatMap(({ scenarios }) => scenarios), ...others]);
  const failures = [...shown].flatMap(({ scenario, on }) =>
    on.flatMap((played, index) => {
      if (played?.status !== 'failed' && played?.status !== 'flaky') return [];
      const kept = lines.filter(({ scenarios }) => scenarios.some((one) => one.scenario === scenario));
      return [failure(played, kept, columns.length > 1 ? targetName(columns[index]?.target) : undefined)];
    }),
  );
  if (failures.length === 0) return undefined;
  return { id: 'broken', title: 'What does not hold', content: html`${failures}` };
}

function failure(played: Played, kept: readonly Line[], target: string | undefined): Markup {
  const [first, rest] = inTwo(played.failure?.message ?? '');
  const step = played.failure?.step;
  const { times, failures } = played;
  const times_ =
    played.status === 'flaky' &&
    html`<p>${mark(VERDICTS.flaky)}: it failed ${failures} of ${counted(times, 'time')}.</p>`;
  return html`<article class="failure${played.status === 'flaky' && ' unsure'}"><h3>${scenarioLink(played)}${target !== undefined && ` (on ${target})`}</h3>
${kept.map(({ promised }) => html`<p><a class="id" href="#${promised.id}">${promised.id}</a>${promised.sentence}.</p>`)}
${times_}<p><small>${played.scenario.uri}:${played.scenario.line}${step !== undefined && html`, at "${step}"`}</small></p>
<pre>${first}</pre>${rest !== '' && folded('For a developer', html`<pre>${rest}</pre>`)}</article>`;
}
