import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';

/** A request to a server. */
export interface Question {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds until the answer must have begun. */
  readonly patience: number;
  /** Keeps the connection for the next question to the same server. */
  readonly agent?: http.Agent;
}

/** An answer of any status. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Asks a server once, over a connection that is closed afterwards, unless somebody keeps it: nothing stays open behind a scenario's
 * back. (`fetch` keeps its connections, and refuses some ports.) @throws Error when no answer comes.
 */
export function ask(url: URL, question: Question): Promise<Answer> {
  const { method, headers = {}, body = '', patience, agent = false } = question;
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(patience);
    const options = {
      method,
      headers: { 'content-length': Buffer.byteLength(body), ...headers },
      agent,
      signal,
    };
    request(url, options, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }), reject);
    })
      .once('error', (error) =>
        reject(signal.aborted ? new Error(`no answer in ${patience / 1_000} s`) : error),
      )
      .end(body);
  });
}
