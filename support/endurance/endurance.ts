import { expect } from 'chai';
import { LongSession, type Plan } from '../systems/party/long-session';
import type { Party } from '../systems/party/party';
import type { Target } from '../targets/target';
import { growthIn, inWords, type Sample, weigh } from './holdings';
import { plotOf } from './plot';
import { MovedTime, RealTime } from './time';

/** As many as in the half hour by the server's clock. */
const ACTIONS_A_MINUTE = 170;

/** The parts of a cucumber World that a long session needs. */
interface Stage {
  readonly target: Target;
  readonly players: { readonly patience: { stepBegins(): void } };
  readonly settings: { readonly soakMinutes: number };
  log(text: string): unknown;
  attach(data: Buffer, options: { mediaType: string; fileName: string }): unknown;
}

/** A party that goes on for long, on a server that is weighed all the while. */
export class Endurance {
  readonly #session: LongSession;
  readonly #samples: Sample[] = [];

  constructor(
    party: Party,
    private readonly world: Stage,
  ) {
    this.#session = new LongSession(party, async (played) => {
      this.#samples.push(await weigh(world.target, played));
    });
  }

  /** They play for so many minutes by the server's clock, and act so many times at least. */
  async playsByTheClock(plan: Plan): Promise<void> {
    await this.#plays(plan, new MovedTime(this.world.target));
  }

  /** They play in real time, as many minutes as the user has asked for. */
  async playsInRealTime(): Promise<void> {
    const minutes = this.world.settings.soakMinutes;
    await this.#plays({ minutes, actions: minutes * ACTIONS_A_MINUTE }, new RealTime());
  }

  /** Everybody who was there is there, and has read the last answer. @throws AssertionError, Missed otherwise. */
  async expectAllThere(): Promise<void> {
    await this.#session.expectAllThere();
  }

  /** @throws AssertionError naming that of which the server holds more and more. */
  expectNoGrowth(): void {
    expect(growthIn(this.#samples), 'of what there is more and more').to.deep.equal([]);
  }

  /** Whatever comes of it is shown in the report. */
  async #plays(plan: Plan, time: MovedTime | RealTime): Promise<void> {
    try {
      await this.#session.play(plan, time, () => this.world.players.patience.stepBegins());
    } finally {
      const words = inWords(this.#samples);
      this.world.log(words);
      // As a Buffer, because cucumber's page shows only encoded images as images.
      await this.world.attach(Buffer.from(plotOf(words.split(';')[0] ?? '', this.#samples)), {
        mediaType: 'image/svg+xml',
        fileName: 'memory and latency.svg',
      });
    }
  }
}
