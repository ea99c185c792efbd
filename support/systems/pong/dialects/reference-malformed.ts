const LARGEST = 8 * 1024;

/** Frames that are wrong, by what a feature calls them. */
const MALFORMED: Readonly<Record<string, () => string | Buffer>> = {
  'text without sense': () => 'hello?',
  'half a message': () => '{"type":"move_paddle","direction":',
  'an empty text': () => '',
  'a control character': () => '\u0000',
  'a list': () => '[{"type":"player_ready"}]',
  'a text': () => '"player_ready"',
  'a number': () => '42',
  nothing: () => 'null',
  'a message without a type': () => '{"direction":"up"}',
  'a type that is a number': () => '{"type":7}',
  'a type that is a list': () => '{"type":["move_paddle"],"direction":"up"}',
  'an unknown type': () => '{"type":"teleport"}',
  'a type from the other side': () => '{"type":"game_over","winner":"Player 1"}',
  'a type that every object has': () => '{"type":"__proto__"}',
  'a type with markup': () => '{"type":"<script>alert(1)</script>"}',
  'a type with control characters': () => '{"type":"\\u0000\\u001b[2J\\r\\n"}',
  'a very long type': () => `{"type":"${'x'.repeat(1_000)}"}`,
  'a very deep message': () => `${'{"type":'.repeat(900)}1${'}'.repeat(900)}`,
  'a very deep list in a move': () =>
    `{"type":"move_paddle","direction":${'['.repeat(3_000)}${']'.repeat(3_000)}}`,
  'a move sideways': () => '{"type":"move_paddle","direction":"sideways"}',
  'a move without a direction': () => '{"type":"move_paddle"}',
  'a move in the direction 1': () => '{"type":"move_paddle","direction":1}',
  'a move in the direction UP': () => '{"type":"move_paddle","direction":"UP"}',
  'a second entry': () => '{"type":"join_game"}',
  'an entry with another role': () => '{"type":"join_game","role":"observer"}',
  'an entry as referee': () => '{"type":"join_game","role":"referee"}',
  'an order to create the room again': () => '{"type":"create_room"}',
  'binary data': () => Buffer.from('{"type":"player_ready"}'),
  'a message too big': () => padded(LARGEST + 1),
  'a message of the greatest size': () => padded(LARGEST),
};

/** @throws Error naming the descriptions there are. */
export function malformedFrame(description: string): string | Buffer {
  const frame = MALFORMED[description];
  if (frame) return frame();
  const limit = /^an order for a room to (.+) points$/.exec(description)?.[1];
  if (limit !== undefined) return `{"type":"create_room","points_limit":${limit}}`;
  throw new Error(`No frame is known as "${description}". Known: ${Object.keys(MALFORMED).join(', ')}.`);
}

/** An unknown message of exactly so many bytes. */
function padded(bytes: number): string {
  const [head, tail] = ['{"type":"', '"}'];
  return `${head}${'x'.repeat(bytes - head.length - tail.length)}${tail}`;
}
