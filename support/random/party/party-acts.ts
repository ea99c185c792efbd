import { expect } from 'chai';
import { uniqueWord } from '../../players/canary';
import type { Entry } from '../../players/journal';
import type { Answering } from '../../systems/party/dialect';
import type { PartyEvent } from '../../systems/party/events';
import { actionIs, actionNotAccepted, actionRejected, declinedAs } from '../../systems/party/expectations';
import type { PartyMove } from './party-comings';
import type { PartyModel } from './party-model';
import type { PartyTable } from './party-table';

/** A server may take no more of one player in a second; how fast a session is played is nobody's business. */
const MOST_ACTIONS = 9;

/** How somebody declares an action. */
export type Declaring = 'at table' | 'by request' | 'with a word to the host alone';

/** Somebody declares an action: it waits for the host, or is refused in the words of the rules. */
export function declares(who: string, how: Declaring): PartyMove {
  return {
    isPossible: (model) => canDeclare(model, who, how),
    tell: () => `${who} declares an action${how === 'at table' ? '' : ` ${how}`}`,
    async play(model, table) {
      const refusal = model.refusalOf(who);
      const text = table.words(`${who}'s deed`);
      const id = await (how === 'at table'
        ? declaresAtTable(table, who, text, refusal)
        : declaresByRequest(table, who, text, how, refusal));
      if (id !== undefined) model.accepts(who, id, text);
      await table.settles(model);
    },
  };
}

/** Two players declare an action in the same instant: whose comes first is for the server to say. */
export function declareTogether(one: string, other: string): PartyMove {
  const both = [one, other];
  return {
    isPossible: (model) =>
      one !== other &&
      both.every((who) => canDeclare(model, who, 'at table') && model.refusalOf(who) === undefined),
    tell: () => `${one} and ${other} declare an action in the same instant`,
    async play(model, table) {
      const deeds = both.map((who) => ({ who, text: table.words(`${who}'s deed`) }));
      table.news.noteEither(model, both);
      for (const { who, text } of deeds) table.member(who).declares(text);
      for (const { who, text } of deeds) {
        const entry = await table.member(who).player.sees(actionIs('waiting'));
        model.accepts(who, actionIn(entry), text);
      }
      await table.settles(model);
    },
  };
}

/** The host takes up the next action, first in first out; or nobody waits. */
export const takesUp: PartyMove = {
  isPossible: () => true,
  tell: (model) =>
    model.next.length > 0 ? 'the host takes up the next action' : 'the host looks for an action in vain',
  async play(model, table) {
    const { next } = model;
    const taken = await table.host.takesUp();
    const lines = next.map(({ id }) => id);
    if (next.length === 0)
      expect(taken?.text, 'the action that the host took up where none was waiting').to.equal(undefined);
    else expect(taken?.id, 'the action that the host took up').to.be.oneOf(lines);
    const action = next.find(({ id }) => id === taken?.id);
    if (action) {
      expect(`${taken?.by}: ${taken?.text}`, 'what the host took up').to.equal(
        `${action.by}: ${action.text}`,
      );
      action.status = 'taken up';
    }
    await table.settles(model);
  },
};

/** What chance says of an answer of the host's: to which of the actions taken up, for whom something private, and with notes. */
export interface Plan {
  readonly which: number;
  readonly privately: readonly string[];
  readonly hasNotes: boolean;
}

/** The host answers an action that was taken up. */
export function answers({ which, privately, hasNotes }: Plan): PartyMove {
  return {
    isPossible: (model) => model.taken.length > 0,
    tell: (model) => {
      const action = model.taken[which % model.taken.length];
      return `the host answers ${action?.by}'s action${tellSecrets(privately, hasNotes)}`;
    },
    async play(model, table) {
      const action = model.taken[which % model.taken.length];
      if (!action) throw new Error('Nothing has been taken up: a move must ask first.');
      const told = compose(table, privately, hasNotes);
      await table.host.answers({ action: action.id, ...told });
      model.answers(action, told);
      await table.settles(model);
    },
  };
}

