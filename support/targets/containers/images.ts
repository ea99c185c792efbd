import { readdirSync } from 'node:fs';
import path from 'node:path';
import { TargetError } from '../target';
import type { Engine } from './engine';

const ROOT = path.resolve(__dirname, '../../..');
/** What the reference server's image is made of; named one by one, so that nothing else is even looked at. */
const SOURCES = ['package.json', 'package-lock.json', 'reference-server', 'contracts'];
/** Docker hands these on to a build without being told to in the Dockerfile, and keeps them out of the image. */
const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
const LAST_LINES = 12;

/**
 * Sees to it that the engine has an image: it has, or fetches it. Takes its name and the variable that chooses it.
 * @throws TargetError with one sentence that names both.
 */
export async function have(engine: Engine, image: string, variable: string): Promise<void> {
  const { ImageName } = await import('testcontainers');
  try {
    const name = ImageName.fromString(image);
    await engine.image.pull(name, { force: false, platform: undefined });
    if (await engine.image.exists(name)) return;
  } catch (error) {
    throw missing(image, variable, `: ${reason(error)}`);
  }
  throw missing(image, variable, '');
}

function missing(image: string, variable: string, why: string): TargetError {
  return new TargetError(
    `The image ${image} cannot be had${why}; see that its name is right and that it can be pulled, or name another in ${variable}.`,
  );
}

/**
 * Builds the reference server's image. Takes the image it is built on, the name it gets, and labels. What did not change since
 * the last build is taken from the engine's cache. @throws TargetError with the last lines of a build that failed.
 */
export async function build(
  engine: Engine,
  { base, name, labels }: { base: string; name: string; labels: Record<string, string> },
): Promise<void> {
  await have(engine, base, 'NODE_IMAGE');
  const { dockerode } = engine.container;
  const proxies = PROXY_VARIABLES.flatMap((variable) => {
    const value = process.env[variable];
    return value ? [[variable, value] as const] : [];
  });
  const said: string[] = [];
  try {
    const progress = await dockerode.buildImage(
      { context: ROOT, src: SOURCES.flatMap(filesOf) },
      {
        t: name,
        dockerfile: 'reference-server/Dockerfile',
        buildargs: { NODE_IMAGE: base, ...Object.fromEntries(proxies) },
        labels,
        forcerm: true,
      },
    );
    await new Promise<void>((resolve, reject) => {
      dockerode.modem.followProgress(
        progress,
        (error) => (error ? reject(error) : resolve()),
        (step: { stream?: string; error?: string }) => said.push(step.error ?? step.stream ?? ''),
      );
    });
  } catch (error) {
    const lines = plain(said.join('')).split('\n').filter(Boolean).slice(-LAST_LINES);
    throw new TargetError(
      [
        `The reference server's image cannot be built (${plain(reason(error))}); the build said:`,
        ...lines,
      ].join('\n  '),
    );
  }
}

function filesOf(source: string): string[] {
  const entries = readdirSync(ROOT, { withFileTypes: true }).find(({ name }) => name === source);
  if (!entries?.isDirectory()) return [source];
  return readdirSync(path.join(ROOT, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** Without a terminal's colours. */
function plain(text: string): string {
  return text.replaceAll(String.fromCharCode(27), '').replaceAll(/\[\d+m/g, '');
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.trim() : String(error);
}
