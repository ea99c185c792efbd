import type { Sabotage, Saboteurs } from '../sabotage';
import { html, type Markup } from './markup';
import { folded, mark, type Section } from './parts';
import { counted, lasting, moment } from './words';

const CAUGHT = { sign: '✓', word: 'caught', tone: 'good' } as const;
const UNNOTICED = { sign: '✗', word: 'unnoticed', tone: 'bad' } as const;

/** Whether servers that misbehave on purpose were noticed; where nobody has tried, how to. */
export function saboteurs(known: Saboteurs | undefined): Section {
  const title = 'Saboteurs';
  if (!known)
    return {
      id: 'saboteurs',
      title,
      content: html`<p>Nobody has tried yet whether a server that breaks its promises would be noticed: <code>npm run sabotage</code> does.</p>`,
    };
  const { made, saboteurs: all, provesNothingKnown } = known;
  const unnoticed = all.filter(({ caught }) => caught === null);
  const systems = [...new Set(all.map(({ system }) => system))];
  const content = html`<p>${counted(all.length, 'server misbehaves', 'servers misbehave')} in one way each, made by <code>npm run sabotage</code> at ${moment(Date.parse(made))}:
${unnoticed.length === 0 ? html`<b>every one was caught</b>.` : html`<b>${counted(unnoticed.length, 'went', 'went')} unnoticed</b>.`}</p>
${unnoticed.length > 0 && table('Unnoticed saboteurs', unnoticed)}
${systems.map((system) => {
  const own = all.filter((one) => one.system === system && one.caught !== null);
  return (
    own.length > 0 && folded(`${system}: ${own.length} caught`, table(`Caught saboteurs of ${system}`, own))
  );
})}
${
  provesNothingKnown.length > 0 &&
  html`<p>${counted(provesNothingKnown.length, 'scenario proves', 'scenarios prove')} nothing known: no saboteur made ${provesNothingKnown.length === 1 ? 'it' : 'them'} fail.</p>
${folded('Which', html`<ul>${provesNothingKnown.map(({ scenario, uri }) => html`<li>${scenario} <small>${uri}</small></li>`)}</ul>`)}`
}`;
  return { id: 'saboteurs', title, content };
}

function table(label: string, some: readonly Sabotage[]): Markup {
  return html`<table aria-label="${label}"><thead><tr><th scope="col">What the server does</th><th scope="col">Whether it was noticed</th></tr></thead><tbody>${some.map(row)}</tbody></table>`;
}

function row({ id, sentence, requirement, caught }: Sabotage): Markup {
  const by = caught
    ? html`<small>by "${caught.scenario}" (${caught.uri}) in ${lasting(caught.milliseconds)}: ${caught.failure}</small>`
    : html`<small>by no scenario of <a href="#${requirement}">${requirement}</a></small>`;
  return html`<tr><th scope="row">${sentence} <small>${id}, against <a href="#${requirement}">${requirement}</a></small></th><td>${mark(caught ? CAUGHT : UNNOTICED)} ${by}</td></tr>`;
}
