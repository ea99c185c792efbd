import { randomBytes } from 'node:crypto';
import { type IWorldOptions, setWorldConstructor, World } from '@cucumber/cucumber';
import { inWords, PrivacySearch, type Searched } from './checkers/privacy';
import { Closers } from './closers';
import { Endurance } from './endurance/endurance';
import { Network } from './faults/network/network';
import { Nodes } from './nodes';
import { gather } from './people';
import type { Player } from './players/player';
import type { PlayerPool } from './players/pool';
import { Chance, drawSeed } from './random/chance';
import { fallingPartyGame, partyGame } from './random/party/party-game';
import { pongGame } from './random/pong/pong-game';
import { raceGame } from './random/race/race-game';
import { Place } from './reporting/place';
import { Said } from './reporting/said';
import type { Settings } from './settings';
import { partyDialect } from './systems/party/dialects';
import { Pages, type Picture } from './systems/party/pages';
import { OTHER_HOST, Party } from './systems/party/party';
import { Restarts } from './systems/party/restarts';
import { Callers } from './systems/pong/callers';
import { pongDialect } from './systems/pong/dialects';
import { Pong } from './systems/pong/pong';
import type { Room } from './systems/pong/room';
import type { RaceView } from './systems/race/dialect';
import { raceDialect } from './systems/race/dialects';
import type { Race } from './systems/race/race';
import { Races } from './systems/race/races';
import { Series } from './systems/series';
import type { Target } from './targets/target';
import { stage } from './worker';

/** The world of one scenario: its players, the target they play on, and the systems they play. */
export class GauntletWorld extends World {
  /** What lies between the players and the server, where a scenario has it under its hand, or some lines are late. */
  readonly network = new Network(() => this.settings.lag);
  /** A short text that no other scenario has: goes into every name that the server keeps. */
  readonly scope = randomBytes(5).toString('hex');
  readonly closers = new Closers();
  /** What the rows of a table say, done and judged one after the other. */
  readonly series = new Series(
    () => this.players.mark(),
    () => this.players.patience.stepBegins(),
  );
  /** When the scenario began, by this machine's clock: for the logs. */
  readonly began = new Date();
  /** Where in the scenario we are: told with a failure. */
  readonly place = new Place();
  /** What kept this process alive when the scenario began. */
  resources: ReadonlyMap<string, number> = new Map();
  /** How to have the same again, where chance had a part in this scenario: told with a failure. */
  replay: string | undefined;
  /** The race as somebody has looked it up last. */
  view: RaceView | undefined;
  /** Which of several orders given at once were granted. */
  granted: readonly boolean[] = [];
  /** Which of the tokens that somebody tried, in their order, let that one in. */
  admitted: readonly boolean[] = [];
  /** What the last command of a party's host came to. */
  orders: readonly string[] = [];
  #players: PlayerPool | undefined;
  #races: Races | undefined;
  #pong: Pong | undefined;
  #party: Party | undefined;
  #otherParty: Party | undefined;
  #pages: Pages | undefined;
  #restarts: Restarts | undefined;
  #endurance: Endurance | undefined;
  #chance: Chance | undefined;

  /** What the scenario has said to its report. */
  readonly said: Said;
  #privacy: PrivacySearch | undefined;
  #callers: Callers | undefined;

  constructor(options: IWorldOptions) {
    const said = new Said(() => this.players.secrets);
    super({ ...options, attach: said.attaching(options.attach), log: said.logging(options.log) });
    this.said = said;
    this.closers.add('what was to be done one after the other', () => this.series.expectJudged());
    this.closers.add('the network', () => this.network.end());
    this.closers.add("the players' connections", () => this.players.retire());
    this.closers.add('what was wrong with the network', () => this.network.settle());
  }

  /** What this worker plays on. A dry run makes worlds too, and has no target. */
  get target(): Target {
    return stage().target;
  }

  /** What the user has chosen. */
  get settings(): Settings {
    return stage().settings;
  }

