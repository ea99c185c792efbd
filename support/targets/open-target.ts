import type { Settings } from '../settings';
import { openContainers, standOfThisWorker } from './containers/containers';
import { clusterOfThisRun, openEmbedded } from './embedded/embedded';
import { openLive } from './live';
import type { Target } from './target';

/**
 * The target of this worker, ready to play on; to be called once a worker, in BeforeAll.
 * @throws TargetError with one sentence for the user when it cannot be had.
 */
export async function openTarget(settings: Settings): Promise<Target> {
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
