import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';

const HOUSE = path.resolve(__dirname, '../..');
const COMPILERS = ['ts-node', '@swc', 'typescript', '@cspotcode'];
const KEPT = 'node_modules/.cache/gauntlet';

/** Says what it is told to, whether the compiler was loaded for it, and in which line it says so. */
const program = (word: string) => `
type Word = string;
interface Unneeded { readonly word: Word }
const word: Unneeded = { word: '${word}' };
const compiler = Object.keys(require.cache).some((file) => file.includes('/typescript/lib/'));
const [, line] = new Error().stack?.match(/said\\.ts:(\\d+)/) ?? [];
console.log([word.word, compiler ? 'compiled' : 'kept', line].join(' '));
`;

describe('The loader of TypeScript', () => {
  let house: string;

  before(() => {
    house = mkdtempSync(path.join(tmpdir(), 'gauntlet-house-'));
    mkdirSync(path.join(house, 'support/entry'), { recursive: true });
    mkdirSync(path.join(house, 'node_modules'));
    copyFileSync(
      path.join(HOUSE, 'support/entry/typescript.js'),
      path.join(house, 'support/entry/typescript.js'),
    );
    copyFileSync(path.join(HOUSE, 'tsconfig.json'), path.join(house, 'tsconfig.json'));
    for (const name of COMPILERS)
      symlinkSync(path.join(HOUSE, 'node_modules', name), path.join(house, 'node_modules', name));
    writeFileSync(path.join(house, 'said.ts'), program('first'));
  });
  after(() => rmSync(house, { recursive: true, force: true }));

  function run(file = path.join(house, 'said.ts')): string {
    const loader = path.join(house, 'support/entry/typescript.js');
    const { stdout, stderr } = spawnSync(process.execPath, ['-r', loader, file], { encoding: 'utf8' });
    expect(stderr).to.equal('');
    return stdout.trim();
  }

  it('compiles a file once, and takes what it has kept from then on; errors name lines of the TypeScript', () => {
    expect([run(), run(), run()]).to.deep.equal(['first compiled 6', 'first kept 6', 'first kept 6']);
    expect(readdirSync(path.join(house, KEPT))).to.deep.equal(['said.ts.js']);
  });

  it('compiles anew what has changed, and keeps that in the place of the old', () => {
    writeFileSync(path.join(house, 'said.ts'), `\n${program('second')}`);
    expect([run(), run()]).to.deep.equal(['second compiled 7', 'second kept 7']);
    expect(readdirSync(path.join(house, KEPT))).to.deep.equal(['said.ts.js']);
  });

  it('takes nothing that was kept by halves', () => {
    writeFileSync(path.join(house, KEPT, 'said.ts.js'), '//');
    expect([run(), run()]).to.deep.equal(['second compiled 7', 'second kept 7']);
  });

  it('compiles anew when the settings have changed', () => {
    appendFileSync(path.join(house, 'tsconfig.json'), '\n');
    expect([run(), run()]).to.deep.equal(['second compiled 7', 'second kept 7']);
  });

  it('compiles each time where nothing can be kept', () => {
    rmSync(path.join(house, KEPT), { recursive: true });
    writeFileSync(path.join(house, KEPT), 'no folder');
    expect([run(), run()]).to.deep.equal(['second compiled 7', 'second compiled 7']);
    rmSync(path.join(house, KEPT));
  });

  it('compiles each time what is not of this house', () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'gauntlet-elsewhere-'));
    try {
      const file = path.join(elsewhere, 'said.ts');
      writeFileSync(file, program('foreign'));
      expect([run(file), run(file)]).to.deep.equal(['foreign compiled 6', 'foreign compiled 6']);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });
});
