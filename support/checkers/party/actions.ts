import { tell } from '../../players/expectation';
import { eventOf } from '../../players/journal';
import type { ActionStatus } from '../../systems/party/events';
import type { FinishedScenario } from '../scenario';
import { type Told, type ToldEntry, toldOfParties } from './told';

/** What an action may become from each status. A round that ends answers actions that were never taken up one by one. */
const NEXT: Readonly<Record<ActionStatus, readonly ActionStatus[]>> = {
  waiting: ['taken up', 'answered'],
  'taken up': ['answered'],
  answered: [],
};

/** Where an action stands is told to whoever has declared it and to nobody else, and it goes one way: waiting, taken up, answered. */
export function movesActionsForward({ players }: FinishedScenario): string[] {
  const told = toldOfParties(players);
  const wentBack = players.some(({ journal }) =>
    journal.entries.some((entry) => isLossOfTheServer(eventOf(entry))),
  );
  return [...told.flatMap((one) => steps(one, wentBack)), ...strangers(told)];
}

function steps({ who, entries }: Told, mayWaitAgain: boolean): string[] {
  const before = new Map<string, ActionStatus>();
  return entries.flatMap((entry) => {
    const { event } = entry;
    if (event.kind !== 'action status') return [];
    const was = before.get(event.action);
    before.set(event.action, event.status);
    if (was === undefined || NEXT[was].includes(event.status)) return [];
    // What was taken up waits again when the node that gave it out has died.
    if (mayWaitAgain && was === 'taken up' && event.status === 'waiting') return [];
    return [`${who} was told that an action that was ${was} is ${event.status}: ${tell(entry)}.`];
  });
}

/** Everybody but the first who was told of an action. */
function strangers(told: readonly Told[]): string[] {
  const owners = new Map<string, string>();
  const isOf = ({ event }: ToldEntry) => (event.kind === 'action status' ? event.action : undefined);
  const first = told
    .flatMap(({ name, entries }) => entries.map((entry) => ({ name, entry })))
    .sort((one, other) => one.entry.order - other.entry.order);
  return first.flatMap(({ name, entry }) => {
    const action = isOf(entry);
    if (action === undefined) return [];
    const owner = owners.get(action) ?? name;
    owners.set(action, owner);
    return owner === name ? [] : [`${name} was told where an action of ${owner}'s stands: ${tell(entry)}.`];
  });
}

function isLossOfTheServer(event: ReturnType<typeof eventOf>): boolean {
  return (
    event?.kind === 'closed' &&
    'code' in event &&
    event.code === 1006 &&
    'by' in event &&
    event.by === 'server'
  );
}
