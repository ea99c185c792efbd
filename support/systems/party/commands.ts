import { expect } from 'chai';
import type { Order } from './dialect';
import type { Party } from './party';

/** Commands that go on until nobody is waiting any more. */
const REPEATED = 'party-auto';

/**
 * The host types a command, `party-kick Vex`, and what it comes to is done: by the orders that the server's own text names, as a model would
 * that reads it. @returns those orders. @throws Error if the command or an order is refused.
 */
export async function type(party: Party, typed: string): Promise<readonly Order[]> {
  const [name = '', argument] = typed.split(' ');
  const host = await party.meetHost();
  const outcome = await host.commands(name, argument);
  if (!outcome.granted) throw new Error(`The command ${typed} was refused: ${outcome.reason}`);
  expect(outcome.told, `orders that ${typed} comes to`).not.to.have.lengthOf(0);
  let isDone = false;
  while (!isDone) {
    const before = host.taken.length;
    for (const order of outcome.told) await carryOut(party, order, argument ?? '');
    isDone = name !== REPEATED || host.taken.length === before;
  }
  return outcome.told;
}

async function carryOut(party: Party, order: Order, name: string): Promise<void> {
  const { host } = party;
  const act: Partial<Record<Order, () => Promise<unknown>>> = {
    'opens the session': () => party.open(),
    'ends the session': () => host.orders('ends the session', {}),
    'looks at the session': () => host.looks(),
    'takes up the next action': () => host.takesUp(),
    'answers an action': async () => {
      if (host.upNext) await host.answers({ text: `So it is: ${host.upNext.text}` });
    },
    'removes a player': () => party.removals.kick(name),
    'gives a new token': () => party.removals.renew(name),
  };
  const carry = act[order];
  if (!carry) throw new Error(`No command should come to this: ${order}.`);
  await carry();
}

/** What a host can try that needs a session, or a fight, or an action, by what a feature calls it. */
const TRIES: Readonly<Record<string, (party: Party) => Promise<unknown>>> = {
  'take up the next action': ({ host }) => host.tries('takes up the next action', {}),
  'answer an action': ({ host }) =>
    host.tries('answers an action', {
      action: '00000000-0000-4000-8000-000000000000',
      text: 'Nothing happens',
    }),
  'think aloud': ({ host }) => host.tries('is thinking', { text: 'Is anybody there?' }),
  'remove Thorin': ({ host }) => host.tries('removes a player', { name: 'Thorin' }),
  'remove Vex': ({ host }) => host.tries('removes a player', { name: 'Vex' }),
  'remove Boromir': ({ host }) => host.tries('removes a player', { name: 'Boromir' }),
  'give Thorin a new token': ({ host }) => host.tries('gives a new token', { name: 'Thorin' }),
  'give Boromir a new token': ({ host }) => host.tries('gives a new token', { name: 'Boromir' }),
  'begin a fight': ({ host }) => host.tries('begins a fight', { mode: 'turn by turn' }),
  'pass the turn': ({ host }) => host.tries('passes the turn', {}),
  'end the round': ({ host }) => host.tries('ends the round', { text: 'Nothing happens' }),
  'end the fight': ({ host }) => host.tries('ends the fight', {}),
  "change Thorin's sheet": ({ host }) =>
    host.tries('changes a character', { name: 'Thorin', changes: { hitPoints: 5 } }),
  'end the session': ({ host }) => host.tries('ends the session', {}),
  'open another session': ({ host }) => host.tries('opens the session', {}),
};

/** What a host can try, as a feature says it. */
export const ATTEMPTS = Object.keys(TRIES);

/** The host tries something, whatever comes of it. @throws Error naming what is known. */
export async function attempt(party: Party, what: string): Promise<void> {
  const act = TRIES[what];
  if (!act) throw new Error(`Nobody knows how to ${what}. Known: ${Object.keys(TRIES).join(', ')}.`);
  await party.meetHost();
  await act(party);
}
