import { randomInt } from 'node:crypto';
import { AssertionError, expect } from 'chai';
import { expecting, expectNone } from '../../players/expectation';
import { eventOf } from '../../players/journal';
import { Missed } from '../../players/missed';
import { starts } from '../audience';
import { type Done, faultsOfActions, faultsOfAnswers } from './after-falls';
import type { ActionStatus, Narrative, PartyEvent } from './events';
import { replayEnd } from './expectations';
import type { Member } from './member';
import type { Party } from './party';

/** The past is asked for from here on: no session was under way then. */
const LONG_AGO = '2000-01-01T00:00:00.000Z';
/** A server falls after so many messages at most: two or three actions with all that follows from them, and whatever else is under way. */
const LATEST_FALL = 40;
/** What one player declares between two falls at most, so that nobody runs into the limit of ten a second. */
const A_PLAYERS_DEEDS = 4;

type Verdict = Extract<PartyEvent, { kind: 'action status' | 'action rejected' }>;

/** Word of what becomes of an action; or the end of the connection, and there is none. */
const judgedOrCutOff = expecting<Verdict | { kind: 'closed' }>(
  'word of the action, or the end of the connection',
  ['action status', 'action rejected', 'closed'],
);

/**
 * The server falls while everybody plays, and is started again. What it had said yes to must be there afterwards, and what it had not
 * said yes to may be there or not, but nothing twice and everything in its order.
 */
export class Restarts {
  /** By player, the texts declared at the table, in order. */
  readonly #declared = new Map<string, string[]>();
  /** Ids of actions of which an answer said that they wait. */
  readonly #accepted = new Set<string>();
  readonly #answers: { text: string; granted: boolean }[] = [];
  #requests = 0;
  readonly #falls: number[] = [];

  constructor(
    private readonly party: Party,
    private readonly nodes: { areRestarted(): Promise<void> },
    private readonly chance: (below: number) => number = randomInt,
  ) {}

  /** When the server fell, for whoever reads a failure. */
  get replay(): string {
    return `The server was killed after ${this.#falls.join(', ')} messages, each time counted from when all were back.`;
  }

  /** The server falls and is started again; done when all who were at the table are back, and have read what they had missed. */
  async fallAndReturn(): Promise<void> {
    const there = this.party.members.filter((member) => member.isIn);
    await this.nodes.areRestarted();
    await Promise.all(there.map(({ name }) => this.party.returns.comeBack(name)));
  }

