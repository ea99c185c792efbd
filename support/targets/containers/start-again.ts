import type { Engine } from './engine';

/**
 * Starts a container that has ended. One that runs already was started by an earlier try, and was not ready in time.
 * @returns when it had ended, as the engine writes times: all that it says since then it says anew. Not when it was started, which a busy
 * engine notes later than the container's first words.
 */
export async function startAgain(engine: Engine, id: string): Promise<string> {
  const container = engine.container.dockerode.getContainer(id);
  const { State } = await container.inspect();
  if (!State.Running) await container.start();
  return State.FinishedAt;
}
