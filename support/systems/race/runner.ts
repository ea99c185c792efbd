import { closedByTheServer, opened } from '../../players/connection-expectations';
import type { Answer } from '../../players/http';
import type { Player } from '../../players/player';
import { type Account, CLOSE, type RaceDialect, type SeedPack } from './dialect';
import { type Figures, turnedAway, welcomed } from './expectations';
import { Reporter } from './reporter';

/** A runner with the mod in the game: reports what happens there, over the runner's own connection. */
export class Runner extends Reporter {
  readonly #packs: SeedPack[] = [];
  #done: 'finished' | 'abandoned' | undefined;

  constructor(
    player: Player,
    dialect: RaceDialect,
    readonly account: Account,
    readonly race: string,
  ) {
    super(player, dialect);
  }

  /** True once the runner has finished or given up. */
  get isDone(): boolean {
    return this.#done !== undefined;
  }

  /** What everybody has to see of this runner, by what the runner has done so far in a running race. */
  get figures(): Figures {
    const { time, deaths, zone } = this;
    return { time, deaths, zone, ...(this.#done ? { status: this.#done } : {}) };
  }

  /** The pack that was fetched last. @throws Error before that. */
  get pack(): SeedPack {
    const pack = this.#packs.at(-1);
    if (!pack) throw new Error(`${this.name} has not fetched a seed pack yet.`);
    return pack;
  }

  /** The access tokens of all packs fetched so far, the first one first. */
  get accessTokens(): readonly string[] {
    return this.#packs.map((pack) => pack.accessToken);
  }

  /** Fetches the own seed pack; the access token in it is this runner's secret. @throws Error if it is not given. */
  async fetchesSeedPack(): Promise<SeedPack> {
    const answer = await this.asksForASeedPack();
    if (this.dialect.isRefusal(answer))
      throw new Error(`${this.name} was not given a seed pack (${answer.status}).`);
    const pack = this.dialect.unpack(answer);
    this.player.secrets.learn(pack.accessToken, `${this.name}'s access token`, this.name);
    this.player.finds({ kind: 'unpacks', telling: pack.files.join(', ') }, pack.text, 'seed pack');
    this.#packs.push(pack);
    return pack;
  }

  /** Asks for the own seed pack, whatever comes of it. */
  asksForASeedPack(): Promise<Answer> {
    return this.dialect.fetchSeedPack(this.player, this.account, this.race);
  }

  /** Connects and authenticates with the token of the pack; done when the server welcomes. */
  async joins(token = this.pack.accessToken): Promise<void> {
    const from = this.player.journal.end;
    const connection = await this.opens();
    this.authenticates(token, connection);
    await this.player.sees(welcomed(connection), from);
  }

  /** Opens a connection to a race and says nothing yet. @returns its number. */
  async opens(race = this.race): Promise<number> {
    const from = this.player.journal.end;
    const connection = this.player.connect(this.dialect.modDoor(race, this.player.node));
    await this.player.sees(opened(connection), from);
    return connection;
  }

  /** Opens a connection to a race, one's own or not, and shows this token. */
  async triesToJoin(race: string, token: string): Promise<void> {
    const connection = await this.opens(race);
    this.authenticates(token, connection);
  }

  /** Opens a connection to a race and begins with something that is no introduction. */
  async triesToJoinSaying(race: string, description: string): Promise<void> {
    await this.opens(race);
    this.sends(description);
  }

  /** The newer connection takes over: it is welcomed, and the one before is closed. */
  async takesOver(): Promise<void> {
    const before = this.player.connection;
    const from = this.player.journal.end;
    await this.joins();
    await this.player.sees(closedByTheServer(before, CLOSE.replaced), from);
  }

  /** The server says why the runner's mod may not join, and closes the connection. */
  async isTurnedAway(reason: string): Promise<void> {
    const { connection } = await this.player.sees(turnedAway(reason));
    await this.player.sees(closedByTheServer(connection, CLOSE.turnedAway, reason));
  }

  override finishes(time: number): void {
    super.finishes(time);
    this.#done = 'finished';
  }

  /** Asks to give up, whatever comes of it. */
  async givesUp(): Promise<void> {
    await this.dialect.giveUp(this.player, this.account, this.race);
    this.#done = 'abandoned';
  }

  /** The race has been reset: a new beginning. */
  startsAfresh(): void {
    this.time = 0;
    this.deaths = 0;
    this.zone = this.course.start.name;
    this.#done = undefined;
  }
}
