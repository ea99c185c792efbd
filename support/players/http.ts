import http from 'node:http';
import https from 'node:https';
import { alarm } from './alarm';
import type { Dial } from './way';

/** An HTTP request in the name of a player. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  /** Bearer token; none: the request goes out without one. */
  readonly token?: string | undefined;
  /** What is sent as JSON. */
  readonly body?: unknown;
  /** What is sent as it stands, whatever it is, in place of `body`. */
  readonly text?: string | undefined;
  /** Further headers, by names in small letters. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The operation's name in the published contract. */
  readonly channel: string;
}

/** An HTTP answer: the status, the body as bytes, and as JSON where it is JSON. */
export interface Answer {
  readonly status: number;
  /** Status line and headers, as they travelled. */
  readonly head: string;
  readonly bytes: Buffer;
  /** Undefined for what is no JSON, whatever it says it is. */
  readonly json: unknown;
  /** True for JSON and any other text: what can be read can be searched. */
  readonly isText: boolean;
}

/** A connection that has been idle for so long is given up before a server does it in the middle of a request. */
const MOST_IDLE = 2_000;

/**
 * The HTTP side of a scenario's players, with connections that are kept between requests. Not `fetch`: that costs five
 * times the processor time, which on two cores is the suite's own.
 */
export class HttpClient {
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true, timeout: MOST_IDLE }),
    'https:': new https.Agent({ keepAlive: true, timeout: MOST_IDLE }),
  };

  /** @param dial opens its connections, where they do not go straight to the server; `secure`: with TLS. */
  constructor(dial?: (secure: boolean) => Dial) {
    if (dial === undefined) return;
    Object.assign(this.#agents['http:'], { createConnection: dial(false) });
    Object.assign(this.#agents['https:'], { createConnection: dial(true) });
  }

  /** @param limit milliseconds until an answer must have come. @throws Error naming method and path when none does. */
  async ask(asked: Request, limit: number): Promise<Answer> {
    const { method, url, token } = asked;
    const text = textOf(asked);
    const payload = text === undefined ? undefined : Buffer.from(text);
    const headers: http.OutgoingHttpHeaders = { ...asked.headers };
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    if (payload !== undefined)
      Object.assign(headers, { 'content-type': 'application/json', 'content-length': payload.length });
    const secure = url.protocol === 'https:';
    const agent = this.#agents[secure ? 'https:' : 'http:'];
    return new Promise((resolve, reject) => {
      const request = (secure ? https : http).request(url, { method, headers, agent }, (response) => {
        read(response).then(resolve, fail);
      });
      const fail = (cause: Error) => {
        turnOff();
        reject(new Error(`${method} ${url.pathname} was not answered: ${reason(cause)}`, { cause }));
      };
      const turnOff = alarm(limit, () =>
        request.destroy(new Error(`nothing came within ${(limit / 1_000).toFixed(1)} s`)),
      );
      request.on('error', fail).on('close', turnOff).end(payload);
    });
  }

  /** Sends the head of a request and half of what it carries, and no more. @returns what gives it up. */
  begin(asked: Request): () => void {
    const { method, url, token } = asked;
    const payload = Buffer.from(textOf(asked) ?? '');
    const headers: http.OutgoingHttpHeaders = {
      ...asked.headers,
      'content-type': 'application/json',
      'content-length': payload.length,
    };
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    const secure = url.protocol === 'https:';
    const agent = this.#agents[secure ? 'https:' : 'http:'];
    const request = (secure ? https : http).request(url, { method, headers, agent });
    request.on('error', () => {}); // it is never finished
    request.write(payload.subarray(0, payload.length / 2));
    return () => request.destroy();
  }

  /** Ends all connections. */
  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }
}

/** What a request carries, as text. */
export function textOf({ body, text }: Pick<Request, 'body' | 'text'>): string | undefined {
  return text ?? (body === undefined ? undefined : JSON.stringify(body));
}

/** A name with several addresses has a reason for each, and none for all. */
function reason(cause: Error): string {
  return cause instanceof AggregateError ? cause.errors.map(reason).join(', ') : cause.message;
}

async function read(response: http.IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = response.headers['content-type'] ?? '';
  const isJson = type.includes('json');
  const json = isJson ? parse(bytes.toString()) : undefined;
  const isText = isJson || type.startsWith('text/');
  return { status: response.statusCode ?? 0, head: headOf(response), bytes, json, isText };
}

/** Status line and headers of an answer, as they travelled. */
export function headOf({ httpVersion, statusCode, statusMessage, rawHeaders }: http.IncomingMessage): string {
  const lines = [`HTTP/${httpVersion} ${statusCode} ${statusMessage}`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return lines.join('\r\n');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
