const LARGEST = 64 * 1024;

/** Frames that are wrong, by what a feature calls them. */
const MALFORMED: Readonly<Record<string, () => string | Buffer>> = {
  'text without sense': () => 'hello?',
  'half a message': () => '{"type":"status_update","igt_ms":',
  'an empty text': () => '',
  'a list': () => '[{"type":"ready"}]',
  'a number': () => '42',
  nothing: () => 'null',
  'a message without a type': () => '{"igt_ms":180000}',
  'a type that is a number': () => '{"type":7,"igt_ms":180000}',
  'an unknown type': () => '{"type":"teleport","igt_ms":180000}',
  'a type from the other side': () => '{"type":"player_update","player":{}}',
  'a very deep message': () => `${'{"type":'.repeat(4_000)}1${'}'.repeat(4_000)}`,
  'markup for a type': () => '{"type":"<script>alert(1)</script>"}',
  'a second introduction': () => '{"type":"auth","mod_token":"once-more"}',
  'binary data': () => Buffer.from('{"type":"ready"}'),
  'an oversized message': () => padded(LARGEST + 1),
  'a message of just 64 kilobytes': () => padded(LARGEST),
  'no token': () => '{"type":"auth"}',
  'a number for a token': () => '{"type":"auth","mod_token":42}',
  'readiness instead of a token': () => '{"type":"ready"}',
  'no message at all': () => 'Let me in',
};

/** @throws Error naming the descriptions there are. */
export function malformedFrame(description: string): string | Buffer {
  const frame = MALFORMED[description];
  if (frame) return frame();
  throw new Error(`No frame is known as "${description}". Known: ${Object.keys(MALFORMED).join(', ')}.`);
}

/** An unknown message of exactly so many bytes. */
function padded(bytes: number): string {
  const [head, tail] = ['{"type":"', '"}'];
  return `${head}${'x'.repeat(bytes - head.length - tail.length)}${tail}`;
}
