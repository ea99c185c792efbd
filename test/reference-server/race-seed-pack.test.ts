import { describe, it } from 'node:test';
import { TextWriter, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import { expect } from 'chai';
import { parse } from 'smol-toml';
import { buildSeedPack, type PackContents } from '../../reference-server/race/race-seed-pack';

const CONTENTS: PackContents = {
  url: 'ws://127.0.0.1:8080',
  modToken: 'a-token',
  raceId: '6f1de0a4-2c0e-4f6b-8f0f-9f6a3f5f7a11',
  seedId: '3f0c9a52-7d41-4c8e-9b1f-5a6e2d8c7b10',
  raceName: 'Sunday Cup',
  username: 'Ana',
};

/** Names and texts of what is in a zip. */
async function unpack(zip: Uint8Array): Promise<[name: string, text: string][]> {
  const entries = await new ZipReader(new Uint8ArrayReader(zip)).getEntries();
  return Promise.all(
    entries.map(async (entry): Promise<[string, string]> => {
      if (entry.directory) return [entry.filename, ''];
      return [entry.filename, await entry.getData(new TextWriter())];
    }),
  );
}

describe('a seed pack', () => {
  it('is one folder with a TOML file that says where to connect and as whom', async () => {
    const [file, ...others] = await unpack(buildSeedPack(CONTENTS));
    expect(others).to.deep.equal([]);
    expect(file?.[0]).to.equal('race-sunday-cup-Ana/seed.toml');
    expect(parse(file?.[1] ?? '')).to.deep.equal({
      server: {
        url: CONTENTS.url,
        mod_token: CONTENTS.modToken,
        race_id: CONTENTS.raceId,
        seed_id: CONTENTS.seedId,
      },
    });
  });

  for (const [raceName, folder] of [
    ['../../etc/passwd', 'race-etc-passwd-Ana'],
    ['Über Cup: №1 "quoted"', 'race-ber-cup-1-quoted-Ana'],
    ['***', 'race-Ana'],
    ['x'.repeat(200), `race-${'x'.repeat(40)}-Ana`],
  ] as const) {
    it(`makes a harmless folder of ${raceName.slice(0, 30)}`, async () => {
      const [file] = await unpack(buildSeedPack({ ...CONTENTS, raceName }));
      expect(file?.[0]).to.equal(`${folder}/seed.toml`);
    });
  }
});
