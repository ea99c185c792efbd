import type { Queries, Transaction } from '../core/database';
import type { Race, RaceStatus, Runner, RunnerStatus, Visit } from './race';

interface RaceColumns {
  race_id: string;
  name: string;
  seed_id: string;
  race_status: RaceStatus;
  version: number;
  started_at: Date | null;
  race_finished_at: Date | null;
  organizer_id: string;
  organizer: string;
}

interface RunnerColumns {
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

/** A race with each of its runners, or with none. */
type Row = RaceColumns & (RunnerColumns | { id: null });

/** One statement, so that race and runners are seen as they were at one moment. */
const RACE = `
  SELECT r.id AS race_id, r.name, r.seed_id, r.status AS race_status, r.version, r.started_at,
    r.finished_at AS race_finished_at, r.organizer_id, o.username AS organizer,
    p.id, p.user_id, u.username, p.entry, p.status, p.zone, p.layer, p.layer_igt_ms, p.igt_ms, p.deaths,
    p.finished_at, p.place, coalesce(v.visits, '[]') AS visits
  FROM races r
  JOIN users o ON o.id = r.organizer_id
  LEFT JOIN (participants p JOIN users u ON u.id = p.user_id) ON p.race_id = r.id
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('zone', zone, 'igt', igt_ms, 'deaths', deaths) ORDER BY number) AS visits
    FROM zone_visits WHERE participant_id = p.id
  ) v ON true
  WHERE r.id = $1 ORDER BY p.entry`;

/** The race, or undefined if there is none of that id (a UUID). */
export async function findRace(queries: Queries, id: string): Promise<Race | undefined> {
  return raceOf(await queries.query<Row>(RACE, [id]));
}

/** As `findRace`, and nobody else changes the race until the transaction is over, on whatever node. */
export async function lockRace(transaction: Transaction, id: string): Promise<Race | undefined> {
  const [, rows] = await Promise.all([
    transaction.query('SELECT FROM races WHERE id = $1 FOR UPDATE', [id]),
    // A statement of its own, which sees what was committed while the first one waited.
    transaction.query<Row>(RACE, [id]),
  ]);
  return raceOf(rows);
}

/** Records a new race, which has no runners yet. */
export async function insertRace(queries: Queries, race: Race): Promise<void> {
  await queries.query(
    `INSERT INTO races (id, name, seed_id, organizer_id, status, version) VALUES ($1, $2, $3, $4, $5, $6)`,
    [race.id, race.name, race.seedId, race.organizer.id, race.status, race.version],
  );
}

/** Writes what differs between a race as it was locked and as the rules left it. */
export function saveChanges(transaction: Transaction, before: Race, after: Race): void {
  if (after.version !== before.version) {
    transaction.write(
      'UPDATE races SET status = $2, version = $3, started_at = $4, finished_at = $5 WHERE id = $1',
      [after.id, after.status, after.version, after.startedAt, after.finishedAt],
    );
  }
  const known = new Map(before.runners.map((runner) => [runner.id, runner]));
  for (const runner of after.runners) {
    const previous = known.get(runner.id);
    if (previous === runner) continue;
    if (previous === undefined) insertRunner(transaction, after.id, runner);
    else updateRunner(transaction, runner);
    saveVisits(transaction, runner, previous?.visits ?? []);
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
export function savePack(
  transaction: Transaction,
  runnerId: string,
  tokenHash: Buffer,
  zip: Uint8Array,
): void {
  transaction.write('UPDATE participants SET mod_token_hash = $2 WHERE id = $1', [runnerId, tokenHash]);
  transaction.write('INSERT INTO packs (participant_id, zip) VALUES ($1, $2)', [runnerId, zip]);
}

/** The runner's pack as it was made, or undefined if there is none yet. */
export async function findPack(queries: Queries, runnerId: string): Promise<Buffer | undefined> {
  const [row] = await queries.query<{ zip: Buffer }>('SELECT zip FROM packs WHERE participant_id = $1', [
    runnerId,
  ]);
  return row?.zip;
}

function raceOf(rows: readonly Row[]): Race | undefined {
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    id: row.race_id,
    name: row.name,
    seedId: row.seed_id,
    status: row.race_status,
    version: row.version,
    startedAt: row.started_at,
    finishedAt: row.race_finished_at,
    organizer: { id: row.organizer_id, username: row.organizer },
    runners: rows.flatMap((each) => (each.id === null ? [] : [runnerOf(each)])),
  };
}

function runnerOf(row: RunnerColumns): Runner {
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

function insertRunner(transaction: Transaction, raceId: string, runner: Runner): void {
  transaction.write(
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

function updateRunner(transaction: Transaction, runner: Runner): void {
  transaction.write(
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
function saveVisits(transaction: Transaction, runner: Runner, before: readonly Visit[]): void {
  if (runner.visits.length < before.length) {
    transaction.write('DELETE FROM zone_visits WHERE participant_id = $1', [runner.id]);
  }
  for (let number = before.length; number < runner.visits.length; number += 1) {
    const visit = runner.visits[number];
    transaction.write(
      'INSERT INTO zone_visits (participant_id, number, zone, igt_ms, deaths) VALUES ($1, $2, $3, $4, $5)',
      [runner.id, number, visit?.zone, visit?.igt, visit?.deaths],
    );
  }
}
