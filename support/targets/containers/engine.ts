import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import type { ContainerRuntimeClient } from 'testcontainers';
import { TargetError } from '../target';

/** A container engine, as testcontainers speaks to it. */
export type Engine = ContainerRuntimeClient;

const INSTEAD = 'start Docker or Podman, or leave the target out: the embedded one needs neither';
const ANSWER_MS = 5_000;

/**
 * Finds the engine: DOCKER_HOST's, else Docker's usual socket, else Podman's. testcontainers is loaded here and nowhere earlier: it
 * takes half a second, and only this target needs it. @throws TargetError when none answers.
 */
export async function findEngine(env: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const podman = podmanSocket(env);
  if (env.DOCKER_HOST) await expectAnswer(env.DOCKER_HOST);
  else if (podman !== undefined) env.DOCKER_HOST = `unix://${podman}`;
  // The run's own keeper cleans up. The reaper of testcontainers could not leave a failed run standing, and needs an image.
  env.TESTCONTAINERS_RYUK_DISABLED ||= 'true';
  const { getContainerRuntimeClient } = await import('testcontainers');
  try {
    return await getContainerRuntimeClient();
  } catch {
    throw new TargetError(`The containers target needs a container engine and none answers: ${INSTEAD}.`);
  }
}

/** Podman's socket, where Docker has none. */
function podmanSocket(env: NodeJS.ProcessEnv): string | undefined {
  if (process.platform === 'win32' || existsSync('/var/run/docker.sock')) return undefined;
  const folders = [env.XDG_RUNTIME_DIR, '/run'].filter((folder) => folder !== undefined);
  return folders.map((folder) => path.join(folder, 'podman', 'podman.sock')).find((file) => existsSync(file));
}

/** testcontainers would quietly try other engines than the one that was named. */
async function expectAnswer(address: string): Promise<void> {
  const place = URL.canParse(address) ? new URL(address) : undefined;
  if (place === undefined) {
    throw new TargetError(
      `DOCKER_HOST is "${address}"; it must be an address such as unix:///var/run/docker.sock.`,
    );
  }
  const failure = await new Promise<Error | undefined>((resolve) => {
    const line =
      place.hostname === ''
        ? connect(place.pathname)
        : connect(Number(place.port || 2375), place.hostname.replace(/^\[|\]$/g, ''));
    line.setTimeout(ANSWER_MS, () => line.destroy(new Error(`no answer in ${ANSWER_MS / 1_000} s`)));
    line.once('connect', () => resolve(undefined)).once('connect', () => line.destroy());
    line.once('error', resolve);
  });
  if (failure === undefined) return;
  throw new TargetError(
    `The container engine of DOCKER_HOST does not answer at ${address} (${failure.message}): ${INSTEAD}.`,
  );
}
