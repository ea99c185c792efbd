import { parentPort, workerData } from 'node:worker_threads';
import { saboteurOf } from './catalogue';
import { Middle } from './middle';
import type { Order, Word } from './post';

/** The other side of `post.ts`: the men in the middle, in a thread of their own. */
async function stand(port: NonNullable<typeof parentPort>, servers: readonly string[]): Promise<void> {
  const middles = await Promise.all(servers.map((server) => Middle.before(new URL(server))));
  const say = (word: Word): void => port.postMessage(word);
  port.on('message', (order: Order) => {
    for (const middle of middles)
      middle.set(order.saboteur === undefined ? {} : saboteurOf(order.saboteur).interferes());
    say({ done: true });
  });
  say({ addresses: middles.map(({ url }) => url.href) });
}

if (parentPort) void stand(parentPort, workerData as readonly string[]);
