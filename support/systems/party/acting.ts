import { expect } from 'chai';
import { refused } from '../../players/answers';
import { unmarked } from '../../players/canary';
import type { Answer } from '../../players/http';
import { type Entry, eventOf } from '../../players/journal';
import type { Player } from '../../players/player';
import type { PartyDialect } from './dialect';
import type { ActionStatus, PartyEvent } from './events';
import {
  actionIs,
  actionJudged,
  actionNotAccepted,
  actionRejected,
  declinedAs,
  orderRefused,
} from './expectations';
import type { Host } from './host';
import type { Member } from './member';
import type { Party } from './party';
import { proveSilence } from './standstill';

const LONGEST_ACTION = 4_000;
/** Actions of one player that a server takes in a second. */
const LIMIT = 10;

/** Somebody declares an action in that way, whatever comes of it. */
export async function declareBy(
  door: 'at table' | 'by request',
  member: Member,
  text: string,
): Promise<void> {
  if (door === 'by request') await member.declaresByRequest(text);
  else member.declares(text);
}

/** An action is not accepted in that way, in these words. @throws Missed otherwise. */
export async function expectRefusedBy(
  door: 'at table' | 'by request',
  player: Player,
  reason: string,
): Promise<void> {
  await player.sees(door === 'by request' ? declinedAs('no right to it', reason) : actionRejected(reason));
}

/** Where an action stands, by the answer to whoever asked after it or declared it. */
export function answerBy(dialect: PartyDialect, answer: Answer): ActionStatus {
  return dialect.statusIn(answer);
}

/** What the players of a session declare, and what the host finds of it. */
export class Acting {
  /** With pictures in it: each of them is one character, however many bytes it takes. */
  readonly longest = `I throw: ${'🎲'.repeat(LONGEST_ACTION - 'I throw: '.length)}`;
  readonly #inOneGo = new Map<string, string[]>();

  constructor(private readonly party: Party) {}

  /** Declares so many actions one after the other; done when all of them wait. */
  async fill(name: string, count: number): Promise<void> {
    for (let number = 1; number <= count; number += 1) await this.party.declare(name, `Deed ${number}`);
  }

  /** Declares so many actions without waiting in between. */
  declareInOneGo(name: string, count: number): void {
    const texts = deedsOf(name, count);
    for (const text of texts) this.party.member(name).declares(text);
    this.#inOneGo.set(name, texts);
  }

  /** Declares so many actions by requests of their own, without waiting in between; done when all are answered. */
  async requestInOneGo(name: string, count: number): Promise<void> {
    await Promise.all(deedsOf(name, count).map((text) => this.party.member(name).declaresByRequest(text)));
  }

  /** An action that is waiting, taken up or answered by now, as its owner knows. */
  async bringTo(name: string, text: string, status: ActionStatus): Promise<void> {
    const { player } = this.party.member(name);
    await this.party.declare(name, text);
    if (status !== 'waiting') await this.party.host.takesUp();
    if (status === 'answered') await this.party.host.answers({ text: `What comes of it: ${text}` });
    await player.sees(actionIs(status), 0);
    await this.party.settles();
  }

  /** Somebody asks after the action that the owner has declared last. */
  async askAfterLast(name: string, owner: string): Promise<void> {
    await this.party.member(name).asksAfter(this.lastOf(owner));
  }

  /** A host tries to answer an action by its text, which some player has declared. */
  async triesToAnswer(host: Host, declared: string, text: string): Promise<void> {
    const owner = this.party.players.find(({ player }) => hasDeclared(player, declared));
    if (!owner) throw new Error(`Nobody has declared "${declared}".`);
    await host.tries('answers an action', { action: this.lastOf(owner.name), text });
  }

  /** Somebody tries the host's tools with a token, by whose it is: `Thorin's`, `the observer's`, `a made-up`, `no`. */
  async triesTheToolsWith(intruder: Player, whose: string): Promise<void> {
    const member = this.party.members.find(({ name }) => `${name}'s` === whose);
    if (!member && whose !== 'a made-up' && whose !== 'no') throw new Error(`Nobody knows ${whose} token.`);
    const token = whose === 'no' ? undefined : (member?.token ?? 'made-up-token-that-opens-no-door-at-all');
    const line = this.party.dialect.hostLine(intruder, token);
    await line.order('looks at the session', {});
    await line.close();
  }

  /** What the host ordered last was refused, and nobody was told anything. @throws Missed otherwise. */
  async expectNothingOrdered(): Promise<void> {
    const { player } = this.party.host;
    await player.sees(orderRefused());
    await proveSilence(this.party, player);
  }

  /** The action that the host has taken up is answered, and the next by turns declares another, which is taken up. */
  async answerAndTakeUpAnother(turn: number): Promise<void> {
    const { host, players } = this.party;
    await host.answers({ text: 'All is well' });
    const next = players[(turn + 1) % players.length];
    if (next) await this.bringTo(next.name, `I search chest ${turn + 2}`, 'taken up');
  }

  /** What this player declared was not accepted, and nothing waits for the host; then an action is, and the host takes it up. */
  async expectNotAccepted(name: string): Promise<void> {
    const { player } = this.party.member(name);
    await player.sees(actionNotAccepted);
    await this.expectWaiting(0, player);
    await this.party.declare(name, `${name} can act`);
    await this.party.host.takesUpAll();
  }

  /** What this player declared by request was declined as said wrong, and nothing waits for the host. @throws Missed otherwise. */
  async expectDeclined(name: string): Promise<void> {
    const { player } = this.party.member(name);
    await player.sees(declinedAs('said wrong'));
    await this.expectWaiting(0, player);
  }

