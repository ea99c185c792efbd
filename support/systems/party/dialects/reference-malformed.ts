import type { TakenAction } from '../dialect';

const LARGEST = 64 * 1024;
const LONGEST_ACTION = 4_000;
const LONGEST_TEXT = 8_000;
const LARGEST_REQUEST = 16 * 1024;

const action = (text: string) => `{"type":"action","text":${text}}`;

/** Frames that are wrong, by what a feature calls them. */
const FRAMES: Readonly<Record<string, () => string | Buffer>> = {
  'text without sense': () => 'hello?',
  'half a message': () => '{"type":"action","text":',
  'an empty text': () => '',
  'a control character': () => '\u0000',
  'a list': () => '[{"type":"action","text":"I wait"}]',
  'a number': () => '42',
  nothing: () => 'null',
  'a message without a type': () => '{"text":"I wait"}',
  'a type that is a number': () => '{"type":7}',
  'a type that is a list': () => '{"type":["action"],"text":"I wait"}',
  'an unknown type': () => '{"type":"teleport"}',
  'a type from the other side': () => '{"type":"narrative","narrative":"All of you are dead"}',
  'a type that every object has': () => '{"type":"__proto__"}',
  'a type with markup': () => '{"type":"<script>alert(1)</script>"}',
  'a very long type': () => `{"type":"${'x'.repeat(1_000)}"}`,
  'a very deep message': () => `${'{"type":'.repeat(4_000)}1${'}'.repeat(4_000)}`,
  'a second introduction': () => '{"type":"auth","token":"once-more"}',
  'a question for the history since yesterday': () => '{"type":"history_request","since":"yesterday"}',
  'a question for the history since a number': () => '{"type":"history_request","since":5}',
  'a question for the history since no time': () => '{"type":"history_request"}',
  'binary data': () => Buffer.from('{"type":"action","text":"I wait"}'),
  'a message too big': () => padded(LARGEST + 1),
  'a message of the greatest size': () => padded(LARGEST),
  'an action without a text': () => '{"type":"action"}',
  'an empty action': () => action('""'),
  'an action of spaces': () => action('"   "'),
  'an action that is a number': () => action('7'),
  'an action that is a list': () => action('["I wait"]'),
  'an action that is nothing': () => action('null'),
  'an action too long': () => action(JSON.stringify('x'.repeat(LONGEST_ACTION + 1))),
  'an action with a zero byte': () => action('"I\\u0000wait"'),
  'an action with half a picture': () => action('"I throw \\ud83c"'),
  'no token': () => '{"type":"auth"}',
  'a number for a token': () => '{"type":"auth","token":42}',
  'an empty token': () => '{"type":"auth","token":""}',
  'an action instead of a token': () => action('"I wait"'),
  'no message at all': () => 'Let me in',
};

/** @throws Error naming the descriptions there are. */
export function malformedFrame(description: string): string | Buffer {
  const frame = FRAMES[description];
  if (frame) return frame();
  throw new Error(`No frame is known as "${description}". Known: ${Object.keys(FRAMES).join(', ')}.`);
}

/** Requests to declare an action that are wrong, by what a feature calls them. */
const REQUESTS: Readonly<Record<string, () => string>> = {
  'text without sense': () => 'hello?',
  'half a request': () => '{"action":',
  'nothing at all': () => '',
  'a list': () => '["I wait"]',
  'no action': () => '{}',
  'an empty action': () => '{"action":""}',
  'an action that is a number': () => '{"action":7}',
  'an action that is a list': () => '{"action":["I wait"]}',
  'an action that is nothing': () => '{"action":null}',
  'an action too long': () => JSON.stringify({ action: 'x'.repeat(LONGEST_ACTION + 1) }),
  'an action with a zero byte': () => '{"action":"I\\u0000wait"}',
  'a private remark that is a number': () => '{"action":"I wait","private":7}',
  'a request too big': () => JSON.stringify({ action: 'I wait', private: 'x'.repeat(LARGEST_REQUEST) }),
};

/** @throws Error naming the descriptions there are. */
export function malformedRequest(description: string): string {
  const request = REQUESTS[description];
  if (request) return request();
  throw new Error(`No request is known as "${description}". Known: ${Object.keys(REQUESTS).join(', ')}.`);
}

