import { randomInt } from 'node:crypto';
import { HttpClient } from '../../players/http';
import type { Entry } from '../../players/journal';
import type { Player } from '../../players/player';
import type { Way } from '../../players/way';
import { Line } from './line';
import type { Direction, OneWay } from './link';

/** What somebody asks with whose line is late. The scenario has it not under its hand: no step does anything to requests. */
interface LateClient {
  readonly line: Line;
  readonly client: HttpClient;
}

/** @param late milliseconds, each way. */
function lateClient(late: number): LateClient {
  const line = new Line();
  line.change({ delay: { least: late, most: late } });
  let connections = 0;
  const client = new HttpClient((secure) => (options, done) => {
    connections += 1;
    return line.dial(connections, secure)(options, done);
  });
  return { line, client };
}

/** A line over which every piece is some time on its way, by more than a tick of a game, and each for another time, in milliseconds. */
const SLOW = { delay: { least: 20, most: 40 } };
/** A line that is busy for some time with every message: 128 kB a second. */
const NARROW = { rate: 128_000 };
/** Bytes: less than any message is long, and more than the head of any frame (RFC 6455, 5.2). */
const MIDDLE_OF_A_MESSAGE = 16;
/** Bytes: some messages, and a part of one. */
const SOME_MESSAGES = 500;

/**
 * The network between the players of a scenario and the server, where the scenario has it under its hand: what it does to
 * a player is noted in that player's journal, and what must come of it on the player's side is no trouble.
 */
export class Network {
  readonly #lines = new Map<Player, Line>();
  readonly #late = new Map<Player, LateClient>();
  #isHeld = false;

  /**
   * @param lag milliseconds by which some players' lines are late, each way, until a scenario changes them; 0: nobody's.
   * @param isLate drawn for each player.
   */
  constructor(
    private readonly lag: () => number = () => 0,
    private readonly isLate: () => boolean = () => randomInt(2) === 0,
  ) {}

  /** From now on players' connections pass through lines of this network. */
  hold(): void {
    this.#isHeld = true;
  }

  /** The way a player's next connection takes: straight, while the network is not held and nobody's line is late. */
  readonly wayOf = (player: Player): Way | undefined => {
    if (!this.#isHeld && this.lag() === 0) return undefined;
    return this.#obtain(player);
  };

  /** What a player asks with over HTTP where that player's line is late; undefined: what everybody does. */
  readonly clientOf = (player: Player): HttpClient | undefined => {
    if (this.lag() === 0) return undefined;
    this.#obtain(player);
    return this.#late.get(player)?.client;
  };

  /** The connection in use ends as two well-behaved sides end it, but without a word of either. */
  async cut(player: Player): Promise<void> {
    const line = this.#lineOf(player);
    this.#note(player, 'is cut');
    this.#permitLoss(player);
    await line.link(player.connection).cut();
  }

  /** The connection in use is reset; what is on its way is lost. */
  reset(player: Player): void {
    const line = this.#lineOf(player);
    this.#note(player, 'is reset');
    this.#permitLoss(player);
    line.link(player.connection).reset();
  }

  /** The connection in use stays open and passes nothing more in that direction, until it recovers. */
  silence(player: Player, direction: Direction): void {
    const line = this.#lineOf(player);
    this.#note(player, 'goes silent', direction);
    line.link(player.connection).change({ silent: true }, direction);
  }

  /** Nothing of what the player says over connections still to come gets beyond so many bytes: the server is called, and no more. */
  stopsAfter(player: Player, bytes: number): void {
    const line = this.#obtain(player);
    this.#note(player, 'will go silent', `after ${bytes} bytes to the server`);
    line.change({ silentAfter: bytes }, 'to the server');
  }

  /** Until the server has taken the player's newest connection, and has been told all that gets there; the connection is lost then. */
  async reachesTheServer(player: Player): Promise<void> {
    const line = this.#lineOf(player);
    this.#permitLoss(player);
    await line.reaches(player.connection);
    await line.link(player.connection).takesWhatWasSent();
  }

  /** Until what the player has sent over the connection in use is on the line, whatever becomes of it there. */
  async takesWhatWasSent(player: Player): Promise<void> {
    await this.#lineOf(player).link(player.connection).takesWhatWasSent();
  }

  /** All connections are slow, and one piece slower than another. */
  slow(player: Player): void {
    const line = this.#lineOf(player);
    this.#note(player, 'becomes slow', `${SLOW.delay.least} to ${SLOW.delay.most} ms`);
    line.change(SLOW);
  }

  /** All connections pass only so much a second. */
  narrow(player: Player): void {
    const line = this.#lineOf(player);
    this.#note(player, 'becomes narrow', `${NARROW.rate / 1_000} kB/s`);
    line.change(NARROW);
  }

  /** The connection in use breaks when the first bytes of the next message have passed. To be called when nothing is on its way. */
  breakInNextMessage(player: Player, direction: OneWay): void {
    this.#breakAfter(player, direction, MIDDLE_OF_A_MESSAGE);
  }

  /** The connection in use breaks when some messages in that direction have passed. */
  breakAfterSomeMessages(player: Player, direction: OneWay = 'to the server'): void {
    this.#breakAfter(player, direction, SOME_MESSAGES);
  }

  /** All connections are as they were: what was kept passes, in order. */
  recover(player: Player): void {
    const line = this.#lineOf(player);
    this.#note(player, 'recovers');
    line.heal();
  }

  /** For the end of a scenario: a connection that is still silent is lost, so that nobody waits for it; all others are good again. */
  settle(): void {
    for (const [player, line] of this.#lines) {
      for (const connection of line.silentConnections) {
        this.#permitLoss(player, connection);
        line.link(connection).reset();
      }
      line.heal();
    }
    for (const { line } of this.#late.values()) line.heal();
  }

  /** Ends all lines; done when no socket is left. */
  async end(): Promise<void> {
    const late = [...this.#late.values()];
    for (const { client } of late) client.close();
    await Promise.all([...this.#lines.values(), ...late.map(({ line }) => line)].map((line) => line.end()));
  }

  #obtain(player: Player): Line {
    const known = this.#lines.get(player);
    if (known) return known;
    const line = new Line();
    this.#lines.set(player, line);
    const late = this.lag();
    if (late > 0 && this.isLate()) {
      this.#note(player, 'is late', `${late} ms each way`);
      line.change({ delay: { least: late, most: late } });
      this.#late.set(player, lateClient(late));
    }
    return line;
  }

  #lineOf(player: Player): Line {
    const line = this.#lines.get(player);
    if (line) return line;
    throw new Error(
      `The network between ${player.name} and the server is not under the scenario's hand: tag it @network.`,
    );
  }

  #breakAfter(player: Player, direction: OneWay, bytes: number): void {
    const line = this.#lineOf(player);
    this.#note(player, 'will break', `after ${bytes} bytes ${direction}`);
    this.#permitLoss(player);
    line.link(player.connection).breakAfter(bytes, direction);
  }

  #note(player: Player, kind: string, telling?: string): void {
    const event = { kind: `network ${kind}`, ...(telling === undefined ? {} : { telling }) };
    player.journal.append({ kind: 'network', connection: player.connection, event });
  }

  #permitLoss(player: Player, connection = player.connection): void {
    const isLoss = (entry: Entry) =>
      entry.kind === 'connection' &&
      entry.connection === connection &&
      (entry.event.kind === 'failed' || (entry.event.kind === 'closed' && entry.event.code === 1006));
    player.journal.permit(isLoss, 'the network broke the connection');
  }
}
