import { setTimeout as pause } from 'node:timers/promises';

const LOOK_AGAIN_MS = 20;
const LATEST_MS = 60_000;

/** For what nobody tells of. @throws Error naming it when it has not come within a minute. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const latest = Date.now() + LATEST_MS;
  while (!(await isSo())) {
    if (Date.now() > latest) throw new Error(`Waited a minute for ${what}, in vain.`);
    await pause(LOOK_AGAIN_MS);
  }
}
