import { expect } from 'chai';
import type { ConnectionEvent } from './event';
import { type Expectation, expecting } from './expectation';
import type { Player } from './player';

type Opened = Extract<ConnectionEvent, { kind: 'opened' }>;
type Failed = Extract<ConnectionEvent, { kind: 'failed' }>;
type Closed = Extract<ConnectionEvent, { kind: 'closed' }>;
type Confirmed = Extract<ConnectionEvent, { kind: 'confirmed' }>;

/** That the connection with that number is open. Says nothing of whether the server lets anybody in. */
export function opened(connection: number): Expectation {
  return expecting<Opened>('the connection to open', ['opened'], (_event, entry) => {
    expect(entry.connection, 'number of the connection').to.equal(connection);
  });
}

/** The end of the connection with that number, by whichever side. */
export function theEndOf(connection: number): Expectation {
  return expecting<Closed>('the end of the connection', ['closed'], (_event, entry) => {
    expect(entry.connection, 'number of the connection').to.equal(connection);
  });
}

/** That the server closes the connection with that number, with this close code and reason. */
export function closedByTheServer(connection: number, code: number, reason?: string): Expectation {
  const said = reason === undefined ? `${code}` : `${code} ${reason}`;
  return expecting<Closed>(`the server to close the connection (${said})`, ['closed'], (event, entry) => {
    expect(entry.connection, 'number of the connection').to.equal(connection);
    expect(event.by, 'who closed').to.equal('server');
    expect(event.code, 'close code').to.equal(code);
    if (reason !== undefined) expect(event.reason, 'reason').to.equal(reason);
  });
}

/** That the server does not let this player connect at all, and answers with this HTTP status. @throws Missed otherwise. */
export async function refusedAtTheDoor(player: Player, status: number): Promise<void> {
  const said = expecting<Failed>(`the server to refuse the connection (${status})`, ['failed'], (event) => {
    // Whole: a server that is not there fails with its address, and a port may hold the digits of a status.
    expect(event.message, 'what the connection failed with').to.equal(
      `Unexpected server response: ${status}`,
    );
  });
  await player.sees(said);
  await player.sees(theEndOf(player.connection));
}

/** That the server hangs up on the connection with that number before it was open, and says nothing. */
export function hungUpOn(connection: number): Expectation {
  return expecting<Failed>('the server to hang up', ['failed'], (event, entry) => {
    expect(entry.connection, 'number of the connection').to.equal(connection);
    expect(event.message, 'what the connection failed with').to.match(/hang up|ECONNRESET/);
  });
}

/** The answer to `confirm`: everything sent before it has been read. */
export function serverHasRead(mark: string): Expectation {
  return expecting<Confirmed>('a sign that the server has read everything', ['confirmed'], (event) => {
    expect(event.mark, 'what it is the sign of').to.equal(mark);
  });
}

/** The answer to `confirm`, or the end of the connection with that number: one of the two comes. */
export function serverHasReadOrEnded(mark: string, connection: number): Expectation {
  return expecting<Confirmed | Closed>(
    'a sign that the server has read everything, or the end of the connection',
    ['confirmed', 'closed'],
    (event, entry) => {
      expect(entry.connection, 'number of the connection').to.equal(connection);
      if (event.kind === 'confirmed') expect(event.mark, 'what it is the sign of').to.equal(mark);
    },
  );
}
