import type { Column } from '../columns';
import { html, type Markup } from './markup';
import { folded, type Section, scenarioLink } from './parts';
import { counted, targetName } from './words';

/** What could not be shown, and why; and what was not asked. */
export function missing(columns: readonly Column[]): Section {
  const content = columns.map((column) => {
    const reasons = new Map<string, Markup[]>();
    const unplayed: Markup[] = [];
    for (const { scenario, status, reason } of column.scenarios.values()) {
      const item = html`<li>${scenarioLink({ scenario })} <small>${scenario.uri}:${scenario.line}</small></li>`;
      if (status === 'unplayed' || status === 'skipped') unplayed.push(item);
      if (status === 'unverifiable') reasons.set(reason ?? '', [...(reasons.get(reason ?? '') ?? []), item]);
    }
    const groups = [...reasons].sort(([, one], [, other]) => other.length - one.length);
    return html`<h3>On ${targetName(column.target)}</h3>
${groups.length === 0 && html`<p>Whatever was played could be verified.</p>`}
${groups.map(
  ([reason, items]) =>
    html`<p><b>${reason}</b>: ${counted(items.length, 'scenario')} could not be verified.</p>${folded('Which', html`<ul>${items}</ul>`)}`,
)}
${unplayed.length > 0 && html`<p>${counted(unplayed.length, 'scenario was', 'scenarios were')} not played: not chosen for this run, or passed over.</p>${folded('Which', html`<ul>${unplayed}</ul>`)}`}`;
  });
  return { id: 'not-verifiable', title: 'Not verifiable', content: html`${content}` };
}
