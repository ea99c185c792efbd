import type { Timer } from '../core/clock';
import { type Connection, SERVER_FAILED } from '../core/connection';
import { KeepAlive } from '../core/keep-alive';
import type { Tenure } from '../core/place';
import type { Arrival, Door } from '../core/system';
import { hashOf } from '../core/tokens';
import { forbid, type Race, type Ruling } from './race';
import type { RaceDesk } from './race-desk';
import { errorFrame } from './race-frames';
import type { RaceHall } from './race-hall';
import { raceIdFrom, racePlace } from './race-id';
import { LARGEST_FRAME, type ModMessage, parseAuth, parseModMessage } from './race-messages';
import { enterZone, finishRun, ready, reportProgress } from './race-progress-rules';
import { forgetWhenLost, gather, isOurs } from './race-return';
import { findRunnerByToken } from './race-store';
import { readTold, type Told, writeTold } from './race-told';

const AUTH_WITHIN_MS = 5_000;
/** A mod answers by a frame of its own, as the contract says. */
const PATIENCE = { askEvery: 30_000, longestSilence: 90_000 };
const AUTH_TIMEOUT = 4001;
const AUTH_REFUSED = 4003;
const REPLACED = 4009;
const REPLACED_REASON = 'Replaced by a newer connection';

const INVALID_TOKEN = 'Invalid mod token or race';

/** `/ws/mod/{race_id}`: where runners' mods come in. */
export function modDoor(desk: RaceDesk): Door {
  return {
    name: '/ws/mod/{race_id}',
    path: /^\/ws\/mod\/([^/]+)$/,
    framesPerSecond: 200,
    largestFrame: LARGEST_FRAME,
    placeOf: racePlace,
    open: (arrival) => void new ModVisit(desk, arrival),
  };
}

/** One mod's connection, from the handshake to its end. */
class ModVisit {
  readonly #raceId: string;
  readonly #connection: Connection;
  readonly #tenure: Tenure;
  readonly #authTimeout: Timer;
  #runnerId: string | undefined;
  #refused = false;
  #keepAlive: KeepAlive | undefined;

  constructor(
    private readonly desk: RaceDesk,
    { connection, groups, tenure, noted }: Arrival,
  ) {
    this.#raceId = raceIdFrom(groups[0]);
    this.#connection = connection;
    this.#tenure = tenure;
    forgetWhenLost(desk, this.#raceId, tenure);
    this.#authTimeout = desk.core.clock.after(AUTH_WITHIN_MS, () =>
      connection.close(AUTH_TIMEOUT, 'Auth timeout'),
    );
    if (noted !== undefined) {
      this.#authTimeout.cancel();
      void this.#inTurn((hall) => this.#comeBack(hall, readTold(noted)));
    }
    connection.onText((text) => {
      this.#authTimeout.cancel();
      this.#keepAlive?.heard();
      return this.#inTurn((hall) => this.#hear(hall, text));
    });
    connection.onClose(() => {
      this.#authTimeout.cancel();
      this.#keepAlive?.stop();
      return this.#inTurn((hall) => this.#leave(hall));
    });
  }

