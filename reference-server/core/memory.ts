import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What this process holds. */
export interface Memory {
  /** Bytes of the JavaScript heap that are reachable. */
  readonly heap_used: number;
  /** Bytes outside the heap that belong to it: buffers. */
  readonly external: number;
  /** What keeps the process alive, by Node's names for its kinds. */
  readonly resources: Readonly<Record<string, number>>;
}

/**
 * A way to weigh this process: collects first what nobody holds any more. Whether a program may collect is decided when it starts, and a
 * server that a test asks cannot have known: the flag is set here, and read by a context that is made after it.
 */
export function scales(): () => Promise<Memory> {
  let collect: (() => void) | undefined;
  return async () => {
    if (collect === undefined) {
      setFlagsFromString('--expose-gc');
      collect = runInNewContext('gc') as () => void;
    }
    // What has just been done has let go of what it needed.
    await setImmediate();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    const resources: Record<string, number> = {};
    for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
    return { heap_used: heapUsed, external, resources };
  };
}
