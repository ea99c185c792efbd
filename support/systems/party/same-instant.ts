import { expect } from 'chai';
import { closedByTheServer, theEndOf } from '../../players/connection-expectations';
import { type Entry, eventOf } from '../../players/journal';
import { starts } from '../audience';
import { CLOSE, type TakenAction } from './dialect';
import type { PartyEvent } from './events';
import { actionIs, actionJudged, actionRejected, narrated, turnedAway } from './expectations';
import { turnOf } from './fight-expectations';
import type { Member } from './member';
import type { Party } from './party';

/** What became of an action in the instant in which its player's token died. */
interface LastAct {
  /** The player was told that it waits. */
  readonly told: boolean;
  /** How often the host found it in the queue. */
  readonly queued: number;
  /** What the old token was still good for. */
  readonly oldTokenOpens: boolean;
}

/** What became of two acts of which only one could count. */
interface Pair {
  readonly accepted: number;
  readonly queued: number;
}

/**
 * The critical instants of a session, again and again: a fault that shows once in twenty times must not need twenty runs of the suite. A
 * When runs them, a Then looks at what became of them. Players take turns where one alone would act too often.
 */
export class SameInstant {
  readonly #declared: { readonly by: string; readonly text: string }[] = [];
  readonly #taken: TakenAction[] = [];
  readonly #lastActs: LastAct[] = [];
  readonly #stayed: number[] = [];
  readonly #pairs: Pair[] = [];
  readonly #answered: { readonly granted: number; readonly told: readonly number[] }[] = [];
  #turns = 0;

  constructor(private readonly party: Party) {}

  /** All of them declare an action in the same instant; the next instant comes when all know that theirs waits. */
  async allDeclare(names: readonly string[], times: number): Promise<void> {
    const members = names.map((name) => this.party.member(name));
    for (let round = 1; round <= times; round += 1) {
      const since = starts(members.map(({ player }) => player));
      for (const member of members) {
        const text = `${member.name}'s deed ${round}`;
        member.declares(text);
        this.#declared.push({ by: member.name, text });
      }
      await Promise.all(members.map(({ player }) => player.sees(actionIs('waiting'), since.get(player))));
    }
  }

  /** The host takes up two actions in the same instant. */
  async takeUpTwo(times: number): Promise<void> {
    const { host } = this.party;
    for (let round = 0; round < times; round += 1) {
      const pair = await Promise.all([host.takesUp(), host.takesUp()]);
      this.#taken.push(...pair.filter((action) => action !== undefined));
    }
  }

  /** @throws AssertionError if the host does not find what was declared, each by its owner and under an id of its own. */
  async expectAllQueued(count: number): Promise<void> {
    const { host } = this.party;
    const { queue } = await host.looks();
    expect(queue.waiting, 'actions that are waiting').to.equal(count);
    await this.expectEachTakenOnce(count);
  }