  /** So many times the server falls in the midst of play. @param begins is called before each time. */
  async fallAmidPlay(times: number, begins: () => void): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      this.#falls.push(1 + this.chance(LATEST_FALL));
      begins();
      await this.#playUntilItFalls(this.#falls.at(-1) ?? 0);
    }
    begins();
    await this.#answerWhatWaits();
    await this.party.settles();
  }

  async #playUntilItFalls(after: number): Promise<void> {
    let isUp = true;
    let falling: Promise<void> | undefined;
    const messages = this.#messages(after);
    const fall = messages.haveCome.then(() => {
      isUp = false;
      falling = this.fallAndReturn();
      return falling;
    });
    const goesOn = () => isUp;
    const { players } = this.party;
    const play = [this.#hosts(goesOn), ...players.map((member) => this.#plays(member, goesOn))];
    try {
      await Promise.all([fall, ...play]);
    } finally {
      // Where somebody failed, nothing goes on behind the back of the next scenario: no play, and no fall that is still to come.
      isUp = false;
      messages.forget();
      await Promise.allSettled([...play, falling]);
    }
  }

  /** Says when so many more messages have come to players and host, unless that is forgotten. */
  #messages(count: number): { readonly haveCome: Promise<void>; forget(): void } {
    const all = [this.party.host.player, ...this.party.players.map(({ player }) => player)];
    const since = starts(all);
    const came = () =>
      all.reduce((sum, player) => {
        const fresh = player.journal.entries.slice(since.get(player));
        return sum + fresh.filter(({ kind }) => kind === 'received' || kind === 'answered').length;
      }, 0);
    const stops: (() => void)[] = [];
    const forget = () => {
      for (const stop of stops) stop();
    };
    const haveCome = new Promise<void>((resolve) => {
      const look = () => {
        if (came() < count) return;
        forget();
        resolve();
      };
      stops.push(...all.map(({ journal }) => journal.onChange(look)));
    });
    return { haveCome, forget };
  }

  /** A player acts, mostly at the table. What is asked by request has no order among the others. */
  async #plays(member: Member, goesOn: () => boolean): Promise<void> {
    const { name, player } = member;
    const own = this.#declared.get(name) ?? [];
    this.#declared.set(name, own);
    for (let deed = 0; deed < A_PLAYERS_DEEDS && goesOn() && member.isIn; deed += 1) {
      if (this.chance(4) === 0) {
        await this.#asks(member, goesOn);
        continue;
      }
      const text = `${name}'s deed ${own.length + 1}`;
      own.push(text);
      const from = player.journal.end;
      member.declares(text);
      await player.sees(judgedOrCutOff, from);
    }
  }

  async #asks(member: Member, goesOn: () => boolean): Promise<void> {
    this.#requests += 1;
    const text = `${member.name}'s request ${this.#requests}`;
    const answer = await unlessFallen(member.declaresByRequest(text), goesOn);
    if (answer) this.#accepted.add(this.party.dialect.actionIn(answer));
  }

  /** The host takes up and answers; thinks aloud where nobody waits. */
  async #hosts(goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      const next = await unlessFallen(this.#hostsOnce(goesOn), goesOn);
      if (next === 'nobody waits')
        await unlessFallen(this.party.host.thinks(this.party.nextThought()), goesOn);
    }
  }

  async #hostsOnce(goesOn: () => boolean): Promise<'answered' | 'nobody waits'> {
    const { host, players } = this.party;
    const action = await host.takesUp();
    if (!action) return 'nobody waits';
    const number = this.#answers.length + 1;
    const reader = players[number % players.length]?.name ?? '';
    const text = `Answer ${number}: ${action.text}`;
    const privately = {
      [reader]: host.player.secrets.markText(
        'You alone see it',
        `a private text for ${reader}`,
        reader,
        host.player.name,
      ),
    };
    const told = await unlessFallen(host.answers({ action: action.id, text, privately }), goesOn);
    this.#answers.push({ text, granted: told !== undefined });
    return 'answered';
  }

  async #answerWhatWaits(): Promise<void> {
    while ((await this.#hostsOnce(() => true)) === 'answered');
  }

  /** @throws AssertionError naming an action that was lost, or was there twice, or came in another order than it was declared in. */
  async expectEachActionOnce(): Promise<void> {
    const { taken } = this.party.host;
    const { queue } = await this.party.host.looks();
    expect(this.#done.accepted, 'actions that were accepted').not.to.have.property('size', 0);
    expectNone(faultsOfActions(this.#done, taken, queue.waiting));
  }

  /** @throws AssertionError naming an answer that was lost or told twice, or an action with two answers; Missed if a history does not come. */
  async expectEachAnswerOnce(): Promise<void> {
    const { players, host } = this.party;
    const read = await Promise.all(
      players.map(async (member) => [member.name, await historyOf(member)] as const),
    );
    expectNone(faultsOfAnswers(this.#done, host.taken, new Map(read)));
  }

  /** @throws AssertionError if the record has other actions or answers, or in another order, than were taken up and told. */
  async expectOnRecord(): Promise<void> {
    const { actions, narratives } = await this.party.dialect.recordOf(this.party.session.id);
    const taken = [...new Map(this.party.host.taken.map(({ id, by, text }) => [id, { by, text }])).values()];
    const answered: ActionStatus = 'answered';
    expect(actions, 'the actions on record').to.deep.equal(
      taken.map((one) => ({ ...one, status: answered })),
    );
    const [reader] = this.party.players;
    if (!reader) throw new AssertionError('Nobody plays: there is nothing to compare the record with.');
    const told = (await historyOf(reader)).map(({ text }) => text);
    expect(
      narratives.map(({ text }) => text),
      'the answers on record',
    ).to.deep.equal(told);
  }

  get #done(): Done {
    const accepted = new Set(this.#accepted);
    for (const { player } of this.party.players)
      for (const entry of player.journal.entries) {
        const event = eventOf(entry) as PartyEvent | undefined;
        if (entry.kind === 'received' && event?.kind === 'action status') accepted.add(event.action);
      }
    return { declared: this.#declared, accepted, answers: this.#answers };
  }
}

/** What comes of it; undefined if nothing does because the server has fallen. @throws Missed if it has not. */
async function unlessFallen<T>(doing: Promise<T>, goesOn: () => boolean): Promise<T | undefined> {
  try {
    return await doing;
  } catch (cause) {
    if (goesOn() || !(cause instanceof Missed)) throw cause;
    return undefined;
  }
}

/** All that the host has ever answered, as this member is told it who asks for it. */
async function historyOf(member: Member): Promise<readonly Narrative[]> {
  const { player } = member;
  const from = player.journal.end;
  member.asksForTheHistory(LONG_AGO);
  const end = await player.sees(replayEnd(), from);
  return player.journal.entries.slice(from, end.index).flatMap((entry) => {
    const event = eventOf(entry) as PartyEvent | undefined;
    return event?.kind === 'narrative' ? [event] : [];
  });
}
