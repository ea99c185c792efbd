import { EventEmitter, once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import { pino } from 'pino';
import { Database } from '../../reference-server/core/database';
import { Cluster } from '../../support/targets/embedded/cluster';
import { createDatabase } from '../../support/targets/embedded/database';
import { until } from '../until';

const INSERT = 'INSERT INTO things (name) VALUES ($1)';
const SCHEMA = [
  'CREATE TABLE IF NOT EXISTS things (name text PRIMARY KEY)',
  'CREATE INDEX IF NOT EXISTS things_name ON things (name)',
];

describe('the record of the reference server', { skip: process.platform === 'win32' }, () => {
  let cluster: Cluster;
  let database: Database;

  before(async () => {
    cluster = await Cluster.launch();
    database = new Database(await createDatabase(await cluster.ready, 'record'), pino({ level: 'silent' }));
    await database.applySchema(SCHEMA);
  });

  after(async () => {
    await database.close();
    await cluster.stop();
  });

  const named = (pattern: string) =>
    database.query<{ name: string }>('SELECT name FROM things WHERE name LIKE $1 ORDER BY name', [pattern]);

  it('is changed by all that a transaction writes', async () => {
    const before = await database.transaction(async (transaction) => {
      transaction.write(INSERT, ['all 1']);
      transaction.write(INSERT, ['all 2']);
      return transaction.query('SELECT name FROM things WHERE name LIKE $1', ['all%']);
    });
    expect(before, 'what the transaction itself sees before its end').to.deep.equal([]);
    expect(await named('all%')).to.deep.equal([{ name: 'all 1' }, { name: 'all 2' }]);
  });

  it('is not held by somebody who sleeps in the middle of a transaction', async () => {
    await database.query(INSERT, ['held']);
    const lock = "SELECT FROM things WHERE name = 'held' FOR UPDATE";
    let wake: () => void = () => {};
    const asleep = database.transaction(async (transaction) => {
      await transaction.query(lock);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      transaction.write("DELETE FROM things WHERE name = 'held'", []);
    });
    const failure = asleep.then(
      () => 'no failure',
      () => 'a failure',
    );
    try {
      await database.transaction((transaction) => transaction.query(lock));
    } finally {
      wake();
    }
    expect(await failure).to.equal('a failure');
    expect(await named('held')).to.have.length(1);
  });

  it('keeps nobody waiting whose schema is there already, whatever others are writing', async () => {
    await database.transaction(async (transaction) => {
      await transaction.query(INSERT, ['begun']);
      await database.applySchema(SCHEMA);
    });
    expect(await named('begun')).to.deep.equal([{ name: 'begun' }]);
  });

  it('is not changed where one of the changes fails, and serves whoever comes next', async () => {
    const failed = await database
      .transaction(async (transaction) => {
        for (const name of ['none 1', 'none 1', 'none 2']) transaction.write(INSERT, [name]);
      })
      .catch((error: Error) => error.message);
    expect(failed).to.contain('duplicate key');
    expect(await named('none%')).to.deep.equal([]);
    await database.transaction(async (transaction) => transaction.write(INSERT, ['none 3']));
    expect(await named('none%')).to.deep.equal([{ name: 'none 3' }]);
  });

  it('is not changed where the work or one of its queries fails', async () => {
    const works = [
      async () => {
        throw new Error('changed my mind');
      },
      (query: (sql: string) => Promise<unknown>) => query('SELECT 1 / 0'),
    ];
    for (const [index, work] of works.entries()) {
      const failed = await database
        .transaction(async (transaction) => {
          transaction.write(INSERT, [`mind ${index}`]);
          await work((sql) => transaction.query(sql));
        })
        .catch((error: Error) => error.message);
      expect(failed).to.be.oneOf(['changed my mind', 'division by zero']);
    }
    expect(await named('mind%')).to.deep.equal([]);
  });

  it('is seen as it was at one moment by all queries of a snapshot', async () => {
    const ask = 'SELECT name FROM things WHERE name LIKE $1';
    const seen = await database.snapshot(async (queries) => {
      const before = await queries.query(ask, ['moment%']);
      await database.transaction(async (transaction) => transaction.write(INSERT, ['moment']));
      return [before, await queries.query(ask, ['moment%'])];
    });
    expect(seen).to.deep.equal([[], []]);
    expect(await named('moment%')).to.deep.equal([{ name: 'moment' }]);
  });

  it('is seen, behind a lock that was waited for, as the one before left it', async () => {
    await database.transaction(async (transaction) => transaction.write(INSERT, ['locked']));
    const tells = new EventEmitter();
    const held = once(tells, 'held');
    const first = database.transaction(async (transaction) => {
      await transaction.query('SELECT FROM things WHERE name = $1 FOR UPDATE', ['locked']);
      transaction.write(INSERT, ['locked later']);
      tells.emit('held');
      await once(tells, 'go on');
    });
    await held;
    const second = database.transaction(async (transaction) => {
      const [, seen] = await Promise.all([
        transaction.query('SELECT FROM things WHERE name = $1 FOR UPDATE', ['locked']),
        transaction.query('SELECT name FROM things WHERE name LIKE $1 ORDER BY name', ['locked%']),
      ]);
      return seen;
    });
    await untilSomebodyWaits(database);
    tells.emit('go on');
    await first;
    expect(await second).to.deep.equal([{ name: 'locked' }, { name: 'locked later' }]);
  });
});

/** PostgreSQL says who waits for a lock; nothing tells of it. */
function untilSomebodyWaits(database: Database): Promise<void> {
  return until('somebody who waits for a lock', async () => {
    const waiting = await database.query("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
    return waiting.length > 0;
  });
}
