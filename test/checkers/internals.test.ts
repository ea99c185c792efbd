import { describe, it } from 'node:test';
import { expect } from 'chai';
import { keepsItsInternals } from '../../support/checkers/internals';
import { alone, received } from './paper-race';

const refused = (message: string) =>
  keepsItsInternals(alone(received(JSON.stringify({ type: 'error', message }))));

describe('how a server is made', () => {
  for (const [what, message, found] of [
    [
      'a stack of calls',
      'No\n    at Connection.read (/srv/party/connection.js:84:17)',
      '/srv/party/connection.js:84',
    ],
    ['a line of a program', 'No (table.py:12)', 'table.py:12'],
    ['a file of Node.js', 'No, says node:internal/process', 'node:internal'],
    ['a library', 'No, says node_modules/ws', 'node_modules'],
    ['a statement', 'No: INSERT INTO actions', 'INSERT INTO'],
    ['a complaint of a database', 'No: syntax error at or near', 'syntax error at or near'],
  ] as const) {
    it(`is in an error that has ${what}`, () => {
      const [fault = '', ...more] = refused(message);
      expect(more).to.deep.equal([]);
      expect(fault).to.include(`Ana was told internals of the server ("${found}"): #0 <- refused`);
    });
  }

  it('is in no reason of a close, and in no refusal of a connection', () => {
    const trouble = { telling: '', trouble: true } as const;
    const reason = 'syntax error at or near "elara"';
    const closed = { kind: 'closed', code: 1011, reason, by: 'server', ...trouble } as const;
    const message = 'Unexpected server response: 500';
    const raw = 'HTTP/1.1 500 Internal Server Error\r\n\r\nat /srv/party/connection.js:84:17';
    const failed = { kind: 'failed', message, ...trouble } as const;
    const [first, second, ...more] = keepsItsInternals(
      alone(
        { kind: 'connection', connection: 1, event: closed },
        { kind: 'connection', connection: 2, event: failed, raw },
      ),
    );
    expect(first).to.include('Ana was told internals of the server ("syntax error at or near"): #0');
    expect(second).to.include('Ana was told internals of the server ("/srv/party/connection.js:84"): #1');
    expect(more).to.deep.equal([]);
  });

  it('is not in an error that says what was wrong', () => {
    for (const message of ['Invalid JSON', 'Not your turn. Waiting for Vex.', 'There is no /action/1:2.'])
      expect(refused(message)).to.deep.equal([]);
  });

  it('may be what people talk about', () => {
    const raw = JSON.stringify({ type: 'chat_message', text: 'see main.ts:12' });
    expect(keepsItsInternals(alone(received(raw)))).to.deep.equal([]);
  });
});
