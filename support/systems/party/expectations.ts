import { expect } from 'chai';
import { unmarked } from '../../players/canary';
import { type Expectation, expecting } from '../../players/expectation';
import type { ActionStatus, HostEvent, Kind, PartyEvent } from './events';

/** That the server lets somebody in; under that name and on that connection, where they are given. */
export function letIn(character?: string, connection?: number): Expectation {
  const as = character === undefined ? '' : ` as ${character}`;
  return expecting<Kind<'let in'>>(`word of being let in${as}`, ['let in'], (event, entry) => {
    if (character !== undefined) expect(event.character, 'whose place it is').to.equal(character);
    if (connection !== undefined) expect(entry.connection, 'number of the connection').to.equal(connection);
  });
}

/** The refusal to let somebody in. */
export function turnedAway(reason?: string): Expectation {
  const because = reason === undefined ? '' : ` ("${reason}")`;
  return expecting<Kind<'turned away'>>(`word of being turned away${because}`, ['turned away'], (event) => {
    expect(event.reason, 'the reason').not.to.equal('');
    if (reason !== undefined) expect(event.reason, 'the reason').to.equal(reason);
  });
}

/** Word on that connection of being let in, or of being turned away. */
export function admittedOrNot(connection: number): Expectation {
  return expecting<Kind<'let in'> | Kind<'turned away'>>(
    'word of being let in or turned away',
    ['let in', 'turned away'],
    (_event, entry) => {
      expect(entry.connection, 'number of the connection').to.equal(connection);
    },
  );
}

/** The host's answer with that text; on that connection, if one is given. */
export function narrated(text: string, connection?: number): Expectation {
  return expecting<Kind<'narrative'>>(`the host's answer "${text}"`, ['narrative'], (event, entry) => {
    expect(event.text, 'what the host tells').to.equal(text);
    if (connection !== undefined) expect(entry.connection, 'number of the connection').to.equal(connection);
  });
}

/** The host's answer with that text for this reader alone; or, with undefined, an answer with none. */
export function toldPrivately(text: string | undefined): Expectation {
  const what = text === undefined ? 'an answer without a private text' : `the private text "${text}"`;
  return expecting<Kind<'narrative'>>(what, ['narrative'], (event) => {
    const told = event.privately === undefined ? undefined : unmarked(event.privately);
    expect(told, 'the private text').to.equal(text);
  });
}

/** The host's answer with that text, and with nothing that is for this reader alone. */
export function narratedToAll(text: string): Expectation {
  return expecting<Kind<'narrative'>>(
    `the host's answer "${text}", with nothing private`,
    ['narrative'],
    (event) => {
      expect(event.text, 'what the host tells').to.equal(text);
      expect(event.privately, 'the private text').to.equal(undefined);
    },
  );
}

/** The one answer to all of these actions. */
export function narratedForAll(text: string, count: number): Expectation {
  return expecting<Kind<'narrative'>>(
    `"${text}" as the one answer to ${count} ${count === 1 ? 'action' : 'actions'}`,
    ['narrative'],
    (event) => {
      expect(event.text, 'what the host tells').to.equal(text);
      expect(new Set(event.actions).size, 'actions that it answers').to.equal(count);
    },
  );
}

/** Word to everybody of who came, left, or was removed: "Vex has joined." */
export function announced(text: string): Expectation {
  return expecting<Kind<'announcement'>>(`the words "${text}"`, ['announcement'], (event) => {
    expect(event.text, 'what is announced').to.equal(text);
  });
}

/** Any word to everybody of that one's coming and going. */
export function announcedOf(name: string): Expectation {
  return expecting<Kind<'announcement'>>(
    `word that ${name} came or went`,
    ['announcement'],
    () => {},
    (event) => event.text.startsWith(`${name} `),
  );
}

/** Where an action of this reader's stands; of one action, if its id is given. */
export function actionIs(status: ActionStatus, action?: string): Expectation {
  return expecting<Kind<'action status'>>(
    `the own action to be ${status}`,
    ['action status'],
    (event) => {
      expect(event.status, 'the status of the action').to.equal(status);
    },
    (event) => action === undefined || event.action === action,
  );
}

