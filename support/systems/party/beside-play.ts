import { expect } from 'chai';
import { eventOf } from '../../players/journal';
import { type Audience, starts } from '../audience';
import type { PartyEvent } from './events';
import { actionIs, narrated } from './expectations';
import type { Host } from './host';
import type { Member } from './member';
import type { Party } from './party';

/** The orders of one of the host's hands, in a row: a look, a thought, a change to one character's hit points. */
const ORDERS_IN_A_ROUND = 3;
/** Hit points that every character of the story can have. */
const FEWEST = 9;
const MOST = 15;

/**
 * The host at work while the players play: a hand of the host's for each player gives orders one after the other, all hands at the same time, and
 * the players act in between, when an order has been carried out; so that there is always an order and an action under way together,
 * on a fast machine and on a slow one.
 */
export class BesidePlay {
  readonly #thoughts: string[] = [];
  readonly #changes = new Map<string, number[]>();
  readonly #declared = new Map<string, string[]>();
  #orders = 0;
  #since: ReturnType<typeof starts> = new Map();
  #audience: Audience = [];

  constructor(private readonly party: Party) {}

  /** The host gives so many orders; meanwhile each of the players declares so many actions. */
  async work(orders: number, actions: number): Promise<void> {
    this.begins();
    const { players } = this.party;
    const each = orders / players.length;
    await Promise.all(players.map((member) => this.hand(member, each, actions)));
    await this.party.settles();
  }

  /** Players declare so many actions each while the host takes up and answers as many as they are together. */
  async playAndAnswer(actions: number): Promise<void> {
    this.begins();
    const { players, host } = this.party;
    const answered = (async () => {
      for (let left = actions * players.length; left > 0; ) {
        const action = await host.takesUp();
        if (!action) continue;
        await host.answers({ text: `Answer to ${action.by}: ${action.text}` });
        left -= 1;
      }
    })();
    await Promise.all(
      players.map(async (member) => {
        for (let count = 1; count <= actions; count += 1) {
          this.declares(member, count);
          await member.player.seesInThisOrder(
            Array.from({ length: count }, () => actionIs('waiting')),
            this.#since.get(member.player),
          );
        }
      }),
    );
    await answered;
    await this.party.settles();
  }

  private begins(): void {
    this.#audience = this.party.everybody;
    this.#since = starts(this.#audience);
  }

  private async hand(member: Member, orders: number, actions: number): Promise<void> {
    const { host } = this.party;
    let declared = 0;
    for (let order = 0; order < orders; order += 1) {
      if (member.isIn && declared < (actions * (order + 1)) / orders) {
        declared += 1;
        this.declares(member, declared);
      }
      host.player.patience.stepBegins(); // however many there are, each has the patience of any
      await this.give(host, member, order);
      this.#orders += 1;
    }
  }

  private async give(host: Host, member: Member, order: number): Promise<void> {
    if (order % ORDERS_IN_A_ROUND === 0) {
      const { running } = await host.looks();
      expect(running, 'whether the session is running').to.equal(true);
    } else if (order % ORDERS_IN_A_ROUND === 1) {
      const thought = `${member.name} comes to mind (${order})`;
      this.#thoughts.push(thought);
      await host.thinks(thought);
    } else {
      const hitPoints = FEWEST + (order % (MOST - FEWEST));
      const sheet = await host.changes(member.character, { hitPoints });
      expect(sheet.hitPoints, `${member.character}'s hit points as ordered`).to.equal(hitPoints);
      this.#changes.set(member.name, [...(this.#changes.get(member.name) ?? []), hitPoints]);
    }
  }

  private declares(member: Member, count: number): void {
    const text = `${member.name}'s deed ${count}`;
    member.declares(text);
    this.#declared.set(member.name, [...(this.#declared.get(member.name) ?? []), text]);
  }

  /** @throws AssertionError if the host finds other actions, or a player's in another order. */
  async expectActions(count: number): Promise<void> {
    const taken = await this.party.host.takesUpAll();
    expect(taken, 'actions that were waiting').to.have.lengthOf(count);
    for (const [name, texts] of this.#declared) {
      const own = taken.filter(({ by }) => by === name).map(({ text }) => text);
      expect(own, `${name}'s actions`).to.deep.equal(texts);
    }
  }

  /** @throws AssertionError if not so many orders were carried out, or a sheet is not as the last order had it. */
  async expectOrders(count: number): Promise<void> {
    expect(this.#orders, 'orders that were carried out').to.equal(count);
    for (const [name, points] of this.#changes) {
      const member = this.party.member(name);
      const sheet = this.party.dialect.sheetIn(await member.looksAt(member.character));
      expect(sheet.hitPoints, `${name}'s hit points after all orders`).to.equal(points.at(-1));
    }
  }

  /** @throws AssertionError if somebody was told more, less or something else than came of the orders and the own actions. */
  expectNothingElse(): void {
    for (const player of this.#audience) {
      const told = player.journal.entries
        .slice(this.#since.get(player))
        .filter(({ kind }) => kind === 'received')
        .map((entry) => eventOf(entry) as PartyEvent | undefined);
      const thoughts = told.flatMap((event) => (event?.kind === 'thinking' ? [event.text] : []));
      const worked = thoughts.filter((text) => this.#thoughts.includes(text));
      expect(worked.toSorted(), `thoughts that ${player.name} was told`).to.deep.equal(
        this.#thoughts.toSorted(),
      );
      const changes = told.flatMap((event) =>
        event?.kind === 'character changed' && event.name === player.name ? [event.changes.hitPoints] : [],
      );
      const before = [undefined, ...(this.#changes.get(player.name) ?? [])];
      const due = before.slice(1).filter((points, index) => points !== before[index]);
      expect(changes, `changes of the own hit points that ${player.name} was told`).to.deep.equal(due);
      const statuses = told.filter(
        (event) => event?.kind === 'action status' && event.status === 'waiting',
      ).length;
      const own = this.#declared.get(player.name) ?? [];
      expect(statuses, `words on the own actions that ${player.name} was told`).to.equal(own.length);
      const rest = told.filter((event) => event && !EXPECTED.has(event.kind)).map((event) => event?.kind);
      expect(rest, `what else ${player.name} was told`).to.deep.equal([]);
    }
  }

  /** @throws Missed or AssertionError if somebody has not read all answers, or in another order than the others. */
  async expectAnswersRead(count: number): Promise<void> {
    expect(this.party.host.taken, 'actions that were answered').to.have.lengthOf(count);
    const texts = this.party.host.taken.map(({ by, text }) => `Answer to ${by}: ${text}`);
    for (const player of this.#audience) {
      await player.seesInThisOrder(
        texts.map((text) => narrated(text)),
        this.#since.get(player),
      );
    }
  }

  /** @throws Missed if a player was not told of each of the own actions that it was answered. */
  async expectAllAnswered(count: number): Promise<void> {
    for (const { player } of this.party.players) {
      const all = Array.from({ length: count }, () => actionIs('answered'));
      await player.seesInThisOrder(all, this.#since.get(player));
    }
  }
}

const EXPECTED: ReadonlySet<string> = new Set<PartyEvent['kind']>([
  'thinking',
  'character changed',
  'action status',
]);
