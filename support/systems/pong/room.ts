import { AssertionError, expect } from 'chai';
import { theEndOf } from '../../players/connection-expectations';
import { type Expectation, expecting } from '../../players/expectation';
import type { Player } from '../../players/player';
import { together } from '../../players/together';
import { type Audience, starts } from '../audience';
import type { PongDialect } from './dialect';
import type { GameStatus, Place, PongEvent, Update } from './events';
import { anyStatus, anyUpdate, gameOver, playerLeft, statusIs } from './expectations';
import { HeldGame } from './held-game';
import type { Member } from './member';

const TICKS_A_SECOND = 60;
/** Ticks by which a game is seen to go on. */
const SOME_TICKS = 5;

/** One room of a scenario, with its people. What is awaited here ends on the server's own word. */
export class Room {
  readonly members: Member[] = [];
  #held: HeldGame | undefined;

  constructor(
    /** Its code on the wire. */
    readonly code: string,
    readonly limit: number,
    readonly dialect: PongDialect,
  ) {}

  /** @throws Error naming the members there are. */
  member(name: string): Member {
    const member = this.members.find((one) => one.name === name);
    if (member) return member;
    const known = this.members.map((one) => one.name).join(', ') || 'nobody';
    throw new Error(`There is no "${name}" in this room. In it: ${known}.`);
  }

  /** Whoever is in, players and observers. */
  get present(): readonly Member[] {
    return this.members.filter((one) => one.isIn);
  }

  /** Whoever is in, over a connection that passes what either side says. */
  get reachable(): readonly Member[] {
    return this.present.filter(({ player }) => player.isReachable);
  }

  /** Everybody in the room: players and observers. */
  get everybody(): Audience {
    return this.present.map((one) => one.player);
  }

  /** These people of the room. @throws Error naming those there are. */
  these(names: readonly string[]): Audience {
    return names.map((name) => this.member(name).player);
  }

  /** Everybody in the room but this one. */
  everybodyBut(name: string): Audience {
    return this.everybody.filter((player) => player.name !== name);
  }

  /** The two who play, as far as they are here, from the left. */
  get players(): readonly Member[] {
    return ([1, 2] as const).flatMap((place) => this.present.filter((one) => one.place === place));
  }

  /** The member who has that place. @throws Error if nobody has. */
  player(place: Place): Member {
    const member = this.players.find((one) => one.place === place);
    if (member) return member;
    throw new Error(`Nobody is player ${place} in this room.`);
  }

  /** The status that was told last, to anybody. */
  get status(): GameStatus | undefined {
    return this.last('game status')?.status;
  }

  /** The last update that anybody was told. */
  get latest(): Update | undefined {
    return this.last('update');
  }

  /** The last update that any member was told before the last mark. */
  get latestBeforeTheMark(): Update | undefined {
    const [first] = this.everybody;
    return first && this.updatesBefore(first, first.marked).at(-1);
  }

