import { BlockList } from 'node:net';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { EnvironmentError, readEnvironment } from '../../reference-server/core/environment';

const GOOD = { DATABASE_URL: 'postgresql://gauntlet@/w0?host=/tmp/x', ADMIN_TOKEN: 'sixteen-or-longer' };

describe('the environment', () => {
  it('needs a database and an administrator; the rest has defaults', () => {
    expect(readEnvironment(GOOD)).to.deep.equal({
      databaseUrl: GOOD.DATABASE_URL,
      redisUrl: undefined,
      adminToken: GOOD.ADMIN_TOKEN,
      host: '127.0.0.1',
      port: 8080,
      testHooksSecret: undefined,
      testHooksFrom: new BlockList(),
      publicUrl: undefined,
      logLevel: 'info',
      pongSeed: undefined,
      exitWithParent: false,
    });
  });

  it('takes an empty variable as absent', () => {
    expect(readEnvironment({ ...GOOD, PORT: '', TEST_HOOKS_SECRET: '' })).to.include({
      port: 8080,
      testHooksSecret: undefined,
    });
  });

  it('takes networks whose callers may use the test hooks', () => {
    const { testHooksFrom } = readEnvironment({ ...GOOD, TEST_HOOKS_FROM: '172.18.0.0/16, fd00::/8' });
    expect(testHooksFrom.check('172.18.7.1')).to.equal(true);
    expect(testHooksFrom.check('fd00::7', 'ipv6')).to.equal(true);
    expect(testHooksFrom.check('172.19.0.1')).to.equal(false);
  });

  it('makes a WebSocket base of the public address', () => {
    const publicUrl = (PUBLIC_URL: string) => readEnvironment({ ...GOOD, PUBLIC_URL }).publicUrl;
    expect(publicUrl('https://race.example.org/')).to.equal('wss://race.example.org');
    expect(publicUrl('ws://10.0.0.1:9000')).to.equal('ws://10.0.0.1:9000');
  });

  const WRONG: [variable: string, value: string | undefined][] = [
    ['DATABASE_URL', undefined],
    ['TEST_HOOKS_FROM', '172.18.0.1'],
    ['TEST_HOOKS_FROM', '172.18.0.0/33'],
    ['TEST_HOOKS_FROM', '172.18.0.0/16, home/8'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['REDIS_URL', 'http://localhost:6379'],
    ['REDIS_URL', 'redis://'],
    ['ADMIN_TOKEN', undefined],
    ['ADMIN_TOKEN', 'too-short'],
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['TEST_HOOKS_SECRET', 'too-short'],
    ['PUBLIC_URL', 'race.example.org'],
    ['PUBLIC_URL', 'wss://race.example.org/?token=x'],
    ['LOG_LEVEL', 'loud'],
    ['EXIT_WITH_PARENT', 'yes'],
  ];
  for (const [variable, value] of WRONG) {
    it(`names ${variable} when it is ${value ?? 'not set'}`, () => {
      expect(() => readEnvironment({ ...GOOD, [variable]: value }))
        .to.throw(EnvironmentError)
        .with.property('message')
        .that.matches(new RegExp(`^${variable} `));
    });
  }

  it('never repeats a secret', () => {
    for (const variable of ['ADMIN_TOKEN', 'TEST_HOOKS_SECRET', 'DATABASE_URL', 'REDIS_URL']) {
      expect(() => readEnvironment({ ...GOOD, [variable]: 'hunter2' })).to.throw(
        EnvironmentError,
        /^(?!.*hunter2)/,
      );
    }
  });
});
