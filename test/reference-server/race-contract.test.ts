import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import type { Race } from '../../reference-server/race/race';
import { errorFrame, RaceFrames } from '../../reference-server/race/race-frames';
import { parseAuth, parseModMessage } from '../../reference-server/race/race-messages';
import { race, runner, seed } from './a-race';
import { Contract } from './contract';

const contract = new Contract('race');

describe('the published contract of the race', () => {
  contract.isSound();

  it('names as messages of a mod what the server understands', () => {
    for (const type of contract.typesOf('receive')) {
      for (const payload of contract.examplesOf(type)) {
        const read = type === 'auth' ? parseAuth : parseModMessage;
        expect(read(JSON.stringify(payload))).to.deep.equal({ message: payload });
      }
    }
  });

  it('is kept by what the server says', () => {
    const id = '0b7a4f0e-5a0e-4b52-9a5e-7f4d6f6a1c01';
    const visits = [{ zone: 'Salt Mine', igt: 10, deaths: 1 }];
    const ana = runner('Ana', 0, { id, status: 'playing', layer: 1, layerIgt: 10, igt: 12, visits });
    const states: Race[] = [race([ana], { id }), race([], { id, status: 'setup', startedAt: null })];
    for (const state of states) {
      const frames = new RaceFrames(state, seed, () => true);
      contract.expectKept([
        frames.authOk(id),
        frames.raceState(),
        frames.raceStart(),
        frames.raceStatusChange(),
        frames.leaderboardUpdate(),
        errorFrame('Race not running'),
        ...(state.runners.length > 0 ? [frames.playerUpdate(id)] : []),
      ]);
    }
  });
});

describe('the shipped seed', () => {
  it('has a layer of its own for start and finish, and two zones in each layer between', () => {
    const shipped: { zones: { layer: number }[]; total_layers: number; gates: [string, string][] } =
      JSON.parse(readFileSync(join(__dirname, '..', '..', 'contracts', 'race.seed.json'), 'utf8'));
    const counts = Array.from(
      { length: shipped.total_layers + 1 },
      (_, layer) => shipped.zones.filter((zone) => zone.layer === layer).length,
    );
    expect(counts).to.deep.equal([1, 2, 2, 2, 2, 2, 1]);
    for (const [from, to] of shipped.gates) {
      expect(Math.abs((seed.layerOf(to) ?? 0) - (seed.layerOf(from) ?? 0))).to.equal(1);
    }
  });
});
