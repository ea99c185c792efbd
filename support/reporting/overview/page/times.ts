import type { Column } from '../columns';
import type { Promised } from '../promises';
import type { Start } from '../run';
import { type Latency, latenciesOf } from '../waits';
import { html, type Markup } from './markup';
import { bar, folded, type Section, scenarioLink } from './parts';
import { counted, lasting, moment, targetName } from './words';

/** Waits are drawn from a tenth of a millisecond to ten seconds, each power of ten as wide as the next. */
const LEAST = 0.1;
const DECADES = 5;
const LINES = [1, 2, 3, 4].map((decade) => decade / DECADES);
/** So many scenarios are drawn one by one. */
const SLOWEST = 20;

/** How long a player waited for each kind of event. */
export function waits(columns: readonly Column[], promises: readonly Promised[]): Section {
  const content = columns.map((column) => {
    const systems = latenciesOf(column, promises);
    const name = targetName(column.target);
    if (systems.length === 0)
      return html`<h3>On ${name}</h3><p>No player waited for anything in this run.</p>`;
    return systems.map(
      ({ system, events, answers }) => html`<h3>${system}, on ${name}</h3>
${events.length > 0 && table(`What players of ${system} waited for on ${name}`, 'Event', events)}
${answers.length > 0 && folded('Requests over HTTP, from question to answer', table(`Requests of ${system} on ${name}`, 'Request', answers))}`,
    );
  });
  const text = html`<p>From when a player began to wait until the event was there, on the machine that played. What had come before anybody
looked was no wait, and is counted apart. The strong bar ends at the median, the faint one at what 99 of 100 did not exceed; they run from
0.1 ms to 10 s, and each line is ten times the one before it: 1 ms, 10 ms, 100 ms, 1 s.</p>`;
  return { id: 'waits', title: 'How long players waited', content: html`${text}${content}` };
}

function table(label: string, head: string, latencies: readonly Latency[]): Markup {
  const rows = latencies.map(({ kind, waits, there, median, most }) => {
    const count = [
      waits > 0 && counted(waits, 'wait'),
      there > 0 && `${there} ${waits > 0 ? 'more ' : ''}there before anybody looked`,
    ].filter((one) => one !== false);
    const shares = [
      { share: placeOf(most), tone: 'faint' },
      { share: placeOf(median), tone: 'strong' },
    ];
    return html`<tr><th scope="row">${kind} <small>${count.join(', ')}</small>${bar(shares, LINES)}</th>
<td class="number">${median === undefined ? '–' : lasting(median)}</td><td class="number">${most === undefined ? '–' : lasting(most)}</td></tr>`;
  });
  return html`<table aria-label="${label}"><thead><tr><th scope="col">${head}</th><th scope="col" class="number">Median</th><th scope="col" class="number">99 of 100</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function placeOf(milliseconds: number | undefined): number {
  return milliseconds === undefined ? 0 : Math.log10(Math.max(LEAST, milliseconds) / LEAST) / DECADES;
}

/** What the way to the first scenario took, run by run. */
export function starts(columns: readonly Column[]): Section {
  const runs = columns.flatMap(({ runs }) => runs);
  const longest = Math.max(1, ...runs.map(({ start }) => start?.whole ?? 0));
  const rows = runs.flatMap((run) => {
    const name = `${targetName(run.target)}, ${moment(run.began)}`;
    return run.start
      ? partsOf(run.start).map(
          ({ what, milliseconds, tone }, index) =>
            html`<tr><th scope="row">${what} ${index === 0 && html`<small>${name}</small>`}${bar([{ share: milliseconds / longest, tone }])}</th><td class="number">${lasting(milliseconds)}</td></tr>`,
        )
      : [];
  });
  const content =
    rows.length === 0
      ? html`<p>No run says when it began.</p>`
      : html`<p>From the command to the first scenario. PostgreSQL starts while cucumber loads; the target then gets ready in each worker.</p>
<table aria-label="Start of each run"><thead><tr><th scope="col">What</th><th scope="col" class="number">Time</th></tr></thead><tbody>${rows}</tbody></table>`;
  return { id: 'start', title: 'Start', content };
}

function partsOf({ whole, postgres, server }: Start) {
  return [
    { what: 'The first scenario began after', milliseconds: whole, tone: 'strong' },
    ...(postgres === undefined
      ? []
      : [{ what: 'of that, PostgreSQL', milliseconds: postgres, tone: 'faint' }]),
    ...(server === undefined
      ? []
      : [{ what: 'of that, the target of the first worker', milliseconds: server, tone: 'faint' }]),
  ];
}

/** Upper ends of the classes that scenarios are counted in, in milliseconds. */
const CLASSES = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, Number.POSITIVE_INFINITY];

/** How long scenarios took: how many of each length, and the slowest one by one. */
export function durations(columns: readonly Column[]): Section {
  const content = columns.map((column) => {
    const played = [...column.scenarios.values()].filter(({ times }) => times > 0);
    if (played.length === 0)
      return html`<h3>On ${targetName(column.target)}</h3><p>No scenario was played.</p>`;
    const slowest = [...played].sort((one, other) => other.milliseconds - one.milliseconds).slice(0, SLOWEST);
    const longest = slowest[0]?.milliseconds || 1;
    return html`<h3>On ${targetName(column.target)}</h3>
${histogram(
  played.map(({ milliseconds }) => milliseconds),
  `How many scenarios took how long on ${targetName(column.target)}`,
)}
<h4>The slowest</h4>
<table aria-label="The slowest scenarios on ${targetName(column.target)}"><thead><tr><th scope="col">Scenario</th><th scope="col" class="number">Time</th></tr></thead>
<tbody>${slowest.map((one) => html`<tr><th scope="row">${scenarioLink(one)}${bar([{ share: one.milliseconds / longest, tone: 'strong' }])}</th><td class="number">${lasting(one.milliseconds)}</td></tr>`)}</tbody></table>`;
  });
  return { id: 'times', title: 'Scenarios by time', content: html`${content}` };
}

function histogram(all: readonly number[], label: string): Markup {
  const counts = CLASSES.map((end, index) => {
    const begin = CLASSES[index - 1] ?? 0;
    const words =
      end === Number.POSITIVE_INFINITY
        ? `${lasting(begin)} and more`
        : `${begin === 0 ? 'less' : `${lasting(begin)} to less`} than ${lasting(end)}`;
    return { words, count: all.filter((one) => one >= begin && one < end).length };
  }).filter(({ count }) => count > 0);
  const most = Math.max(1, ...counts.map(({ count }) => count));
  return html`<table aria-label="${label}"><thead><tr><th scope="col">Time</th><th scope="col" class="number">Scenarios</th></tr></thead>
<tbody>${counts.map(({ words, count }) => html`<tr><th scope="row">${words}${bar([{ share: count / most, tone: 'strong' }])}</th><td class="number">${count}</td></tr>`)}</tbody></table>`;
}
