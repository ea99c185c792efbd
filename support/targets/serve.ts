import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Cluster } from './embedded/cluster';
import { createDatabase } from './embedded/database';
import { serverCommand } from './embedded/server';
import { orExit } from './start-failure';

const HANDED_ON = [
  'HOST',
  'PORT',
  'LOG_LEVEL',
  'TEST_HOOKS_SECRET',
  'TEST_HOOKS_FROM',
  'PUBLIC_URL',
  'REDIS_URL',
  'PONG_SEED',
];

/**
 * `npm run server`: the reference server by hand, in the foreground, on PORT (8080) until Ctrl-C. It brings a PostgreSQL of its own,
 * which goes with it, unless DATABASE_URL names another. What else the server reads from the environment is handed on.
 */
async function serve(given: Readonly<NodeJS.ProcessEnv>): Promise<number> {
  const ownDatabase = !given.DATABASE_URL;
  const cluster = ownDatabase ? await orExit(Cluster.launch()) : undefined;
  try {
    const database = cluster
      ? await orExit(databaseOf(cluster), () => cluster.stop())
      : String(given.DATABASE_URL);
    const administrator = given.ADMIN_TOKEN || randomBytes(18).toString('base64url');
    if (!given.ADMIN_TOKEN) process.stdout.write(`ADMIN_TOKEN: ${administrator}\n`);
    if (cluster) process.stdout.write(`DATABASE_URL: ${database} (empty, and gone when the server ends)\n`);

    const handedOn = HANDED_ON.flatMap((name) => {
      const value = given[name];
      return value ? [[name, value] as const] : [];
    });
    const [program, parameters, options] = serverCommand({
      PORT: '8080',
      ...Object.fromEntries(handedOn),
      DATABASE_URL: database,
      ADMIN_TOKEN: administrator,
    });
    // Its welcome and its log are the user's to see; it says itself how to connect.
    const server = spawn(program, parameters, { ...options, stdio: ['pipe', 'inherit', 'inherit'] });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => server.stdin.end());
    const [code] = (await once(server, 'close')) as [number | null];
    return code ?? 1;
  } finally {
    await cluster?.stop();
  }
}

async function databaseOf(cluster: Cluster): Promise<string> {
  return createDatabase(await cluster.ready, 'gauntlet');
}

void serve(process.env).then((code) => {
  process.exitCode = code;
});