/** A call of a tool, as it stands. */
interface Call {
  readonly tool: string;
  readonly asks: Record<string, unknown>;
}

const resolve = (asks: object) => ({ tool: 'party_resolve_action', asks: { ...asks } });
const NO_ACTION = '00000000-0000-4000-8000-000000000000';

/** Calls of tools that are wrong, by what a feature calls them. `id` is that of the action which the host has taken up. */
const CALLS: Readonly<Record<string, (id: string) => Call>> = {
  'an answer to an unknown action': () => resolve({ action_id: NO_ACTION, narrative: 'Nothing happens' }),
  'an answer to no action': () => resolve({ narrative: 'Nothing happens' }),
  'an answer to an action that is a number': () => resolve({ action_id: 7, narrative: 'Nothing happens' }),
  'an answer to an action that is no id': () => resolve({ action_id: "'; DROP TABLE x", narrative: 'No' }),
  'an answer without a text': (id) => resolve({ action_id: id }),
  'an answer with an empty text': (id) => resolve({ action_id: id, narrative: '' }),
  'an answer that is a number': (id) => resolve({ action_id: id, narrative: 7 }),
  'an answer too long': (id) => resolve({ action_id: id, narrative: 'x'.repeat(LONGEST_TEXT + 1) }),
  'an answer with a zero byte': (id) => resolve({ action_id: id, narrative: 'No\u0000thing' }),
  'a private text for somebody of no session': (id) =>
    resolve({ action_id: id, narrative: 'A whisper', private_messages: { boromir: 'You alone hear it' } }),
  'private texts for Thorin and somebody of no session': (id) =>
    resolve({
      action_id: id,
      narrative: 'A whisper',
      private_messages: { thorin: 'You alone hear it', boromir: 'And so do you' },
    }),
  'a private text for the observer': (id) =>
    resolve({ action_id: id, narrative: 'A whisper', private_messages: { OBSERVER: 'You alone see it' } }),
  'a private text that is a number': (id) =>
    resolve({ action_id: id, narrative: 'A whisper', private_messages: { thorin: 7 } }),
  'an empty private text': (id) =>
    resolve({ action_id: id, narrative: 'A whisper', private_messages: { thorin: '' } }),
  'a list of private texts': (id) =>
    resolve({ action_id: id, narrative: 'A whisper', private_messages: ['You alone hear it'] }),
  'a note that is a number': (id) => resolve({ action_id: id, narrative: 'A whisper', dm_notes: 7 }),
  'a note too long': (id) =>
    resolve({ action_id: id, narrative: 'A whisper', dm_notes: 'x'.repeat(LONGEST_TEXT + 1) }),
  'a thought without a text': () => ({ tool: 'party_thinking', asks: {} }),
  'an empty thought': () => ({ tool: 'party_thinking', asks: { message: '' } }),
  'a thought too long': () => ({ tool: 'party_thinking', asks: { message: 'x'.repeat(LONGEST_TEXT + 1) } }),
  'an order to remove nobody': () => ({ tool: 'party_kick_player', asks: {} }),
  'a fight of no kind': () => ({ tool: 'start_combat', asks: {} }),
  'a fight of an unknown kind': () => ({ tool: 'start_combat', asks: { mode: 'chaos' } }),
  'a change to hit points that are a text': () => ({
    tool: 'update_character',
    asks: { player: 'thorin', hit_points: '12' },
  }),
  'a change to half a hit point': () => ({
    tool: 'update_character',
    asks: { player: 'thorin', hit_points: 5.5 },
  }),
  'a change to nobody': () => ({ tool: 'update_character', asks: { hit_points: 5 } }),
  'an order that there is not': () => ({ tool: 'party_give_gold', asks: { player: 'thorin' } }),
};

/** @throws Error naming the descriptions there are, or that an action must have been taken up. */
export function malformedCall(description: string, taken: TakenAction | undefined): Call {
  const call = CALLS[description];
  if (!call)
    throw new Error(`No order is known as "${description}". Known: ${Object.keys(CALLS).join(', ')}.`);
  return call(taken?.id ?? NO_ACTION);
}

/** An unknown message of exactly so many bytes. */
function padded(bytes: number): string {
  const [head, tail] = ['{"type":"', '"}'];
  return `${head}${'x'.repeat(bytes - head.length - tail.length)}${tail}`;
}
