import type { Answer, Frame, Question } from '../interference';

/** The host uses a tool, as JSON-RPC 2.0 has it (Model Context Protocol, Streamable HTTP). */
export interface Call {
  readonly tool: string;
  readonly asks: Frame;
}

/** @returns undefined for what is no use of a tool. */
export function callIn({ method, path, body }: Question): Call | undefined {
  if (method !== 'POST' || !path.startsWith('/mcp')) return undefined;
  const message = frameOf(body);
  if (message?.method !== 'tools/call') return undefined;
  const { name, arguments: asks } = fieldsOf(message.params);
  return { tool: String(name), asks: fieldsOf(asks) };
}

/** The same use of a tool, with other arguments. */
export function withAsks(question: Question, asks: Frame): Question {
  const message = frameOf(question.body) ?? {};
  const params = { ...fieldsOf(message.params), arguments: asks };
  return { ...question, body: JSON.stringify({ ...message, params }) };
}

/** What a tool gives; undefined where it refuses, or where this is no answer of a tool. */
export function givenIn(answer: Answer): Frame | undefined {
  const result = resultIn(answer);
  return result === undefined || result.isError === true ? undefined : fieldsOf(result.structuredContent);
}

/** True where a tool has refused, for whatever reason. */
export function isRefused(answer: Answer): boolean {
  return resultIn(answer)?.isError === true;
}

/** The answer of a tool, which gives something else. */
export function withGiven(answer: Answer, given: Frame): Answer {
  return rewritten(answer, (message) => ({ ...message, result: resultWith(given) }));
}

/** What a server answers that grants the use of a tool, without having been asked. */
export function grants(question: Question, given: Frame): Answer {
  return answerOf(question, resultWith(given));
}

/** What a server answers that refuses the use of a tool. */
export function refuses(question: Question, reason: string): Answer {
  return answerOf(question, { isError: true, content: [{ type: 'text', text: reason }] });
}

function answerOf(question: Question, result: Frame): Answer {
  const { id = null } = frameOf(question.body) ?? {};
  const body = JSON.stringify({ jsonrpc: '2.0', id, result });
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

/** An answer to whatever method, with another result. */
export function withResult(answer: Answer, change: (result: Frame) => Frame): Answer {
  return rewritten(answer, (message) => ({ ...message, result: change(fieldsOf(message.result)) }));
}

/** An object out of JSON; undefined for whatever else. */
export function frameOf(text: string): Frame | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? fieldsOf(value) : undefined;
  } catch {
    return undefined;
  }
}

/** The fields of what is an object; none of what is not. */
export function fieldsOf(value: unknown): Frame {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Frame) : {};
}

/** The objects in a list; none in what is no list. */
export function listOf(value: unknown): Frame[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** The words in a list; none in what is no list. */
export function wordsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function resultWith(given: Frame): Frame {
  return { content: [{ type: 'text', text: JSON.stringify(given) }], structuredContent: given };
}

function resultIn(answer: Answer): Frame | undefined {
  let result: Frame | undefined;
  rewritten(answer, (message) => {
    if ('result' in message) result = fieldsOf(message.result);
    return message;
  });
  return result;
}

/** A server answers with JSON, or with a stream of events, each of which has some. */
function rewritten(answer: Answer, change: (message: Frame) => Frame): Answer {
  const again = (text: string): string => {
    const message = frameOf(text);
    return message === undefined ? text : JSON.stringify(change(message));
  };
  const isStream = answer.headers['content-type']?.startsWith('text/event-stream') === true;
  const body = isStream
    ? answer.body.replace(/^data: ?(.*)$/gm, (_line, data: string) => `data: ${again(data)}`)
    : again(answer.body);
  return { ...answer, body };
}
