import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { HOUSE } from './features';

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(path.join(HOUSE, 'package.json'), 'utf8')) as Manifest;
const lock = JSON.parse(readFileSync(path.join(HOUSE, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Partial<Manifest>>>;
};

describe('package.json', () => {
  it('names one exact version of each package', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const loose = versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).to.deep.equal([]);
  });

  it('is what the lock file locks', () => {
    const { dependencies, devDependencies } = manifest;
    expect(lock.packages['']).to.deep.include({ dependencies, devDependencies });
  });

  it('tests in the parts that .ci/run runs one by one', () => {
    const parts = [...readFileSync(path.join(HOUSE, '.ci/run'), 'utf8').matchAll(/^part (\S+)$/gm)];
    expect(manifest.scripts.test?.split(' && ')).to.deep.equal(parts.map(([, name]) => `npm run ${name}`));
  });

  it('says in the README why each package is there', () => {
    const readme = readFileSync(path.join(HOUSE, 'README.md'), 'utf8');
    const unexplained = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      (name) => !readme.includes(`\`${name}\``),
    );
    expect(unexplained).to.deep.equal([]);
  });
});
