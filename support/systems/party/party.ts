import { closedByTheServer, theEndOf } from '../../players/connection-expectations';
import type { Expectation } from '../../players/expectation';
import type { PlayerPool } from '../../players/pool';
import { together } from '../../players/together';
import { type Audience, starts } from '../audience';
import { Acting } from './acting';
import { BesidePlay } from './beside-play';
import { Confiding } from './confiding';
import { CLOSE, type OpenedSession, type PartyDialect } from './dialect';
import { DoorsTried, visitorsOf } from './doors';
import { actionIs, announced, narrated, thinking } from './expectations';
import { Host } from './host';
import { Member } from './member';
import { Openings } from './openings';
import { Removals } from './removals';
import { Returns } from './returns';
import { SameInstant } from './same-instant';
import { Telling } from './telling';

/** How the people of a scenario are called who have no name of their own. */
export const HOST = 'the host';
export const OBSERVER = 'the observer';
export const OTHER_HOST = 'the other host';

/** The session of one scenario, with its people. What is awaited here ends on the server's own word. */
export class Party {
  readonly members: Member[] = [];
  #host: Promise<Host> | undefined;
  #leading: Host | undefined;
  #session: OpenedSession | undefined;
  #thoughts = 0;
  readonly acting = new Acting(this);
  readonly sameInstant = new SameInstant(this);
  readonly besidePlay = new BesidePlay(this);
  readonly telling = new Telling(this);
  readonly confiding = new Confiding(this);
  readonly returns = new Returns(this);
  readonly openings = new Openings(this);
  readonly removals = new Removals(this);
  readonly doors = new DoorsTried();

  constructor(
    private readonly pool: PlayerPool,
    readonly dialect: PartyDialect,
    /** What the host is called in the feature. */
    readonly hostName = HOST,
    /** From the name of a character to whoever plays it. */
    private readonly personOf: (character: string) => string = (character) => character,
  ) {}

