import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Engine } from './engine';
import { KEEPER, KEPT, RUN } from './labels';

/**
 * Removes what runs have left whose keeper was killed as well. Never touches what somebody keeps to look at, nor what belongs to
 * another machine that uses the same engine.
 */
export async function removeLeftovers(engine: Engine): Promise<void> {
  const containers = await engine.container.dockerode.listContainers({
    all: true,
    filters: { label: [RUN, KEEPER] },
  });
  const abandoned = containers.filter(({ Labels }) => {
    const [host, pid] = (Labels[KEEPER] ?? '').split('/');
    return Labels[KEPT] === undefined && host === hostname() && !isRunning(Number(pid));
  });
  for (const run of new Set(abandoned.map(({ Labels }) => Labels[RUN] ?? ''))) {
    spawnSync(process.execPath, [path.join(__dirname, 'keeper.js'), `${RUN}=${run}`, 'now'], {
      stdio: 'ignore',
    });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