/** The host answers what cannot be answered: what is answered already, what was not taken up, or for somebody of no session. */
export function answersInVain(what: 'answered' | 'waiting' | 'for nobody'): PartyMove {
  const status = what === 'for nobody' ? 'taken up' : what;
  const words = {
    answered: 'an action that is answered already',
    waiting: 'an action that was not taken up',
    'for nobody': 'with a private text for somebody who is not in the story',
  };
  return {
    isPossible: (model) => model.actions.some((one) => one.status === status),
    tell: () => `the host tries to answer ${words[what]}`,
    async play(model, table) {
      const action = model.actions.find((one) => one.status === status);
      const text = table.words('In vain');
      const privately = what === 'for nobody' ? { Boromir: `For Boromir: ${uniqueWord()}` } : undefined;
      table.host.keepsSecret({ privately });
      await table.isRefused('answers an action', { action: action?.id ?? '', text, privately });
      await table.settles(model);
    },
  };
}

/** The host ends a round in which all act at once: one answer to all that was handed in. */
export function endsTheRound(privately: readonly string[], hasNotes: boolean): PartyMove {
  return {
    isPossible: (model) => model.handedIn.length > 0,
    tell: () => `the host ends the round${tellSecrets(privately, hasNotes)}`,
    async play(model, table) {
      const told = compose(table, privately, hasNotes);
      table.host.keepsSecret(told);
      await table.host.orders('ends the round', told);
      model.endsTheRound(told);
      await table.settles(model);
    },
  };
}

/** An answer with secrets that nobody has ever written. */
function compose(table: PartyTable, readers: readonly string[], hasNotes: boolean) {
  const privately = Object.fromEntries(readers.map((name) => [name, `For ${name} alone: ${uniqueWord()}`]));
  const notes = hasNotes ? `Not for the players: ${uniqueWord()}` : undefined;
  const text = table.words('What comes of it');
  return { text, privately, notes } satisfies Omit<Answering, 'action'>;
}

function tellSecrets(privately: readonly string[], hasNotes: boolean): string {
  const readers = privately.length > 0 ? [`a private text for ${privately.join(' and ')}`] : [];
  const all = [...readers, ...(hasNotes ? ['notes of the own'] : [])];
  return all.length > 0 ? `, with ${all.join(' and ')}` : '';
}

/** @returns the action's id; undefined if it was refused, as it had to be. */
async function declaresAtTable(
  table: PartyTable,
  who: string,
  text: string,
  refusal: string | undefined,
): Promise<string | undefined> {
  const { player } = table.member(who);
  table.member(who).declares(text);
  if (refusal === undefined) return actionIn(await player.sees(actionIs('waiting')));
  await player.sees(refusal.startsWith('Observers') ? actionNotAccepted : actionRejected(refusal));
  return undefined;
}

/** As above, by request. */
async function declaresByRequest(
  table: PartyTable,
  who: string,
  text: string,
  how: Declaring,
  refusal: string | undefined,
): Promise<string | undefined> {
  const member = table.member(who);
  const remark = how === 'by request' ? undefined : `For the host alone: ${uniqueWord()}`;
  const answer = await member.declaresByRequest(text, remark, table.party.hostName);
  if (refusal === undefined) return table.party.dialect.actionIn(answer);
  await member.player.sees(declinedAs('no right to it'));
  return undefined;
}

function canDeclare(model: PartyModel, who: string, how: Declaring): boolean {
  const { devices, isRemoved, accepted } = model.one(who);
  return accepted < MOST_ACTIONS && !isRemoved && (how !== 'at table' || devices.length > 0);
}

function actionIn(entry: Entry): string {
  const event = 'event' in entry ? (entry.event as PartyEvent) : undefined;
  return event?.kind === 'action status' ? event.action : '';
}
