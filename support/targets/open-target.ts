import type { Settings } from '../settings';
import { openContainers, standOfThisWorker } from './containers/containers';
import { clusterOfThisRun, openEmbedded } from './embedded/embedded';
import { openLive } from './live';
import type { Target } from './target';

let ahead: Promise<Target> | undefined;

/**
 * Begins to open the target of this process before it is asked for: the server starts while cucumber loads and plans. Whatever goes wrong
 * is told to whoever asks. Resolves when that is over.
 */
export async function openAhead(settings: Settings): Promise<void> {
  ahead = open(settings);
  await ahead.catch(() => {});
}

/** Ends a target that was opened ahead and that nobody has asked for. */
export async function closeUnasked(): Promise<void> {
  const unasked = await ahead?.catch(() => undefined);
  await unasked?.stop();
}

/**
 * The target of this worker, ready to play on; to be called once a worker, in BeforeAll.
 * @throws TargetError with one sentence for the user when it cannot be had.
 */
export function openTarget(settings: Settings): Promise<Target> {
  const opened = ahead ?? open(settings);
  ahead = undefined;
  return opened;
}

async function open(settings: Settings): Promise<Target> {
  endWithCoordinator();
  if (settings.target.name === 'live') return openLive(settings.target);
  if (settings.target.name === 'containers') {
    return openContainers(standOfThisWorker(process.env));
  }
  const cluster = clusterOfThisRun(process.env);
  return openEmbedded(cluster, `w${process.env.CUCUMBER_WORKER_ID ?? '0'}`);
}

/**
 * A parallel worker whose coordinator was killed has nobody to play for, and nobody who would end it: its server and its
 * players' connections would keep it alive for ever.
 */
function endWithCoordinator(): void {
  if (process.env.CUCUMBER_PARALLEL === 'true') process.once('disconnect', () => process.exit(1));
}
