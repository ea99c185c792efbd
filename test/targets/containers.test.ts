import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { readSettings, SettingsError } from '../../support/settings';
import { standOfThisWorker } from '../../support/targets/containers/containers';
import { CONTAINERS_VARIABLE } from '../../support/targets/containers/variable';
import { TargetError } from '../../support/targets/target';

const ROOT = path.resolve(__dirname, '../..');

describe('the settings of the containers target', () => {
  it('are the public images, unless others are named', () => {
    expect(readSettings({ TARGET: 'containers' }, {}).target).to.deep.equal({
      name: 'containers',
      postgresImage: 'postgres:18-alpine',
      redisImage: 'redis:8-alpine',
      serverImage: undefined,
      nodeImage: 'node:20-alpine',
      keep: false,
    });
    const named = {
      POSTGRES_IMAGE: 'mine/postgres',
      REDIS_IMAGE: 'mine/redis',
      SERVER_IMAGE: 'mine/server:3',
      NODE_IMAGE: 'mine/node',
      KEEP: '1',
    };
    expect(readSettings(named, { target: 'containers' }).target).to.deep.equal({
      name: 'containers',
      postgresImage: 'mine/postgres',
      redisImage: 'mine/redis',
      serverImage: 'mine/server:3',
      nodeImage: 'mine/node',
      keep: true,
    });
  });

  const wrong: [variables: NodeJS.ProcessEnv, says: RegExp][] = [
    [{ KEEP: 'yes' }, /^KEEP is "yes"; it must be 1/],
    [{ SERVER_URL: 'http://127.0.0.1:1' }, /^SERVER_URL is for TARGET=live, but the target is containers;/],
  ];
  for (const [variables, says] of wrong) {
    it(`refuse ${JSON.stringify(variables)}`, () => {
      expect(() => readSettings({ TARGET: 'containers', ...variables }, {})).to.throw(SettingsError, says);
    });
  }
});

describe('a worker of a run on containers', () => {
  it('has a stand of its own', () => {
    const stands = [{ postgres: 'for the first' }, { postgres: 'for the second' }];
    const env = { [CONTAINERS_VARIABLE]: JSON.stringify({ stands }) };
    expect(standOfThisWorker(env).postgres).to.equal('for the first');
    expect(standOfThisWorker({ ...env, CUCUMBER_WORKER_ID: '1' }).postgres).to.equal('for the second');
  });

  it('says what is missing when the plugin has prepared none', () => {
    expect(() => standOfThisWorker({})).to.throw(TargetError, /needs the plugin/);
  });
});

describe('without a container engine', () => {
  for (const [why, address, says] of [
    [
      'none answers',
      'unix:///no/such/socket',
      /^The container engine of DOCKER_HOST does not answer at unix:/,
    ],
    ['its address is none', 'docker.sock', /^DOCKER_HOST is "docker.sock"; it must be an address/],
  ] as const) {
    it(`a run ends with one sentence and exit code 2 when ${why}`, () => {
      const { status, stderr } = spawnSync(
        process.execPath,
        [
          'node_modules/@cucumber/cucumber/bin/cucumber.js',
          '--config',
          'test/targets/fixtures/run/cucumber.js',
        ],
        { cwd: ROOT, encoding: 'utf8', env: { ...process.env, TARGET: 'containers', DOCKER_HOST: address } },
      );
      expect(stderr).to.match(says);
      expect(stderr.trim().split('\n')).to.have.lengthOf(1);
      expect(status).to.equal(2);
    });
  }
});