  /** @throws AssertionError if something was not taken up, or twice, or is not its owner's. */
  async expectEachTakenOnce(count: number): Promise<void> {
    this.#taken.push(...(await this.party.host.takesUpAll()));
    const line = ({ by, text }: { by: string; text: string }) => `${by}: ${text}`;
    expect(this.#declared, 'actions that were declared').to.have.lengthOf(count);
    expect(this.#taken.map(line).toSorted(), 'actions taken up').to.deep.equal(
      this.#declared.map(line).toSorted(),
    );
    expect(new Set(this.#taken.map(({ id }) => id)).size, 'different ids').to.equal(count);
  }

  /** The host answers all that was taken up; everybody reads each answer. @throws Missed otherwise. */
  async answerAll(): Promise<void> {
    const { host } = this.party;
    for (const { id, by, text } of this.#taken)
      await host.answers({ action: id, text: `${by} did: ${text}` });
    const answers = this.#taken.map(({ by, text }) => narrated(`${by} did: ${text}`));
    await Promise.all(this.party.everybody.map((player) => player.seesInThisOrder(answers)));
  }

  /** A player's token dies in the instant in which the player acts; afterwards the player has a new one and is back. */
  async actsWhile(names: readonly string[], how: 'a new token' | 'removed', times: number): Promise<void> {
    for (let round = 0; round < times; round += 1) {
      const member = this.party.member(names[round % names.length] ?? '');
      this.#lastActs.push(await this.actWhile(member, how, `${member.name}'s last deed ${round + 1}`));
    }
  }

  private async actWhile(member: Member, how: 'a new token' | 'removed', text: string): Promise<LastAct> {
    const { host, dialect } = this.party;
    const { player, token: old } = member;
    const { connection } = player;
    const from = player.journal.end;
    player.journal.permit((entry) => actionRejected().matches(entry), 'the token died in that instant');
    const end = async () => {
      if (how === 'removed') await host.orders('removes a player', { name: member.character });
      return host.orders('gives a new token', { name: member.character });
    };
    const ending = end();
    member.declares(text);
    const seat = await ending;
    const code = how === 'removed' ? CLOSE.kicked : CLOSE.turnedAway;
    await player.sees(closedByTheServer(connection, code), from);
    const queued = (await host.takesUpAll()).filter((action) => action.text === text).length;
    const told = player.journal.entries.slice(from).some((entry) => actionIs('waiting').matches(entry));
    player.journal.permit(isDecline, 'the old token is worthless');
    const answer = await dialect.lookAt(player, old, member.character);
    member.takes(seat, this.party.hostName);
    await this.party.seat([member.name]);
    return { told, queued, oldTokenOpens: !dialect.isRefusal(answer) };
  }

  /** @throws AssertionError if an action was told to wait and was not in the queue, or was there twice, or the old token was still good. */
  expectBeforeOrNotAtAll(): void {
    expect(this.#lastActs, 'times it was tried').not.to.have.lengthOf(0);
    for (const [round, { told, queued, oldTokenOpens }] of this.#lastActs.entries()) {
      const when = `time ${round + 1} of ${this.#lastActs.length}`;
      if (told)
        expect(queued, `how often an action that was told to wait was in the queue, ${when}`).to.equal(1);
      expect(queued, `how often the action was in the queue, ${when}`).to.be.oneOf([0, 1]);
      expect(oldTokenOpens, `whether the old token opened a door, ${when}`).to.equal(false);
    }
  }

  /** A player comes with a second device in the instant in which the host removes the player, who is readmitted afterwards. */
  async comesWhileRemoved(name: string, times: number): Promise<void> {
    const { host } = this.party;
    const member = this.party.member(name);
    const { player } = member;
    player.journal.permit((entry) => isEnd(entry) || turnedAway().matches(entry), 'the player was removed');
    for (let round = 0; round < times; round += 1) {
      const from = player.journal.end;
      const [first, second] = [player.connection, await member.opens()];
      const removal = host.orders('removes a player', { name: member.character });
      // Whether the server reads this before the removal or after: it must come to the same.
      if (round % 2 === 1) await removal;
      member.introduces(member.token, undefined, second);
      await removal;
      for (const connection of [first, second]) await player.sees(theEndOf(connection), from);
      const { players } = await host.looks();
      this.#stayed.push(players.find((one) => one.name === member.character)?.connections ?? 0);
      member.takes(await host.orders('gives a new token', { name: member.character }), this.party.hostName);
      await this.party.seat([name]);
    }
  }

  /** @throws AssertionError if, some time, a connection of the removed player was left. */
  expectNoneStayed(): void {
    expect(this.#stayed, 'times it was tried').not.to.have.lengthOf(0);
    expect(this.#stayed, 'connections that stayed, each time').to.deep.equal(this.#stayed.map(() => 0));
  }

  /** Who has the turn, and who has it next, both act in the instant in which it passes. */
  async actAtTheTurn(order: readonly string[], times: number): Promise<void> {
    const { host } = this.party;
    for (let round = 0; round < times; round += 1) {
      const [one, other] = [order[round % order.length] ?? '', order[(round + 1) % order.length] ?? ''];
      const pair = [this.party.member(one), this.party.member(other)];
      const since = starts(pair.map(({ player }) => player));
      for (const { player } of pair)
        player.journal.permit(
          (entry) => actionRejected().matches(entry),
          'it may have been too early or late',
        );
      const passing = round % 2 === 0 ? host.orders('passes the turn', {}) : undefined;
      for (const member of pair) member.declares(`${member.name}'s blow ${round + 1}`);
      await (passing ?? host.orders('passes the turn', {}));
      await Promise.all(
        pair.map(async ({ player }) => {
          await player.sees(turnOf(other), since.get(player));
          await player.sees(actionJudged, since.get(player));
        }),
      );
      const { player } = this.party.member(other);
      const own = player.journal.entries.slice(since.get(player));
      // Too early by a hair was too early: then now.
      if (!own.some((entry) => actionIs('waiting').matches(entry)))
        await this.party.declare(other, `${other}'s blow of the own turn`);
      this.#turns += 1;
    }
  }

  /**
   * Each player is told of turns and of the own actions in the order in which they were decided.
   * @throws AssertionError naming an action that was accepted while somebody else had the turn.
   */
  expectOnlyInTurn(): void {
    expect(this.#turns, 'times it was tried').to.be.greaterThan(0);
    let accepted = 0;
    for (const { name, player } of this.party.players) {
      let turn: string | null = null;
      for (const entry of player.journal.entries) {
        const event = eventOf(entry) as PartyEvent | undefined;
        if (event?.kind === 'combat') turn = event.combat.turn;
        if (event?.kind !== 'action status' || event.status !== 'waiting') continue;
        accepted += 1;
        expect(turn, `who had the turn when ${name}'s action was accepted (#${entry.index})`).to.equal(name);
      }
    }
    expect(accepted, 'actions that were accepted').to.be.at.least(this.#turns);
  }

  /** A player acts on two devices in the same instant, once a round; the players take turns, and each comes with the second device for it. */
  async actOnTwoDevices(names: readonly string[], times: number): Promise<void> {
    const { host } = this.party;
    for (let round = 1; round <= times; round += 1) {
      const member = this.party.member(names[round % names.length] ?? '');
      const { player } = member;
      const first = player.connection;
      const second = await member.comes();
      const from = player.journal.end;
      player.journal.permit((entry) => actionRejected().matches(entry), 'one of the two is too much');
      member.declares(`one deed ${round}`, first);
      member.declares(`another deed ${round}`, second);
      await player.sees(actionRejected('Already submitted this round'), from);
      await player.sees(actionIs('waiting'), from);
      // Every device is told where an action stands: the ids count.
      const ids = new Set(
        player.journal.entries.slice(from).flatMap((entry) => {
          const event = eventOf(entry) as PartyEvent | undefined;
          return event?.kind === 'action status' && event.status === 'waiting' ? [event.action] : [];
        }),
      );
      const { queue } = await host.looks();
      this.#pairs.push({ accepted: ids.size, queued: queue.waiting });
      await host.orders('ends the round', { text: `The end of round ${round}` });
      await player.leave();
    }
  }

  /** @throws AssertionError if, some time, none or both of the two were accepted. */
  expectOneOfTwoEachTime(): void {
    expect(this.#pairs, 'times it was tried').not.to.have.lengthOf(0);
    expect(this.#pairs, 'of two actions in the same instant, each time').to.deep.equal(
      this.#pairs.map(() => ({ accepted: 1, queued: 1 })),
    );
  }

  /** The host answers an action twice in the same instant. */
  async answerTwice(names: readonly string[], times: number): Promise<void> {
    const { host } = this.party;
    for (let round = 1; round <= times; round += 1) {
      const name = names[round % names.length] ?? '';
      await this.party.declare(name, `${name}'s question ${round}`);
      const action = (await host.takesUp())?.id ?? '';
      const audience = this.party.everybody;
      const since = starts(audience);
      const outcomes = await Promise.all(
        ['yes', 'no'].map((word) =>
          host.triesLuck('answers an action', { action, text: `${word} ${round}` }),
        ),
      );
      await this.party.settles();
      this.#answered.push({
        granted: outcomes.filter(({ granted }) => granted).length,
        told: audience.map((player) => narratives(player.journal.entries.slice(since.get(player)))),
      });
    }
  }

  /** @throws AssertionError if, some time, none or both were accepted, or somebody was told another number of answers than one. */
  expectOneAnswerEachTime(): void {
    expect(this.#answered, 'times it was tried').not.to.have.lengthOf(0);
    for (const [round, { granted, told }] of this.#answered.entries()) {
      const when = `time ${round + 1} of ${this.#answered.length}`;
      expect(granted, `answers that were accepted, ${when}`).to.equal(1);
      expect(told, `answers that each was told, ${when}`).to.deep.equal(told.map(() => 1));
    }
  }
}

function narratives(entries: readonly Entry[]): number {
  return entries.filter((entry) => eventOf(entry)?.kind === 'narrative').length;
}

function isDecline(entry: Entry): boolean {
  return eventOf(entry)?.kind === 'declined';
}

function isEnd(entry: Entry): boolean {
  return entry.kind === 'connection' && entry.event.kind === 'closed';
}
