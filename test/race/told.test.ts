import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { readingsOf } from '../../support/reporting/failure';
import { BrokenRaceServer } from './broken-race-server';
import { playWith } from './run';

const PAGE = path.resolve(__dirname, '../../docs/failures.md');

describe('a failure in play', () => {
  it('is told in the terminal and in the messages as the documentation shows', async () => {
    const server = await BrokenRaceServer.open('one runner is not told of the start');
    const terminal = ['-f', './support/entry/terminal.js'];
    const run = await playWith(0.5, server, '--name', '^Every connected runner is told$', ...terminal);
    await server.close();
    const [, shown = ''] = /^```\n(Broken promise .*?)^```$/ms.exec(readFileSync(PAGE, 'utf8')) ?? [];
    const unindented = run.output.replace(/^ {3}/gm, '');
    expect(unindented).to.contain(shown);
    const [message = ''] = run.scenarios.flatMap(({ messages }) => messages);
    expect(message.startsWith(shown.trimEnd())).to.equal(true, message);
    expect(readingsOf(message).details).to.match(/^Missed: Bo waited .*\n +at .*watching\.ts:\d+/s);
  });
});