  /** The host, who has an account of the own. */
  get host(): Host {
    if (!this.#leading) throw new Error(`${this.hostName} has no account in this scenario yet.`);
    return this.#leading;
  }

  /** The session that was opened last. @throws Error if there is none. */
  get session(): OpenedSession {
    if (!this.#session) throw new Error('No session has been opened in this scenario yet.');
    return this.#session;
  }

  /** @throws Error naming those there are. */
  member(name: string): Member {
    const member = this.members.find((one) => one.name === name);
    if (member) return member;
    const known = this.members.map((one) => one.name).join(', ') || 'nobody';
    throw new Error(`${name} has no place in this session. There are: ${known}.`);
  }

  /** Those who play, whether they are connected or not. */
  get players(): readonly Member[] {
    return this.members.filter((one) => one.player.role !== 'observer');
  }

  /** Everybody who is let in: players and the observer. */
  get everybody(): Audience {
    return this.members.filter((one) => one.isIn).map((one) => one.player);
  }

  /** Everybody who is let in but these. */
  everybodyBut(...names: readonly string[]): Audience {
    return this.everybody.filter((player) => !names.includes(player.name));
  }

  /** The host's account and line, made once. */
  async meetHost(): Promise<Host> {
    this.#host ??= this.makeHost();
    return this.#host;
  }

  /** The host opens a session, for all characters of the story or for these; nobody is connected yet. */
  async open(characters?: readonly string[]): Promise<void> {
    const host = await this.meetHost();
    this.begins(await host.orders('opens the session', { players: characters }));
  }

  /** What the host was told of a session that has begun: everybody has a token, and the story has its secrets. */
  begins(session: OpenedSession): void {
    this.#session = session;
    for (const seat of [...session.players, session.observer]) {
      const name = this.personOf(seat.name);
      const known = this.members.find((one) => one.name === name);
      const member = known ?? this.newMember(name, seat.name, seat === session.observer);
      member.takes(seat, this.hostName);
    }
    for (const { text, what, for: reader } of this.dialect.storySecrets) {
      const readers = reader === undefined ? [] : [this.personOf(reader)];
      this.pool.secrets.learn(text, what, this.hostName, ...readers);
    }
  }

  /** They come, one after the other; done when everybody there has seen each of them join. */
  async seat(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const member = this.member(name);
      const others = this.everybody;
      const since = starts(others);
      await member.comes();
      if (member.player.role !== 'observer')
        await this.allSee(others, since, announced(`${member.character} has joined.`));
    }
    await this.settles();
  }

  /** A session in which these are connected. */
  async gather(names: readonly string[], characters?: readonly string[]): Promise<void> {
    await this.open(characters);
    await this.seat(names);
  }

  /** The host ends the session; done when whoever was there is disconnected. */
  async close(): Promise<void> {
    const since = starts(this.members.map(({ player }) => player));
    const there = this.members.filter((one) => one.isIn);
    await this.host.orders('ends the session', {});
    for (const { player } of there)
      await player.sees(closedByTheServer(player.connection, CLOSE.sessionEnded), since.get(player));
  }

  /** Each player who is let in sees what is due to each. */
  async eachPlayerSees(expectationFor: (member: Member) => Expectation): Promise<void> {
    const there = this.players.filter((one) => one.player.isConnected);
    const due = new Map(there.map((member) => [member.player, expectationFor(member)]));
    await together([...due.keys()], async (player) => {
      const expectation = due.get(player);
      return expectation && player.sees(expectation);
    });
  }

  /** What happens to everybody who has ever come happens. */
  async everybodyIs(happens: (member: Member) => Promise<void>): Promise<void> {
    const came = this.members.filter((one) => one.player.connection > 0);
    if (came.length === 0) throw new Error('Nobody has come to the table: the step would prove nothing.');
    await Promise.all(came.map(happens));
  }

  /** One after the other they lose the connection, and whoever is left has seen it. */
  async loseAll(names: readonly string[]): Promise<void> {
    for (const name of names) await this.lose(name);
  }

  /** Somebody comes back over a new connection and asks for what was missed. */
  async comeBack(name: string): Promise<void> {
    const member = this.member(name);
    await member.player.sees(theEndOf(member.player.connection), 0);
    await member.comes({ lastSeen: member.lastSeen ?? null });
  }

  /** Every kind of token that there is in this session is tried at every door. */
  async tryEveryDoor(): Promise<void> {
    const [before = ''] = this.member('Elara').tokens;
    await this.declare('Elara', 'I open the doors');
    const visitors = await visitorsOf(this, this.pool.add('an intruder', 'intruder'), before);
    await this.doors.try(visitors, this.dialect, this.acting.lastOf('Elara'));
  }

  /** @throws Error naming those there are. */
  playersNamed(names: readonly string[]): Audience {
    return names.map((name) => this.member(name).player);
  }

  async everybodySeesInOrder(expectations: readonly Expectation[]): Promise<void> {
    await together(this.everybody, (player) => player.seesInThisOrder(expectations));
  }

  /** They come, whoever sees it. */
  async come(names: readonly string[]): Promise<void> {
    for (const name of names) await this.member(name).comes();
  }

  /** Somebody loses the connection, or leaves, and whoever is left has seen it. */
  async lose(name: string, how: 'breaking' | 'leaving' = 'breaking'): Promise<void> {
    const member = this.member(name);
    const others = this.everybodyBut(name);
    const since = starts(others);
    await (how === 'breaking' ? member.player.isCutOff() : member.player.leave());
    if (name === OBSERVER || others.length === 0) return;
    await this.allSee(others, since, announced(`${member.character} has left.`));
  }

  /** Somebody declares an action; done when it waits for the host. */
  async declare(name: string, text: string): Promise<void> {
    const { player } = this.member(name);
    const from = player.journal.end;
    this.member(name).declares(text);
    await player.sees(actionIs('waiting'), from);
  }

  /** A player's action from its declaration to the host's answer; done when everybody has read that, and the player knows. */
  async play(name: string, text: string, answer: string): Promise<void> {
    const { player } = this.member(name);
    const from = player.journal.end;
    await this.declare(name, text);
    await this.answerNext(answer);
    await player.sees(actionIs('answered'), from);
  }

  /** The host takes up the next action and answers it; done when everybody has read that. */
  async answerNext(text: string): Promise<void> {
    const since = starts(this.everybody);
    await this.host.takesUp();
    await this.host.answers({ text });
    await this.allSee(this.everybody, since, narrated(text));
  }

  /** Everybody who is let in sees it, since the last mark. */
  async everybodySees(expectation: Expectation, audience: Audience = this.everybody): Promise<void> {
    await together(audience, (player) => player.sees(expectation));
  }

  /** Whatever was ordered and done so far has reached everybody: the host's next thought has. */
  async settles(): Promise<void> {
    const audience = this.everybody;
    const since = starts(audience);
    const text = this.nextThought();
    await this.host.thinks(text);
    if (audience.length > 0) await this.allSee(audience, since, thinking(text));
  }

  /** A thought that nobody has had before in this scenario. */
  nextThought(): string {
    this.#thoughts += 1;
    return `Hm (${this.#thoughts})`;
  }

  /** For the end of a scenario. */
  async end(): Promise<void> {
    await this.#leading?.hangsUp();
  }

  private async makeHost(): Promise<Host> {
    const player = this.pool.add(this.hostName, 'host');
    const token = await this.dialect.openAccount(player);
    this.#leading = new Host(player, this.dialect.hostLine(player, token), token);
    return this.#leading;
  }

  private newMember(name: string, character: string, observes: boolean): Member {
    const player = this.pool.add(name, observes ? 'observer' : 'player');
    const member = new Member(player, this.dialect, character);
    this.members.push(member);
    return member;
  }

  /** Each of them sees it, from there on. */
  async allSee(
    audience: Audience,
    since: ReturnType<typeof starts>,
    expectation: Expectation,
  ): Promise<void> {
    if (audience.length > 0)
      await together(audience, (player) => player.sees(expectation, since.get(player)));
  }
}
