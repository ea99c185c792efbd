import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { FinishedScenario } from './scenario';

/** The part of an AsyncAPI 3 document that is needed here. */
interface AsyncApi {
  readonly operations: Readonly<Record<string, Operation>>;
}
interface Operation {
  readonly action: 'send' | 'receive';
  readonly channel: Reference;
  readonly messages: readonly Reference[];
}
interface Reference {
  readonly $ref: string;
}

/** What a server may send on one channel: a check for each message, by its type; made when the first such message has come. */
type Channel = ReadonlyMap<string, () => ValidateFunction>;

const documents = new Map<string, ReadonlyMap<string, Channel>>();

/**
 * Every frame a player received matches the published contract of its system: a type that the channel does not have, a
 * missing field and a field that is not declared are violations. Frames of a door without a contract are not judged.
 */
export function keepsContract({ players }: FinishedScenario): string[] {
  const judge = judging();
  return players.flatMap(({ name, journal }) =>
    journal.entries.flatMap((entry) => {
      if (entry.kind !== 'received' || entry.contract === undefined) return [];
      const wrong = judge(entry.raw, entry.contract, entry.channel);
      const subject = `${name} received #${entry.index} (${entry.event.kind}), which ${basename(entry.contract)} does not allow`;
      return wrong === undefined ? [] : [`${subject}: ${wrong}`];
    }),
  );
}

/** As `whatIsWrong`, which judges once what many were told in the same words. */
function judging(): typeof whatIsWrong {
  const judged = new Map<string, string | undefined>();
  return (frame, contract, channel) => {
    const key = `${contract} ${channel} ${frame}`;
    if (!judged.has(key)) judged.set(key, whatIsWrong(frame, contract, channel));
    return judged.get(key);
  };
}

/** Says what is wrong with a frame, or undefined if it keeps the contract. */
function whatIsWrong(frame: string, contract: string, channelName: string): string | undefined {
  const channel = channelsOf(contract).get(channelName);
  if (!channel) return `there is no channel "${channelName}"`;
  let message: unknown;
  try {
    message = JSON.parse(frame);
  } catch {
    return 'it is not JSON';
  }
  const type = (message as { type?: unknown } | null)?.type;
  const validate = typeof type === 'string' ? channel.get(type) : undefined;
  if (!validate)
    return `the channel "${channelName}" has no message of type ${JSON.stringify(type) ?? 'none'}`;
  const check = validate();
  if (check(message)) return undefined;
  const errors = check.errors ?? [];
  const [first] = errors;
  const field = first?.params.additionalProperty ?? first?.params.missingProperty;
  const where = first?.instancePath ?? '';
  // What may be one thing or another says so of each.
  const each = errors.filter(({ instancePath, keyword }) => instancePath === where && keyword !== 'anyOf');
  const must = [...new Set(each.map((error) => error.message))].join(', or ');
  return `${type}${where} ${must || 'is wrong'} (${field ?? `it is ${shown(message, where)}`})`;
}

/** The value at a JSON pointer, if it is short enough to be read. */
function shown(message: unknown, pointer: string): string {
  const steps = pointer.split('/').slice(1);
  const value = steps.reduce(
    (at: unknown, step) => (at as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')],
    message,
  );
  const text = JSON.stringify(value);
  if (text.length <= 60) return text;
  const kind = typeof value === 'string' ? 'a text' : Array.isArray(value) ? 'a list' : 'an object';
  return `${kind} of ${typeof value === 'string' ? value.length : text.length} characters`;
}

/** The channels of a contract, read once a process. That the document is sound is for its own test: here it costs too much. */
function channelsOf(contract: string): ReadonlyMap<string, Channel> {
  const known = documents.get(contract);
  if (known) return known;
  const document = parse(readFileSync(resolve(contract), 'utf8')) as AsyncApi;
  const ajv = new Ajv({ strict: false, allowUnionTypes: true, validateSchema: false, meta: false });
  addFormats(ajv);
  ajv.addSchema(document, 'contract', undefined, false);
  const channels = new Map<string, Map<string, () => ValidateFunction>>();
  for (const { action, channel, messages } of Object.values(document.operations)) {
    if (action !== 'send') continue;
    const name = lastPart(channel);
    const checks = channels.get(name) ?? new Map<string, () => ValidateFunction>();
    for (const message of messages) {
      const type = lastPart(message);
      const payload = { $ref: `contract#/components/messages/${type}/payload` };
      let check: ValidateFunction | undefined;
      checks.set(type, () => {
        check ??= ajv.compile(payload);
        return check;
      });
    }
    channels.set(name, checks);
  }
  documents.set(contract, channels);
  return channels;
}

/** `#/channels/mod/messages/auth_ok` names `auth_ok`. */
function lastPart({ $ref }: Reference): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}
