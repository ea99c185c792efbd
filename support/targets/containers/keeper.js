// @ts-check

/**
 * The keeper of a run's containers: a small process that outlives the runner by a moment, to clean up after it.
 *
 * Whatever way the runner ends (Ctrl-C, a crash, `kill -9`), the operating system closes its end of our standard input. Then
 * everything that bears the run's label goes: containers with their volumes, networks, images. It is plain JavaScript, and loads
 * testcontainers only then, so that it costs a running suite nothing.
 *
 * Takes the run's label, as NAME=VALUE. On standard input it is told `keep`, and leaves all as it is; or `done`: nothing is being made any more.
 * `node keeper.js NAME=VALUE now` clears away what such a run left standing.
 */
const [label = '', now] = process.argv.slice(2);
/** What the engine was asked for when the runner was killed may still come. */
const LATE_COMERS_MS = 1_500;
const LATEST_MS = 30_000;

if (!/^[^=]+=./.test(label)) throw new Error('No label is given, and what has none is not ours to remove.');

let told = '';
if (now === 'now') {
  clear(true).then(finish, fail);
} else {
  // Ctrl-C reaches every process of the terminal.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  process.stdin.setEncoding('utf8').on('data', (words) => {
    told += words;
  });
  process.stdin.on('error', () => {});
  process.stdin.once('close', () => {
    if (told.includes('keep')) process.exit(0);
    clear(told.includes('done')).then(finish, fail);
  });
}

/** Removes all that bears the run's label, until nothing does. @param {boolean} complete whether nothing can come any more */
async function clear(complete) {
  process.env.TESTCONTAINERS_RYUK_DISABLED ||= 'true';
  const { getContainerRuntimeClient } = require('testcontainers');
  const { dockerode } = (await getContainerRuntimeClient()).container;
  const began = Date.now();
  for (;;) {
    const found = await sweep(dockerode);
    const age = Date.now() - began;
    if (found === 0 && (complete || age > LATE_COMERS_MS)) return;
    if (age > LATEST_MS) throw new Error(`${found} things bear the label ${label} and will not go`);
    if (found === 0) await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/**
 * Removes what is there. Containers first: networks and images in use cannot go.
 * @param {import('testcontainers').ContainerRuntimeClient['container']['dockerode']} engine
 * @returns how much there was
 */
async function sweep(engine) {
  const filters = { label: [label] };
  const [containers, networks, images] = await Promise.all([
    engine.listContainers({ all: true, filters }),
    engine.listNetworks({ filters }),
    engine.listImages({ filters }),
  ]);
  await Promise.all(
    containers.map(({ Id }) => engine.getContainer(Id).remove({ force: true, v: true }).catch(forgive)),
  );
  await Promise.all(networks.map(({ Id }) => engine.getNetwork(Id).remove().catch(forgive)));
  // The layers beneath stay: they are the engine's cache, and make the next build a short one.
  const removal = { force: true, noprune: true };
  await Promise.all(images.map(({ Id }) => engine.getImage(Id).remove(removal).catch(forgive)));
  return containers.length + networks.length + images.length;
}

/** What could not be removed is found again by the next sweep; what somebody else has removed is not. */
function forgive() {}

function finish() {
  process.exit(0);
}

/** @param {unknown} error */
function fail(error) {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The run's containers could not be removed (${why}).\n`);
  process.exit(1);
}
