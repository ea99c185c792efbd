import { expect } from 'chai';
import { actionIs, narrated } from './expectations';
import { begin } from './fights';
import type { Member } from './member';
import type { Party } from './party';

/** Time as a session passes it. */
export interface Time {
  /** Lets so many milliseconds pass; called several times a second, and done when those are over in which something was due. */
  pass(milliseconds: number): Promise<void>;
  /** Minutes that have passed. */
  readonly minutes: number;
}

/** How a session is played: how many minutes, and how many actions at least. */
export interface Plan {
  readonly minutes: number;
  readonly actions: number;
}

/** What has been played when the server is weighed. */
export interface Played {
  readonly minutes: number;
  readonly actions: number;
  /** Milliseconds from each act since the last time to the word that it counts. */
  readonly latencies: readonly number[];
}

/** The session goes by stretches of this length: in each the four act, somebody leaves and comes back, and all show that they are there. */
export const STRETCH_MS = 10_000;
/** Every so many stretches there is no fight, and the host answers action by action. */
const PEACE = 30;
const SAMPLES = 14;

/** A session of many minutes, without a pause: actions, answers, fights, signs of life, players who leave and come back. */
export class LongSession {
  readonly #latencies: number[] = [];
  #time: Time = { minutes: 0, pass: async () => {} };
  #actions = 0;
  #rounds = 0;
  #told = '';

  constructor(
    private readonly party: Party,
    private readonly weigh: (played: Played) => Promise<void>,
  ) {}

  /** Plays it. @param begins is called before each round. */
  async play({ minutes, actions }: Plan, time: Time, begins: () => void): Promise<void> {
    this.#time = time;
    const stretches = Math.ceil((minutes * 60_000) / STRETCH_MS);
    const rounds = Math.ceil(actions / stretches / this.party.players.length);
    const everyOther = Math.max(1, Math.floor(stretches / SAMPLES));
    await begin(this.party, 'all at once');
    for (let stretch = 0; stretch < stretches; stretch += 1) {
      begins();
      if (stretch % everyOther === 0) await this.#sample();
      await this.#stretch(stretch, rounds, begins);
    }
    await this.party.host.orders('ends the fight', {});
    await this.#sample();
  }

  /** Everybody who was there is there, and has read the last answer. @throws Missed otherwise. */
  async expectAllThere(): Promise<void> {
    expect(
      this.party.everybody.map(({ name }) => name),
      'who is there',
    ).to.have.lengthOf(this.party.members.length);
    await Promise.all(this.party.everybody.map((player) => player.sees(narrated(this.#told), 0)));
    await this.party.settles();
  }

  async #stretch(stretch: number, rounds: number, begins: () => void): Promise<void> {
    const isPeace = stretch % PEACE === PEACE - 1;
    if (isPeace) await this.party.host.orders('ends the fight', {});
    for (let round = 0; round < rounds; round += 1) {
      await (isPeace ? this.#oneByOne() : this.#together());
      await this.#time.pass(STRETCH_MS / rounds);
      begins();
    }
    if (isPeace) await this.party.host.orders('begins a fight', { mode: 'all at once' });
    await this.#leaveAndReturn(stretch);
    for (const member of this.party.members) member.showsLife();
  }

  /** All four act in the same instant, and the host answers them together, with something private for one of them. */
  async #together(): Promise<void> {
    const { host, players } = this.party;
    await Promise.all(players.map((member) => this.#act(member)));
    this.#nextAnswer();
    await host.orders('ends the round', { text: this.#told, privately: this.#aside() });
  }

  /** All four act, and the host takes up each action and answers it. */
  async #oneByOne(): Promise<void> {
    const { host, players } = this.party;
    await Promise.all(players.map((member) => this.#act(member)));
    while (await host.takesUp()) {
      this.#nextAnswer();
      await host.orders('answers an action', {
        action: host.action.id,
        text: this.#told,
        notes: 'As it must be',
      });
    }
  }

  async #act(member: Member): Promise<void> {
    const { player } = member;
    const from = player.journal.end;
    member.declares(`${member.name} goes on (${this.#rounds})`);
    const began = player.journal.entries[from]?.at ?? 0;
    const word = await player.sees(actionIs('waiting'), from);
    this.#latencies.push(word.at - began);
    this.#actions += 1;
  }

  #nextAnswer(): void {
    this.#rounds += 1;
    this.#told = `And so it goes on (${this.#rounds})`;
  }

  #aside(): Readonly<Record<string, string>> {
    const { players } = this.party;
    return { [players[this.#rounds % players.length]?.name ?? '']: 'You alone see it' };
  }

  /** One of them, in turn, leaves or is cut off, and comes back to what was missed; another comes with a second device and puts it away. */
  async #leaveAndReturn(stretch: number): Promise<void> {
    const { members } = this.party;
    const [one, other] = [members[stretch % members.length], members[(stretch + 1) % members.length]];
    if (!one || !other) return;
    await this.party.lose(one.name, stretch % 2 === 0 ? 'leaving' : 'breaking');
    await this.party.returns.comeBack(one.name);
    await other.comes();
    await other.player.leave();
  }

  async #sample(): Promise<void> {
    await this.party.settles();
    const latencies = this.#latencies.splice(0);
    await this.weigh({ minutes: this.#time.minutes, actions: this.#actions, latencies });
  }
}
