import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { parse } from 'yaml';

const CONTRACTS = path.resolve(__dirname, '../../contracts');

interface Document {
  readonly components: { readonly messages: Readonly<Record<string, { readonly payload: object }>> };
}

describe('a published contract', () => {
  for (const file of readdirSync(CONTRACTS).filter((name) => name.endsWith('.asyncapi.yaml'))) {
    it(`has a sound schema for every message: ${file}`, () => {
      const document = parse(readFileSync(path.join(CONTRACTS, file), 'utf8')) as Document;
      const ajv = new Ajv({ strict: false, allowUnionTypes: true });
      addFormats(ajv);
      ajv.addSchema(document, 'contract', undefined, false);
      const messages = Object.entries(document.components.messages);
      expect(messages).not.to.have.lengthOf(0);
      for (const [name, { payload }] of messages) {
        expect(ajv.validateSchema(payload), `${name}: ${ajv.errorsText()}`).to.equal(true);
        ajv.compile({ $ref: `contract#/components/messages/${name}/payload` });
      }
    });
  }
});
