import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';

const CONFIGURATION = path.resolve(__dirname, '../../cucumber.js');
const TWO = availableParallelism() > 1 ? 2 : 0;

/** How many workers each profile has for that command line, by the suite's configuration; 0: the scenarios are played in one process. */
function workers(words: readonly string[], target = ''): Readonly<Record<string, number>> {
  const program = `
    process.argv.splice(1, 0, 'cucumber-js');
    const profiles = Object.entries(require(${JSON.stringify(CONFIGURATION)}));
    console.log(JSON.stringify(Object.fromEntries(profiles.map(([name, { parallel = 0 }]) => [name, parallel]))));`;
  const env = { ...process.env, TARGET: target };
  return JSON.parse(
    execFileSync(process.execPath, ['-e', program, '--', ...words], { env, encoding: 'utf8' }),
  );
}

describe('the scenarios are shared among workers', () => {
  const all: readonly (readonly string[])[] = [
    [],
    ['--order', 'random:7', '--fail-fast'],
    ['-fprogress', '-f', 'json:out.json'],
    ['--shard', '1/2'],
    ['--retry', '1', '--retry-tag-filter', '@x', '--language', 'en'],
  ];
  for (const words of all) {
    it(`where all are played: cucumber-js ${words.join(' ')}`, () => {
      const { default: usual, ...others } = workers(words);
      expect(usual).to.equal(TWO);
      expect(new Set(Object.values(others))).to.deep.equal(new Set([0]));
    });
  }

  const chosen: readonly (readonly string[])[] = [
    ['features/race/start.feature:12'],
    ['features/race'],
    ['-t', '@RACE-06'],
    ['--tags=@RACE-06'],
    ['--name', 'takes over'],
    ['--dry-run'],
    ['-d'],
    ['--world-parameters', '{"target":"live"}'],
  ];
  for (const words of chosen) {
    it(`and not where some are chosen, or none played: cucumber-js ${words.join(' ')}`, () => {
      expect(workers(words).default).to.equal(0);
    });
  }

  it('and not on a server that they would have to share', () => {
    expect(workers([], 'live').default).to.equal(0);
    expect(workers([], 'containers').default).to.equal(0);
    expect(workers([], 'embedded').default).to.equal(TWO);
  });
});
