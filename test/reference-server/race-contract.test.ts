import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Ajv, { type AnySchema } from 'ajv';
import { expect } from 'chai';
import { parse } from 'yaml';
import type { Race } from '../../reference-server/race/race';
import { errorFrame, RaceFrames } from '../../reference-server/race/race-frames';
import { parseAuth, parseModMessage } from '../../reference-server/race/race-messages';
import { race, runner, seed } from './a-race';

interface Contract {
  operations: Record<string, { action: 'send' | 'receive'; messages: { $ref: string }[] }>;
  components: { messages: Record<string, { payload: AnySchema; examples: { payload: { type: string } }[] }> };
}

const text = readFileSync(join(__dirname, '..', '..', 'contracts', 'race.asyncapi.yaml'), 'utf8');
const contract: Contract = parse(text);
const ajv = new Ajv({ allowUnionTypes: true, formats: { uuid: /^[0-9a-f-]{36}$/, 'date-time': true } });
ajv.addVocabulary([
  'asyncapi',
  'info',
  'defaultContentType',
  'servers',
  'channels',
  'operations',
  'components',
]);
ajv.addSchema(contract, 'race');

/** What is wrong with a frame by the contract's schema of its type; empty if nothing. */
function faultsOf(frame: object): string {
  const type = 'type' in frame ? String(frame.type) : '';
  const validate = ajv.getSchema(`race#/components/messages/${type}/payload`);
  if (validate === undefined) return `no message ${type}`;
  return validate(frame) ? '' : ajv.errorsText(validate.errors);
}

const typesOf = (action: 'send' | 'receive') =>
  new Set(
    Object.values(contract.operations)
      .filter((operation) => operation.action === action)
      .flatMap(({ messages }) => messages.map(({ $ref }) => $ref.split('/').at(-1) ?? '')),
  );

describe('the published contract', () => {
  for (const [type, { examples }] of Object.entries(contract.components.messages)) {
    it(`shows ${type} by examples that keep it`, () => {
      expect(examples).not.to.have.length(0);
      for (const { payload } of examples) {
        expect(payload.type).to.equal(type);
        expect(faultsOf(payload)).to.equal('');
      }
    });
  }

  it('publishes each message in one direction', () => {
    const both = [...typesOf('send'), ...typesOf('receive')];
    expect(both.sort()).to.deep.equal(Object.keys(contract.components.messages).sort());
  });

  it('names as messages of a mod what the server understands', () => {
    for (const type of typesOf('receive')) {
      for (const { payload } of contract.components.messages[type]?.examples ?? []) {
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
      const said = [
        frames.authOk(id),
        frames.raceState(),
        frames.raceStart(),
        frames.raceStatusChange(),
        frames.leaderboardUpdate(),
        errorFrame('Race not running'),
        ...(state.runners.length > 0 ? [frames.playerUpdate(id)] : []),
      ];
      for (const frame of said) expect(faultsOf(frame), JSON.stringify(frame)).to.equal('');
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
