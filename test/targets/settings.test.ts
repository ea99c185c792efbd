import { describe, it } from 'node:test';
import { expect } from 'chai';
import { readSettings, SettingsError } from '../../support/settings';

const LIVE = { TARGET: 'live', SERVER_URL: 'http://127.0.0.1:8080', ADMIN_TOKEN: 'let-me-in' };

describe('settings', () => {
  it('play on the embedded target, once, with patience as written, unless told otherwise', () => {
    expect(readSettings({}, {})).to.deep.equal({
      target: { name: 'embedded' },
      patience: 1,
      lag: 0,
      repeat: 1,
      raceDialect: undefined,
      pongDialect: undefined,
      partyDialect: undefined,
      fuzzSeed: undefined,
      soakMinutes: 30,
      saboteurs: [],
      caughtIn: undefined,
      random: { sessions: 5, seed: undefined, path: undefined },
      chromium: undefined,
    });
  });

  it('come from the environment and from world parameters; the environment wins', () => {
    const settings = readSettings(
      { PATIENCE: '2.5', RACE_DIALECT: './mine.ts', PONG_DIALECT: './ours.ts' },
      { target: 'embedded', patience: 9, repeat: 3, raceDialect: './theirs.ts', pongDialect: './theirs.ts' },
    );
    expect(settings).to.include({
      patience: 2.5,
      repeat: 3,
      raceDialect: './mine.ts',
      pongDialect: './ours.ts',
    });
  });

  it('take a browser from the environment: one that can be run, or none', () => {
    expect(readSettings({ CHROMIUM_PATH: process.execPath }, {}).chromium).to.equal(process.execPath);
    expect(readSettings({ CHROMIUM_PATH: 'none' }, {}).chromium).to.equal('none');
  });

  it('take an address with a path, whether or not a slash ends it', () => {
    for (const SERVER_URL of ['http://x/game', 'http://x/game/'])
      expect(readSettings({ ...LIVE, SERVER_URL }, {}).target).to.include({ url: 'http://x/game/' });
  });

  it('take a lag from either', () => {
    expect(readSettings({ LAG: '60' }, { lag: 30 }).lag).to.equal(60);
    expect(readSettings({}, { lag: 30 }).lag).to.equal(30);
  });

  it('take a seed from either, 0 among them', () => {
    expect(readSettings({ FUZZ_SEED: '7' }, { fuzzSeed: 8 }).fuzzSeed).to.equal(7);
    expect(readSettings({}, { fuzzSeed: 0 }).fuzzSeed).to.equal(0);
    expect(readSettings({ SOAK_MINUTES: '5' }, {}).soakMinutes).to.equal(5);
  });

  it('say which random sessions are played: so many, or one that a failed run names', () => {
    expect(readSettings({ RANDOM_SESSIONS: '7' }, { randomSessions: 200 }).random.sessions).to.equal(7);
    expect(readSettings({}, { randomSessions: 200 }).random.sessions).to.equal(200);
    const path = '17:3:1@AAE+/:D~4';
    expect(readSettings({ RANDOM_SEED: '12', RANDOM_PATH: path }, {}).random).to.include({ seed: 12, path });
  });

  it('count an empty variable as none: that is how CI systems spell "not set"', () => {
    expect(readSettings({ TARGET: '', PATIENCE: '', SERVER_URL: '' }, {}).target.name).to.equal('embedded');
  });

  it('describe a live server, and what its owner gives access to', () => {
    const env = { ...LIVE, DATABASE_URL: 'postgresql://db/race', TEST_HOOKS_SECRET: 'tick' };
    expect(readSettings(env, {}).target).to.deep.equal({
      name: 'live',
      url: 'http://127.0.0.1:8080/',
      administrator: 'let-me-in',
      databaseUrl: 'postgresql://db/race',
      testHooksSecret: 'tick',
    });
  });

  it('cannot be changed', () => {
    const settings = readSettings(LIVE, {});
    expect(Object.isFrozen(settings) && Object.isFrozen(settings.target)).to.equal(true);
  });

  const refused: [why: string, env: NodeJS.ProcessEnv, parameters: Record<string, unknown>, says: string][] =
    [
      [
        'an unknown target',
        { TARGET: 'moon' },
        {},
        'TARGET is "moon"; it must be one of embedded, containers, live.',
      ],
      [
        'an unknown target of a profile',
        {},
        { target: 'moon' },
        'The world parameter "target" is "moon"; it must be',
      ],
      [
        'an unknown parameter',
        {},
        { targit: 'live' },
        'The world parameter "targit" is unknown; there are target, serverUrl,',
      ],
      [
        'a parameter of many values',
        {},
        { repeat: [1, 2] },
        'The world parameter "repeat" is [1,2]; it must be a single value.',
      ],
      ['an address for the embedded target', { SERVER_URL: 'http://x' }, {}, 'SERVER_URL is for TARGET=live'],
      ['live without an address', { TARGET: 'live' }, {}, 'TARGET=live needs SERVER_URL'],
      [
        'live without a token',
        { TARGET: 'live', SERVER_URL: 'http://x' },
        {},
        'TARGET=live needs ADMIN_TOKEN',
      ],
      [
        'an address that is none',
        { ...LIVE, SERVER_URL: 'localhost' },
        {},
        'SERVER_URL is "localhost"; it must be an http',
      ],
      [
        'an address of another kind',
        { ...LIVE, SERVER_URL: 'ws://x' },
        {},
        'SERVER_URL is "ws://x"; it must be an http',
      ],
      [
        'an address with a query',
        { ...LIVE, SERVER_URL: 'http://x/game?room=1' },
        {},
        'SERVER_URL has a part after ? or #; give only the address, http://x/game.',
      ],
      [
        'a database of another kind',
        { ...LIVE, DATABASE_URL: 'mysql://x' },
        {},
        'DATABASE_URL is not the address of a PostgreSQL',
      ],
      ['no patience', { PATIENCE: '0' }, {}, 'PATIENCE is "0"; it must be a positive number'],
      ['endless patience', { PATIENCE: 'Infinity' }, {}, 'PATIENCE is "Infinity"; it must be'],
      ['a lag in words', { LAG: '1s' }, {}, 'LAG is "1s"; it must be a whole number from 0 to 500.'],
      [
        'more lag than a wait has room for',
        {},
        { lag: 501 },
        'The world parameter "lag" is "501"; it must be',
      ],
      [
        'half a repetition',
        { REPEAT: '1.5' },
        {},
        'REPEAT is "1.5"; it must be a whole number from 1 to 10000.',
      ],
      [
        'repetitions by the power of ten',
        { REPEAT: '1e2' },
        {},
        'REPEAT is "1e2"; it must be a whole number from 1 to 10000.',
      ],
      [
        'no random session',
        { RANDOM_SESSIONS: '0' },
        {},
        'RANDOM_SESSIONS is "0"; it must be a whole number from 1 to 10000.',
      ],
      [
        'a seed below all',
        { RANDOM_SEED: '-1' },
        {},
        'RANDOM_SEED is "-1"; it must be a whole number from 0 to 2147483647.',
      ],
      [
        'a path that no run prints',
        { RANDOM_SEED: '1', RANDOM_PATH: '17;3' },
        {},
        'RANDOM_PATH is "17;3"; it must be as a failed run prints it',
      ],
      ['a path without a seed', { RANDOM_PATH: '17:3' }, {}, 'RANDOM_PATH needs RANDOM_SEED'],
      [
        'a lucky seed',
        { FUZZ_SEED: 'lucky' },
        {},
        'FUZZ_SEED is "lucky"; it must be a whole number from 0 to',
      ],
      [
        'a saboteur with a name that none has',
        { SABOTEUR: 'A Thief' },
        {},
        'SABOTEUR is "A Thief"; it must be the id of a saboteur',
      ],
      [
        'a session of no time',
        { SOAK_MINUTES: '0' },
        {},
        'SOAK_MINUTES is "0"; it must be a whole number from 1 to 1440.',
      ],
      ['a seed beyond all seeds', { FUZZ_SEED: '2147483648' }, {}, 'FUZZ_SEED is "2147483648"; it must be'],
      [
        'half a seed',
        {},
        { fuzzSeed: 1.5 },
        'The world parameter "fuzzSeed" is "1.5"; it must be a whole number',
      ],
      [
        'a browser that is not there',
        { CHROMIUM_PATH: '/nowhere/chromium' },
        {},
        'CHROMIUM_PATH is "/nowhere/chromium", which cannot be run; name a Chromium',
      ],
      ['a million repetitions', { REPEAT: '1000000' }, {}, 'REPEAT is "1000000"; it must be'],
    ];
  for (const [why, env, parameters, says] of refused) {
    it(`refuse ${why}`, () => {
      expect(() => readSettings(env, parameters)).to.throw(SettingsError, says);
    });
  }

  it('never repeat a secret in a refusal', () => {
    const secrets = [
      { ...LIVE, SERVER_URL: 'http://ana:s3cret@127.0.0.1/' },
      { ...LIVE, SERVER_URL: 'ftp://ana:s3cret@127.0.0.1/' },
      { ...LIVE, DATABASE_URL: 'mysql://ana:s3cret@db/race' },
      { TARGET: 'live', ADMIN_TOKEN: 's3cret', TEST_HOOKS_SECRET: 's3cret' },
    ];
    for (const env of secrets) {
      expect(() => readSettings(env, {}))
        .to.throw(SettingsError)
        .with.property('message')
        .not.contain('s3cret');
    }
  });
});