/** Any word of where an action stands. */
export const anyActionStatus = expecting<Kind<'action status'>>('where an action stands', ['action status']);

/** That an action is not accepted. */
export function actionRejected(reason?: string): Expectation {
  const because = reason === undefined ? '' : ` ("${reason}")`;
  return expecting<Kind<'action rejected'>>(
    `the action to be rejected${because}`,
    ['action rejected'],
    (event) => {
      expect(event.reason, 'the reason').not.to.equal('');
      if (reason !== undefined) expect(event.reason, 'the reason').to.equal(reason);
    },
  );
}

/** Word of what becomes of an action, whatever it is. */
export const actionJudged = expecting<Kind<'action status'> | Kind<'action rejected'>>(
  'word of what becomes of the action',
  ['action status', 'action rejected'],
);

/** What the host is thinking about. */
export function thinking(text: string): Expectation {
  return expecting<Kind<'thinking'>>(`the host thinking "${text}"`, ['thinking'], (event) => {
    expect(event.text, 'what the host is thinking').to.equal(text);
  });
}

/** The end of what was missed, or asked for; after so many messages. */
export function replayEnd(count?: number): Expectation {
  const after = count === undefined ? '' : ` after ${count} messages`;
  return expecting<Kind<'replay end'>>(`the end of what was missed${after}`, ['replay end'], (event) => {
    if (count !== undefined) expect(event.count, 'messages that were missed').to.equal(count);
  });
}

/** The question whether somebody is still there. */
export const askedForASignOfLife = expecting<Kind<'asked for a sign of life'>>(
  'the question for a sign of life',
  ['asked for a sign of life'],
);

/** Whatever news of the session there is but what the host is thinking, which markers are made of. */
export const anyNews = expecting<PartyEvent>('any news of the session', [
  'narrative',
  'announcement',
  'action status',
  'action rejected',
  'combat',
  'character changed',
]);

/** Anything at all that reached somebody and holds this text, in whatever place. */
export function holding(text: string): Expectation {
  return expecting<PartyEvent>(
    `"${text}" anywhere in what arrives`,
    [
      'narrative',
      'announcement',
      'action status',
      'combat',
      'character changed',
      'thinking',
      'let in',
      'unknown',
    ],
    (_event, entry) => {
      const raw = 'raw' in entry ? entry.raw : '';
      expect(raw.includes(JSON.stringify(text).slice(1, -1)), 'whether it is there').to.equal(true);
    },
  );
}

/** That the host's order is refused; with that reason, if one is given. */
export function orderRefused(reason?: string): Expectation {
  const because = reason === undefined ? '' : ` ("${reason}")`;
  return expecting<Extract<HostEvent, { kind: 'order refused' }>>(
    `the order to be refused${because}`,
    ['order refused'],
    (event) => {
      expect(event.reason, 'the reason').not.to.equal('');
      if (reason !== undefined) expect(event.reason, 'the reason').to.equal(reason);
    },
  );
}

/** Why a request is declined, in the words of the table, by the HTTP statuses that say so. */
const DECLINED = {
  'no such thing': [404],
  'no right to it': [403],
  'said wrong': [400, 413],
  'said too often': [429],
} as const;
export type Declined = keyof typeof DECLINED;

/** That a request is declined for that reason; in those words, if they are given. */
export function declinedAs(why: Declined, words = ''): Expectation {
  const said = words === '' ? '' : ` ("${words}")`;
  return expecting<Extract<HostEvent, { kind: 'declined' }>>(
    `an answer that declines: ${why}${said}`,
    ['declined'],
    (event) => {
      expect(event.status, 'the status of the answer').to.be.oneOf([...DECLINED[why]]);
      expect(event.telling, 'what is said').to.include(words);
    },
  );
}

/** That an action is not accepted, in whatever way. */
export const actionNotAccepted = expecting<Kind<'action rejected'> | Kind<'refused'>>(
  'the action to be rejected, or an error answer',
  ['action rejected', 'refused'],
  (event) => {
    expect(event.reason, 'the reason').not.to.equal('');
  },
);
