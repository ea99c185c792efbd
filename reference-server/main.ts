import { EnvironmentError, readEnvironment } from './core/environment';
import { createLog } from './core/log';
import { type RunningServer, StartError, startServer } from './core/server';
import { systems } from './systems';

/** Whatever hangs, a server that was told to stop is gone by then. */
const LATEST_EXIT_MS = 1_800;

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const log = createLog(environment.logLevel);
  const server = await startServer(environment, systems, log);

  let leaving = false;
  const leave = (why: string) => {
    if (leaving) return;
    leaving = true;
    log.info({ why }, 'stopping');
    setTimeout(() => process.exit(0), LATEST_EXIT_MS).unref();
    server
      .stop()
      .catch((error) => log.error({ err: error }, 'stopping failed'))
      .finally(() => process.exit(0));
  };
  process.on('SIGTERM', () => leave('SIGTERM'));
  process.on('SIGINT', () => leave('SIGINT'));
  if (environment.exitWithParent) {
    process.stdin.on('end', () => leave('parent gone'));
    process.stdin.on('error', () => leave('parent gone'));
    process.stdin.resume();
  }

  if (process.stdout.isTTY) process.stdout.write(welcome(server));
  else log.info({ url: server.url }, 'listening');
}

function welcome({ url, systems }: RunningServer): string {
  const base = url.replace(/^http/, 'ws');
  const lines = systems.flatMap(({ name, doors }) => [
    `  ${name}`,
    ...doors.map((door) => `    ${base}${door.name}`),
    `    contract: contracts/${name}.asyncapi.yaml`,
  ]);
  return [
    `Gauntlet's reference server listens on ${url}`,
    ...lines,
    `  Accounts: POST ${url}/api/users {"username", "role"} with "Authorization: Bearer $ADMIN_TOKEN"`,
    '  Ctrl-C ends it.',
    '',
  ].join('\n');
}

main().catch((error: unknown) => {
  if (error instanceof EnvironmentError || error instanceof StartError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(error instanceof EnvironmentError ? 2 : 1);
  }
  throw error;
});
