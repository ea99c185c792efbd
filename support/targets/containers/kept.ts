import path from 'node:path';
import type { Engine } from './engine';
import { RUN } from './labels';

const KEEPER_JS = path.relative(process.cwd(), path.join(__dirname, 'keeper.js'));

/**
 * How to look into what a failed run has left standing, and how to clear it away: a text for a terminal. Takes the run's id. Nothing
 * in it is secret: the databases hold play, and the password is the same for every run.
 */
export async function howToLookInside(engine: Engine, run: string): Promise<string> {
  const filters = { label: [`${RUN}=${run}`] };
  const containers = await engine.container.dockerode.listContainers({ all: true, filters });
  const parts = containers.map(({ Names, State, Ports }) => {
    const name = (Names[0] ?? '').replace(/^\//, '');
    const published = Ports.find(({ PublicPort }) => PublicPort !== undefined)?.PublicPort;
    return { name, state: State, port: published };
  });
  parts.sort((one, other) => one.name.localeCompare(other.name));
  const engineName = process.env.DOCKER_HOST?.includes('podman') ? 'podman' : 'docker';
  const lines = parts.flatMap(({ name, state, port }) => {
    const address = port === undefined ? '' : ` 127.0.0.1:${port}`;
    const inside = /-postgres$/.test(name)
      ? `${engineName} exec -it ${name} psql -U gauntlet -d w0`
      : /-redis-\d+$/.test(name)
        ? `${engineName} exec -it ${name} redis-cli`
        : `${engineName} exec -it ${name} sh`;
    return [`  ${name} (${state})${address}`, `    ${engineName} logs ${name}`, `    ${inside}`];
  });
  return [
    'KEEP=1: what the run used is still there.',
    ...lines,
    'Clear it away with:',
    `  node ${KEEPER_JS} ${RUN}=${run} now`,
    '',
  ].join('\n');
}