  /** Everybody who takes part. */
  get players(): PlayerPool {
    this.#players ??= gather(this.target, stage().settings.patience, {
      wayOf: this.network.wayOf,
      clientOf: this.network.clientOf,
      http: stage().http,
    });
    return this.#players;
  }

  /** The search for secrets in wrong hands, and what has been searched so far. */
  get privacy(): PrivacySearch {
    this.#privacy ??= new PrivacySearch(this.players.secrets);
    return this.#privacy;
  }

  /** Looks now, as is done at the end of every scenario, at what has reached anybody so far. */
  lookForSecrets(): { astray: readonly string[]; searched: Searched; words: string } {
    const search = new PrivacySearch(this.players.secrets);
    const astray = search.journals(this.players.all());
    return { astray, searched: search.searched, words: inWords(search.searched) };
  }

  /** Chance, which plays sessions of its own beside the scenario's people. */
  get chance(): Chance {
    this.#chance ??= new Chance(this.target, stage().settings, this.players.secrets, {
      race: () => raceGame((scope) => raceDialect(stage().settings.raceDialect, this.target, scope)),
      'game of pong': () =>
        pongGame(
          (scope) => pongDialect(stage().settings.pongDialect, this.target, scope),
          this.target.capabilities.has('clock'),
        ),
      party: () => partyGame((scope) => partyDialect(stage().settings.partyDialect, this.target, scope)),
      'party whose server falls': () =>
        fallingPartyGame((scope) => partyDialect(stage().settings.partyDialect, this.target, scope)),
    });
    return this.#chance;
  }

  /** Whose journals are drawn in the report. */
  get depicted(): PlayerPool {
    return this.#chance?.players ?? this.players;
  }

  /** The race server as this scenario meets it. */
  get races(): Races {
    this.#races ??= new Races(
      this.players,
      raceDialect(stage().settings.raceDialect, this.target, this.scope),
    );
    return this.#races;
  }

  /** The pong server as this scenario meets it. */
  get pong(): Pong {
    this.#pong ??= new Pong(this.players, pongDialect(stage().settings.pongDialect, this.target, this.scope));
    return this.#pong;
  }

  /** The session of a party that the scenario is about. */
  get party(): Party {
    this.#party ??= this.invite();
    return this.#party;
  }

  /** The pages that people of the party have open in a browser. */
  get pages(): Pages {
    if (this.#pages) return this.#pages;
    const pages = new Pages(this.party, () => stage().browser.browser);
    this.closers.add('the pages in the browser', () => pages.close());
    this.#pages = pages;
    return pages;
  }

  /** How the pages look that are open now. */
  async pictures(): Promise<readonly Picture[]> {
    return (await this.#pages?.pictures()) ?? [];
  }

  /** The nodes of the server, and what befalls them. */
  get nodes(): Nodes {
    return new Nodes(this.target, this.players);
  }

  /** What becomes of the party when the server falls. */
  get restarts(): Restarts {
    this.#restarts ??= new Restarts(this.party, this.nodes);
    return this.#restarts;
  }

  /** The party, when it goes on for long. */
  get endurance(): Endurance {
    this.#endurance ??= new Endurance(this.party, this);
    return this.#endurance;
  }

  /** Who calls at the pong server's door and does not come in. */
  get callers(): Callers {
    this.#callers ??= new Callers(this.pong, this.network);
    return this.#callers;
  }

  /** The room that the scenario is about. */
  get room(): Room {
    return this.pong.first;
  }

  /** Another host's session, beside the one that the scenario is about. */
  get otherParty(): Party {
    this.#otherParty ??= this.invite(OTHER_HOST, (character) =>
      character === 'Thorin' ? 'the stranger' : `the other ${character.replace(/^the /, '')}`,
    );
    return this.#otherParty;
  }

  /** The session of that host, by what the host is called. */
  partyOf(host: string): Party {
    return host === OTHER_HOST ? this.otherParty : this.party;
  }

  /** The session in which somebody has a place. */
  partyWith(name: string): Party {
    const isStranger = this.#otherParty?.members.some((one) => one.name === name);
    return isStranger ? this.otherParty : this.party;
  }

  private invite(host?: string, personOf?: (character: string) => string): Party {
    const dialect = partyDialect(stage().settings.partyDialect, this.target, this.scope);
    const party = new Party(this.players, dialect, host, personOf);
    this.closers.add("the host's line", () => party.end());
    return party;
  }

  /** What this scenario's random messages are made from. A failure tells it, so that they can be sent again. */
  drawFuzzSeed(): number {
    const seed = drawSeed(stage().settings.fuzzSeed);
    this.replay = `The random messages were those of FUZZ_SEED=${seed}; with that set, they are sent again.`;
    return seed;
  }

  /** Who has acted last. */
  get actor(): Player {
    return this.players.actor;
  }

  /** The race that the scenario is about. */
  get race(): Race {
    return this.races.first;
  }
}

setWorldConstructor(GauntletWorld);
