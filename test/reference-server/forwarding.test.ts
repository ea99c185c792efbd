import { EventEmitter, once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { expect } from 'chai';
import fastify, { type FastifyInstance } from 'fastify';
import { forwardToPlaces } from '../../reference-server/core/forwarding';
import type { Places } from '../../reference-server/core/places';
import type { System } from '../../reference-server/core/system';
import { until } from '../until';

describe('a request about a place that is served here', () => {
  let http: FastifyInstance;
  let address: string;
  let stays: { begun: number; ended: number };
  const route = new EventEmitter();

  beforeEach(async () => {
    http = fastify();
    stays = { begun: 0, ended: 0 };
    const places: Pick<Places, 'stayAt'> = {
      stayAt: async () => {
        stays.begun += 1;
        return {
          here: true,
          end: () => {
            stays.ended += 1;
          },
        };
      },
    };
    const system: Pick<System, 'placeOf'> = { placeOf: () => 'races/1' };
    forwardToPlaces(http, places as Places, [system as System]);
    http.get('/at-once', async () => 'here');
    http.get('/later', async () => {
      route.emit('asked');
      await once(route, 'answer');
      return 'here';
    });
    address = await http.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => http.close());

  it('ends its stay with the answer', async () => {
    expect(await (await fetch(`${address}/at-once`)).text()).to.equal('here');
    await until('the end of the stay', () => stays.ended > 0);
    expect(stays).to.deep.equal({ begun: 1, ended: 1 });
  });

  it('ends its stay, too, when whoever asked has hung up', async () => {
    const asked = once(route, 'asked');
    const asking = request(`${address}/later`).on('error', () => {});
    asking.end();
    await asked;
    asking.destroy();
    await until('the end of the stay', () => stays.ended > 0);
    route.emit('answer');
    expect(stays).to.deep.equal({ begun: 1, ended: 1 });
  });
});