  async #inTurn(work: (hall: RaceHall) => Promise<void>): Promise<void> {
    const { halls, core } = this.desk;
    if (halls.stopped) return;
    await halls.inTurn(this.#raceId, work).catch((error) => {
      core.log.error({ err: error, race: this.#raceId, runner: this.#runnerId }, 'a message of a mod failed');
      if (this.#runnerId === undefined) this.#connection.close(SERVER_FAILED, 'Internal error');
      else this.#connection.send(errorFrame('Internal error'));
    });
  }

  /** What came before the end of a connection still counts; what came before it was replaced does not. */
  async #hear(hall: RaceHall, text: string): Promise<void> {
    if (this.#refused) return;
    if (this.#runnerId === undefined) return this.#admit(hall, text);
    if (hall.mods.get(this.#runnerId) !== this.#connection) return;

    const parsed = parseModMessage(text);
    if ('wrong' in parsed) return this.#connection.send(errorFrame(parsed.wrong));
    if (parsed.message.type === 'pong') return;
    // Where it is not, the next node hears the message, as nobody has dealt with it.
    if (!(await isOurs(this.desk, this.#tenure))) return;
    const ruling = await this.#decide(hall, this.#runnerId, parsed.message);
    if (!ruling.allowed) this.#connection.send(errorFrame(ruling.reason));
  }

  async #admit(hall: RaceHall, text: string): Promise<void> {
    const parsed = parseAuth(text);
    if ('wrong' in parsed) return this.#refuse(parsed.wrong);
    const { core, referee } = this.desk;
    const runnerId = await findRunnerByToken(core.database, this.#raceId, hashOf(parsed.message.mod_token));
    if (runnerId === undefined) return this.#refuse(INVALID_TOKEN);
    const race = await referee.view(this.#raceId);
    if (race === undefined) return this.#refuse(INVALID_TOKEN);
    if (race.status === 'finished') return this.#refuse('Race has already finished');
    // A mod that has hung up meanwhile must not take over from one that is there.
    if (this.#connection.isOpen) this.#welcome(hall, race, runnerId);
  }

  #refuse(message: string): void {
    this.#refused = true;
    this.#connection.send({ type: 'auth_error', message });
    this.#connection.close(AUTH_REFUSED, message);
  }

  /** Welcomed by the node that served the race before. Who has hung up meanwhile is here for what they said before. */
  async #comeBack(hall: RaceHall, told: Told): Promise<void> {
    const race = await this.desk.referee.view(this.#raceId);
    if (race === undefined || told.runnerId === undefined) return;
    if (hall.mods.has(told.runnerId)) return this.#connection.close(REPLACED, REPLACED_REASON);
    this.#settle(hall, race, told.runnerId);
    hall.catchUp(this.#connection, race, told);
    gather(this.desk, hall, this.#raceId);
  }

  #settle(hall: RaceHall, race: Race, runnerId: string): void {
    this.#runnerId = runnerId;
    hall.mods.set(runnerId, this.#connection);
    this.#connection.note(writeTold({ runnerId, version: race.version }));
    this.#keepAlive = new KeepAlive(this.#connection, this.desk.core.clock, PATIENCE, () =>
      this.#connection.send({ type: 'ping' }),
    );
  }

  #welcome(hall: RaceHall, race: Race, runnerId: string): void {
    const replaced = hall.mods.get(runnerId);
    this.#settle(hall, race, runnerId);
    this.#connection.send(hall.framesOf(race).authOk(runnerId));
    replaced?.close(REPLACED, REPLACED_REASON);
    hall.announce(race, [{ about: 'leaderboard' }]);
  }

  /** Asks the rules about a message, on the race as it stands when its turn has come. */
  async #decide(
    hall: RaceHall,
    runnerId: string,
    message: Exclude<ModMessage, { type: 'pong' }>,
  ): Promise<Ruling> {
    const { core, referee, seed } = this.desk;
    const ruling = await referee.decide(hall, this.#raceId, (race) => {
      const runner = race.runners.find(({ id }) => id === runnerId);
      if (runner === undefined) return forbid(INVALID_TOKEN);
      switch (message.type) {
        case 'ready':
          return ready(race, runner);
        case 'status_update': {
          const { igt_ms: igt, zone, deaths } = message;
          return reportProgress(race, runner, { igt, zone, deaths }, seed);
        }
        case 'zone_entered': {
          const { from_zone: from, to_zone: to, igt_ms: igt } = message;
          return enterZone(race, runner, { from, to, igt }, seed);
        }
        case 'finished':
          return finishRun(race, runner, message.igt_ms, core.clock.now());
      }
    });
    return ruling ?? forbid(INVALID_TOKEN);
  }

  async #leave(hall: RaceHall): Promise<void> {
    if (this.#runnerId === undefined || hall.mods.get(this.#runnerId) !== this.#connection) return;
    hall.mods.delete(this.#runnerId);
    if (hall.isEmpty) return;
    const race = await this.desk.referee.view(this.#raceId);
    if (race !== undefined) hall.announce(race, [{ about: 'leaderboard' }]);
  }
}
