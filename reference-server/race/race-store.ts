import type { Queries } from '../core/database';
import type { Race, RaceStatus, Runner, RunnerStatus, Visit } from './race';

interface RaceRow {
  id: string;
  name: string;
  seed_id: string;
  status: RaceStatus;
  version: number;
  started_at: Date | null;
  finished_at: Date | null;
  organizer_id: string;
  organizer: string;
}

interface RunnerRow {
  id: string;
  user_id: string;
  username: string;
  entry: number;
  status: RunnerStatus;
  zone: string;
  layer: number;
  layer_igt_ms: number;
  igt_ms: number;
  deaths: number;
  finished_at: Date | null;
  place: number | null;
  visits: Visit[];
}

const RACE = `SELECT r.*, u.username AS organizer FROM races r JOIN users u ON u.id = r.organizer_id WHERE r.id = $1`;

const RUNNERS = `
  SELECT p.*, u.username, coalesce(v.visits, '[]') AS visits
  FROM participants p
  JOIN users u ON u.id = p.user_id
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('zone', zone, 'igt', igt_ms, 'deaths', deaths) ORDER BY number) AS visits
    FROM zone_visits WHERE participant_id = p.id
  ) v ON true
  WHERE p.race_id = $1 ORDER BY p.entry`;

/** The race, or undefined if there is none of that id (a UUID). */
export async function findRace(queries: Queries, id: string): Promise<Race | undefined> {
  return load(queries, id, RACE);
}

/** As `findRace`, and nobody else changes the race until the transaction is over, on whatever node. */
export async function lockRace(transaction: Queries, id: string): Promise<Race | undefined> {
  return load(transaction, id, `${RACE} FOR UPDATE OF r`);
}

/** Records a new race, which has no runners yet. */
export async function insertRace(queries: Queries, race: Race): Promise<void> {
  await queries.query(
    `INSERT INTO races (id, name, seed_id, organizer_id, status, version) VALUES ($1, $2, $3, $4, $5, $6)`,
    [race.id, race.name, race.seedId, race.organizer.id, race.status, race.version],
  );
}

/** Writes what differs between a race as it was locked and as the rules left it. */
export async function saveChanges(transaction: Queries, before: Race, after: Race): Promise<void> {
  if (after.version !== before.version) {
    await transaction.query(
      'UPDATE races SET status = $2, version = $3, started_at = $4, finished_at = $5 WHERE id = $1',
      [after.id, after.status, after.version, after.startedAt, after.finishedAt],
    );
  }
  const known = new Map(before.runners.map((runner) => [runner.id, runner]));
  for (const runner of after.runners) {
    const previous = known.get(runner.id);
    if (previous === runner) continue;
    if (previous === undefined) await insertRunner(transaction, after.id, runner);
    else await updateRunner(transaction, runner);
    await saveVisits(transaction, runner, previous?.visits ?? []);
  }
}

/** The runner of this race whose mod has that token, or undefined. */
export async function findRunnerByToken(
  queries: Queries,
  raceId: string,
  tokenHash: Buffer,
): Promise<string | undefined> {
  const [row] = await queries.query<{ id: string }>(
    'SELECT id FROM participants WHERE race_id = $1 AND mod_token_hash = $2',
    [raceId, tokenHash],
  );
  return row?.id;
}

/** Those of the race who have no pack yet. */
export async function runnersWithoutPack(
  queries: Queries,
  raceId: string,
): Promise<{ id: string; username: string }[]> {
  return queries.query(
    `SELECT p.id, u.username FROM participants p JOIN users u ON u.id = p.user_id
     WHERE p.race_id = $1 AND NOT EXISTS (SELECT FROM packs WHERE participant_id = p.id) ORDER BY p.entry`,
    [raceId],
  );
}

/** Records a runner's pack, and the hash of the token that is in it. */
export async function savePack(
  transaction: Queries,
  runnerId: string,
  tokenHash: Buffer,
  zip: Uint8Array,
): Promise<void> {
  await transaction.query('UPDATE participants SET mod_token_hash = $2 WHERE id = $1', [runnerId, tokenHash]);
  await transaction.query('INSERT INTO packs (participant_id, zip) VALUES ($1, $2)', [runnerId, zip]);
}

/** The runner's pack as it was made, or undefined if there is none yet. */
export async function findPack(queries: Queries, runnerId: string): Promise<Buffer | undefined> {
  const [row] = await queries.query<{ zip: Buffer }>('SELECT zip FROM packs WHERE participant_id = $1', [
    runnerId,
  ]);
  return row?.zip;
}

async function load(queries: Queries, id: string, raceSql: string): Promise<Race | undefined> {
  const [row] = await queries.query<RaceRow>(raceSql, [id]);
  if (row === undefined) return undefined;
  const runners = await queries.query<RunnerRow>(RUNNERS, [id]);
  return {
    id: row.id,
    name: row.name,
    seedId: row.seed_id,
    status: row.status,
    version: row.version,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    organizer: { id: row.organizer_id, username: row.organizer },
    runners: runners.map(runnerOf),
  };
}

function runnerOf(row: RunnerRow): Runner {
  return {
    id: row.id,
    userId: row.user_id,
    username: row.username,
    entry: row.entry,
    status: row.status,
    zone: row.zone,
    layer: row.layer,
    layerIgt: row.layer_igt_ms,
    igt: row.igt_ms,
    deaths: row.deaths,
    finishedAt: row.finished_at,
    place: row.place,
    visits: row.visits,
  };
}

async function insertRunner(transaction: Queries, raceId: string, runner: Runner): Promise<void> {
  await transaction.query(
    `INSERT INTO participants (id, race_id, user_id, entry, status, zone, layer, layer_igt_ms, igt_ms, deaths)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      runner.id,
      raceId,
      runner.userId,
      runner.entry,
      runner.status,
      runner.zone,
      runner.layer,
      runner.layerIgt,
      runner.igt,
      runner.deaths,
    ],
  );
}

async function updateRunner(transaction: Queries, runner: Runner): Promise<void> {
  await transaction.query(
    `UPDATE participants SET status = $2, zone = $3, layer = $4, layer_igt_ms = $5, igt_ms = $6, deaths = $7,
       finished_at = $8, place = $9 WHERE id = $1`,
    [
      runner.id,
      runner.status,
      runner.zone,
      runner.layer,
      runner.layerIgt,
      runner.igt,
      runner.deaths,
      runner.finishedAt,
      runner.place,
    ],
  );
}

/** The history only grows, but for a reset, which empties it. */
async function saveVisits(transaction: Queries, runner: Runner, before: readonly Visit[]): Promise<void> {
  if (runner.visits.length < before.length) {
    await transaction.query('DELETE FROM zone_visits WHERE participant_id = $1', [runner.id]);
  }
  for (let number = before.length; number < runner.visits.length; number += 1) {
    const visit = runner.visits[number];
    await transaction.query(
      'INSERT INTO zone_visits (participant_id, number, zone, igt_ms, deaths) VALUES ($1, $2, $3, $4, $5)',
      [runner.id, number, visit?.zone, visit?.igt, visit?.deaths],
    );
  }
}
