import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import { HOUSE } from './features';

/** What each wall of the house keeps out: a file, and an import that it must not have. */
const BREACHES: readonly (readonly [rule: string, file: string, imports: string])[] = [
  ['steps-say-and-support-does', 'step-definitions/a.ts', '../support/targets/http'],
  ['steps-say-and-support-does', 'step-definitions/b.ts', '../support/players/pool'],
  ['frames-stay-in-dialects', 'support/systems/race/a.ts', './dialects/reference'],
  ['systems-ask-players', 'support/systems/race/b.ts', '../../checkers/privacy'],
  ['systems-know-targets-by-type', 'support/systems/race/c.ts', '../../targets/target'],
  ['players-know-no-system', 'support/players/a.ts', '../systems/race/events'],
  ['checkers-read-journals', 'support/checkers/a.ts', '../systems/race/standstill'],
  ['checkers-know-targets-by-type', 'support/checkers/b.ts', '../targets/target'],
  ['reports-read-journals', 'support/reporting/a.ts', '../settings'],
  ['chance-plays-as-people-do', 'support/random/a.ts', '../targets/open-target'],
  ['only-the-world-knows-chance', 'support/systems/race/d.ts', '../../random/news'],
  ['targets-know-no-game', 'support/targets/a.ts', '../players/pool'],
  ['faults-know-players-alone', 'support/faults/a.ts', '../systems/race/events'],
  ['faults-know-players-alone', 'support/faults/b.ts', '../targets/target'],
  ['server-and-suite-meet-on-the-wire', 'reference-server/a.ts', '../support/settings'],
  ['suite-and-server-meet-on-the-wire', 'support/a.ts', '../reference-server/main'],
  ['nothing-needs-tests-or-measurements', 'support/b.ts', '../test/a'],
  ['imports-exist', 'support/c.ts', './nowhere'],
  ['server-runs-on-dependencies', 'reference-server/b.ts', 'chai'],
  ['packages-are-named', 'support/d.ts', 'semver'],
  ['no-circles', 'support/e.ts', './f'],
];

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

/** Runs the checker in a folder as `npm run lint` does. */
function violationsIn(folder: string): Violation[] {
  const program = path.join(HOUSE, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const parts = ['support', 'step-definitions', 'reference-server', 'test', 'bench'];
  const words = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...parts];
  const { stdout } = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

describe('Import rules', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gauntlet-imports-'));
    for (const part of [
      'package.json',
      'tsconfig.json',
      '.dependency-cruiser.cjs',
      'support',
      'reference-server',
    ]) {
      cpSync(path.join(HOUSE, part), path.join(folder, part), { recursive: true });
    }
    symlinkSync(path.join(HOUSE, 'node_modules'), path.join(folder, 'node_modules'));
    for (const [, file, imports] of [
      ...BREACHES,
      ['', 'support/f.ts', './e'],
      ['', 'test/a.ts', 'chai'],
      ['', 'bench/a.ts', 'chai'],
    ] as const) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `import '${imports}';\n`);
    }
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('notice each import that leads through a wall', () => {
    const found = violationsIn(folder).map(({ rule, from }) => `${rule.name}: ${from}`);
    expect(found).to.include.members(BREACHES.map(([rule, file]) => `${rule}: ${file}`));
  });
});
