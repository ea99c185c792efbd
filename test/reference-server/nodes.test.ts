import { afterEach, describe, it } from 'node:test';
import { expect } from 'chai';
import { createLog } from '../../reference-server/core/log';
import { Nodes } from '../../reference-server/core/nodes';
import type { RedisLink } from '../../reference-server/core/redis';
import type { Registry } from '../../reference-server/core/registry';
import { until } from '../until';

describe('a node among others', () => {
  let nodes: Nodes | undefined;

  afterEach(() => nodes?.leave());

  it('knows that it was taken for gone also where Redis fails while it begins anew', async () => {
    const gone = new Set<string>();
    let failing = false;
    const heartbeats: string[] = [];
    const redis = {
      isUp: true,
      publish: () => {},
      onReturn: () => {},
      reconnect: () => {},
      subscribe: async () => {
        if (failing) throw new Error('away');
      },
    };
    const registry = {
      heartbeat: async (me: string) => {
        heartbeats.push(me);
        return gone.has(me) ? [] : [me];
      },
      retire: async () => {},
    };
    let disowned = 0;
    const listener = {
      onMessage: () => {},
      onGone: () => {},
      onDisowned: () => {
        disowned += 1;
      },
      onReturn: async () => {},
    };
    nodes = new Nodes(
      redis as unknown as RedisLink,
      registry as unknown as Registry,
      'test:',
      listener,
      createLog('silent'),
    );
    await nodes.join();
    const { me } = nodes;
    gone.add(me);
    failing = true;
    await until('another name', () => nodes?.me !== me);
    failing = false;
    await until('a life under that name', () => nodes?.isSure === true);
    expect(disowned).to.equal(1);
  });
});