  /** What this player's machine sent was answered with an error, and nobody was told anything; then an action is accepted. */
  async expectHarmless(name: string): Promise<void> {
    const { player } = this.party.member(name);
    await player.sees(refused());
    await proveSilence(this.party, player);
    await this.party.declare(name, `${name} can act`);
  }

  /** What this player declared is waiting, and the host can read it. @throws Missed, AssertionError otherwise. */
  async expectReadable(name: string, text: string): Promise<void> {
    await this.party.member(name).player.sees(actionIs('waiting'));
    expect((await this.party.host.takesUp())?.text, 'what the host reads').to.equal(text);
  }

  /** The id of the last action of that player that was accepted. @throws Error if there is none. */
  lastOf(name: string): string {
    const statuses = statusesOf(this.party.member(name).player.journal.entries);
    const last = statuses.at(-1);
    if (last) return last.action;
    throw new Error(`${name} has declared nothing that was accepted.`);
  }

  /** @throws AssertionError if another number of actions waits for the host. */
  async expectWaiting(count: number, actor: Player): Promise<void> {
    if (actor.isReachable) await actor.isHeard();
    const { queue } = await this.party.host.looks();
    expect(queue.waiting, 'actions that are waiting for the host').to.equal(count);
  }

  /** @throws AssertionError if the host does not find what was declared in one go, in its order. */
  async expectInOrder(name: string, count: number): Promise<void> {
    const { player } = this.party.member(name);
    await player.seesInThisOrder(Array.from({ length: count }, () => actionIs('waiting')));
    const taken = await this.party.host.takesUpAll();
    expect(taken.map(({ by, text }) => `${by}: ${text}`)).to.deep.equal(
      this.#inOneGo.get(name)?.map((text) => `${name}: ${text}`),
    );
  }

  /** Each action declared in one go was judged; as many as the limit at least were accepted, and the others not, for that reason. */
  async expectLimit(name: string, reason: string): Promise<void> {
    const { player } = this.party.member(name);
    const count = this.#inOneGo.get(name)?.length ?? 0;
    const judged = await player.seesInThisOrder(Array.from({ length: count }, () => actionJudged));
    const rejected = judged.filter((entry) => actionRejected(reason).matches(entry)).length;
    const accepted = judged.filter((entry) => actionIs('waiting').matches(entry)).length;
    expect(accepted, 'actions that were accepted').to.be.at.least(LIMIT).and.to.be.below(count);
    expect(rejected, `actions that were rejected because of "${reason}"`).to.equal(count - accepted);
  }

  /** As many requests as the limit at least were granted, and wait; the others were declined for that reason. */
  async expectRequestLimit(name: string, reason: string): Promise<void> {
    const { player } = this.party.member(name);
    const tooOften = declinedAs('said too often', reason);
    const answered = player.journal.entries.slice(player.marked).filter(({ kind }) => kind === 'answered');
    const declined = answered.filter((entry) => tooOften.matches(entry)).length;
    const accepted = answered.length - declined;
    expect(accepted, 'requests that were granted').to.be.at.least(LIMIT).and.to.be.below(answered.length);
    await player.seesInAnyOrder(Array.from({ length: declined }, () => tooOften));
    await player.seesInThisOrder(Array.from({ length: accepted }, () => actionIs('waiting')));
  }

  /** @throws AssertionError if the host finds others than those of which their owners were told that they wait. */
  async expectAcceptedInQueue(): Promise<void> {
    const accepted = this.party.players.flatMap(({ player }) =>
      statusesOf(player.journal.entries)
        .filter(({ status }) => status === 'waiting')
        .map(({ action }) => action),
    );
    const taken = (await this.party.host.takesUpAll()).map(({ id }) => id);
    expect(taken.toSorted(), 'actions that the host took up').to.deep.equal(
      [...new Set(accepted)].toSorted(),
    );
  }

  /** On record there is no answer of the host's, and the action waits for one. @throws AssertionError otherwise. */
  async expectUnanswered(text: string): Promise<void> {
    const { actions, narratives } = await this.party.dialect.recordOf(this.party.session.id);
    expect(narratives, "the host's answers on record").to.deep.equal([]);
    const action = actions.find((one) => one.text === text);
    expect(action?.status, `where "${text}" stands on record`).to.equal('taken up');
  }

  /** Among the host's answers on record is one with that note. @throws AssertionError with the notes there are. */
  async expectNote(text: string): Promise<void> {
    const { narratives } = await this.party.dialect.recordOf(this.party.session.id);
    const notes = narratives.flatMap((one) => (one.notes === undefined ? [] : [unmarked(one.notes)]));
    expect(notes, "the host's notes on record").to.include(text);
  }

  /** Compares the actions on record with a table of the columns by, action and state. @throws AssertionError with both. */
  async expectRecord(table: readonly Record<string, string>[]): Promise<void> {
    const { actions } = await this.party.dialect.recordOf(this.party.session.id);
    const lines = actions.map(({ by, text, status }) => ({ by, action: text, state: status }));
    expect(lines, 'the actions on record').to.deep.equal(table);
  }
}

function hasDeclared({ journal }: Player, text: string): boolean {
  return journal.entries.some(
    (entry) =>
      entry.kind === 'sent' && entry.event.kind === 'declares' && entry.event.telling === `"${text}"`,
  );
}

function statusesOf(entries: readonly Entry[]) {
  return entries.flatMap((entry) => {
    const event = eventOf(entry) as PartyEvent | undefined;
    return entry.kind === 'received' && event?.kind === 'action status' ? [event] : [];
  });
}

function deedsOf(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}'s deed ${index + 1}`);
}
