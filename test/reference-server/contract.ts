import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import Ajv, { type AnySchema } from 'ajv/dist/2020';
import { expect } from 'chai';
import { parse } from 'yaml';

interface Document {
  readonly operations: Readonly<
    Record<
      string,
      { readonly action: 'send' | 'receive'; readonly messages: readonly { readonly $ref: string }[] }
    >
  >;
  readonly components: {
    readonly messages: Readonly<
      Record<
        string,
        { readonly payload: AnySchema; readonly examples: readonly { readonly payload: Payload }[] }
      >
    >;
  };
}
type Payload = { readonly type: string };

/** What an AsyncAPI document has beside schemas. All else that is no word of JSON Schema is an error: a misspelt rule would hold for nothing. */
const WORDS = ['asyncapi', 'info', 'defaultContentType', 'servers', 'channels', 'operations', 'components'];

/** The published contract of a system. */
export class Contract {
  readonly #document: Document;
  readonly #ajv = new Ajv({
    allowUnionTypes: true,
    formats: { uuid: /^[0-9a-f-]{36}$/, 'date-time': true },
  });

  constructor(private readonly system: string) {
    const file = join(__dirname, '..', '..', 'contracts', `${system}.asyncapi.yaml`);
    this.#document = parse(readFileSync(file, 'utf8'));
    this.#ajv.addVocabulary(WORDS);
    this.#ajv.addSchema(this.#document, system);
  }

  /** What is wrong with a frame by the schema of its type; empty if nothing. */
  faultsOf(frame: object): string {
    const type = 'type' in frame ? String(frame.type) : '';
    const validate = this.#ajv.getSchema(`${this.system}#/components/messages/${type}/payload`);
    if (validate === undefined) return `no message ${type}`;
    return validate(frame) ? '' : this.#ajv.errorsText(validate.errors);
  }

  /** What is published as said to the server (`receive`) or by it (`send`), each once. */
  typesOf(action: 'send' | 'receive'): ReadonlySet<string> {
    return new Set(
      Object.values(this.#document.operations)
        .filter((operation) => operation.action === action)
        .flatMap(({ messages }) => messages.map(({ $ref }) => $ref.split('/').at(-1) ?? '')),
    );
  }

  /** By which a message is shown. */
  examplesOf(type: string): Payload[] {
    return (this.#document.components.messages[type]?.examples ?? []).map(({ payload }) => payload);
  }

  /** To be called inside a `describe`: the tests that every contract stands, whatever the system. */
  isSound(): void {
    const types = Object.keys(this.#document.components.messages);
    for (const type of types) {
      it(`shows ${type} by examples that keep it`, () => {
        const examples = this.examplesOf(type);
        expect(examples).not.to.have.length(0);
        for (const example of examples) {
          expect(example.type).to.equal(type);
          expect(this.faultsOf(example)).to.equal('');
        }
      });
    }

    it('publishes each message in one direction', () => {
      const both = [...this.typesOf('send'), ...this.typesOf('receive')];
      expect(both.sort()).to.deep.equal(types.sort());
    });
  }

  /** @throws AssertionError for the first of these frames that does not keep the contract. */
  expectKept(said: readonly object[]): void {
    for (const frame of said) expect(this.faultsOf(frame), JSON.stringify(frame)).to.equal('');
  }
}