  /** This game, with ticks that pass only when a step says so. @throws Error if it was not held. */
  get held(): HeldGame {
    if (this.#held) return this.#held;
    throw new Error('This game goes by the clock: no step has said that it goes tick by tick.');
  }

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** The updates that a player was told before that line of the journal. */
  updatesBefore({ journal }: Player, end: number): Update[] {
    return journal.entries.slice(0, end).flatMap((entry) => {
      const event = entry.kind === 'received' ? (entry.event as PongEvent) : undefined;
      return event?.kind === 'update' ? [event] : [];
    });
  }

  async everybodySees(expectation: Expectation, audience: Audience = this.everybody): Promise<void> {
    await together(audience, (player) => player.sees(expectation));
  }

  /** Everybody sees so many further updates of the game from now on. */
  async everybodySeesPlay(updates: number, audience: Audience = this.everybody): Promise<void> {
    const since = starts(audience);
    const all = Array.from({ length: updates }, () => anyUpdate);
    await together(audience, (player) => player.seesInThisOrder(all, since.get(player)));
  }

  /** The game goes on: all of these, or everybody, see some ticks more of it. */
  async goesOn(audience: Audience = this.everybody): Promise<void> {
    await Promise.all([this.everybodySeesPlay(SOME_TICKS, audience), this.timePasses(SOME_TICKS)]);
  }

  /**
   * The time of so many ticks passes at once, where the server's clock can be moved; nobody has to wait for them then. For all
   * rooms of the server, after it has read what the players of this one have sent.
   */
  async timePasses(ticks: number): Promise<void> {
    if (!this.dialect.timePasses) return;
    await this.isQuiet(this.players.filter(({ player }) => player.isReachable));
    await this.dialect.timePasses(Math.ceil((ticks * 1_000) / TICKS_A_SECOND));
  }

  /** Everybody sees the same player win with so many points. */
  async everybodySeesAWinner(points: number): Promise<void> {
    await this.everybodySees(statusIs('finished'));
    await this.isQuiet();
    const over = this.last('game over');
    expect(Math.max(...(over?.score ?? [])), "the winner's points").to.equal(points);
    await this.everybodySees(gameOver(over?.winner ?? 1, over?.score));
  }

  /** Since a player left, nobody was told of a tick until somebody came, whom everybody sees come. */
  async standsStillUntil(comes: () => Promise<void>): Promise<void> {
    const audience = this.everybody;
    const left = audience.map(({ journal }) => {
      return (
        1 + journal.entries.findLastIndex((entry) => 'event' in entry && entry.event.kind === 'player left')
      );
    });
    const since = starts(audience);
    await comes();
    for (const [index, player] of audience.entries()) {
      const coming = await player.sees(anyStatus, since.get(player));
      const sign = expecting('the marker: somebody coming', ['game status'], (_event, entry) => {
        expect(entry.index, 'its place in the journal').to.equal(coming.index);
      });
      await player.neverSees(anyUpdate, sign, left[index]);
    }
  }

  /**
   * Joins; done when the newcomer knows part and status, and all know the status that a new player makes.
   * @throws AssertionError if somebody who came to play was given no place though one was free.
   */
  async enters(member: Member, as?: 'player' | 'observer'): Promise<void> {
    if (!this.members.includes(member)) this.members.push(member);
    if (!member.player.isConnected) await member.comes();
    const since = starts([...this.everybody, member.player]);
    const isFree = this.players.length < 2;
    await member.joins(as);
    if (isFree && as !== 'observer' && member.place === null)
      throw new AssertionError(
        `${member.name} came to play while a place was free, and was told to be an observer.`,
      );
    const told = member.place === null ? [member.player] : this.everybody;
    await together(told, (player) => player.sees(anyStatus, since.get(player)));
  }

  /** Both players say ready, and everybody sees the game begin. */
  async start(): Promise<void> {
    const since = starts(this.everybody);
    for (const member of this.players) member.isReady();
    await together(this.everybody, (player) => player.sees(statusIs('playing'), since.get(player)));
  }

  /** From here on the game goes tick by tick. */
  async hold(): Promise<void> {
    await this.dialect.hold(this.code);
    this.#held = new HeldGame(this);
  }

  /** The game goes by the clock again, and everybody sees it go. */
  async release(): Promise<void> {
    const since = starts(this.everybody);
    await this.dialect.release(this.code);
    this.#held = undefined;
    await together(this.everybody, (player) => player.sees(anyUpdate, since.get(player)));
  }

  /** A player loses the connection, or leaves, and whoever is left has seen it. */
  async lose(name: string, how: 'breaking' | 'leaving' = 'breaking'): Promise<void> {
    const { player } = this.member(name);
    await this.losing(name, () => (how === 'breaking' ? player.isCutOff() : player.leave()));
  }

  /** Something makes a player lose the connection, and the player and whoever is left have seen it. */
  async losing(name: string, act: () => void | Promise<void>): Promise<void> {
    await this.losingAll([this.member(name)], act);
  }

  /** Something makes all of these lose their connections, and they and whoever is left have seen it. */
  async losingAll(members: readonly Member[], act: () => void | Promise<void>): Promise<void> {
    const ends = members.map(({ player }) => ({ player, end: theEndOf(player.connection) }));
    const others = this.everybody.filter((player) => ends.every((one) => one.player !== player));
    const since = starts(others);
    await act();
    await Promise.all(ends.map(({ player, end }) => player.sees(end, 0)));
    const left = members.flatMap(({ place }) => (place ? [playerLeft(place)] : []));
    if (left.length === 0 || others.length === 0) return;
    await together(others, (player) => player.seesInAnyOrder(left, since.get(player)));
    await together(others, (player) => player.sees(anyStatus, since.get(player)));
  }

  /** Waits until the server has read all that these have sent, and they have got all that it had sent by then. */
  async isQuiet(members: readonly Member[] = this.reachable): Promise<void> {
    await Promise.all(members.map((one) => one.player.isHeard()));
  }

  /** The last that anybody was told of a kind. */
  private last<K extends PongEvent['kind']>(kind: K): Extract<PongEvent, { kind: K }> | undefined {
    let [latest, at]: [Extract<PongEvent, { kind: K }> | undefined, number] = [undefined, 0];
    for (const { player } of this.members) {
      const entry = player.journal.entries.findLast(
        (one) => one.kind === 'received' && one.event.kind === kind,
      );
      if (entry?.kind !== 'received' || entry.order < at) continue;
      [latest, at] = [entry.event as Extract<PongEvent, { kind: K }>, entry.order];
    }
    return latest;
  }
}
