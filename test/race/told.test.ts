import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { expect } from 'chai';
import { readingsOf } from '../../support/reporting/failure';
import { BrokenRaceServer } from './broken-race-server';
import { HOUSE, playWith } from './run';

const PAGE = path.join(HOUSE, 'docs/failures.md');
const README = path.join(HOUSE, 'README.md');

/**
 * The three join, and report ready, by connections of their own: who is heard first is the machine's choice. The standings name them in that
 * order, and who joins later has a line less.
 */
function inAnyOrder(told: string): string {
  return withoutNumbers(told).replace(/(?<=<- standings ).*$/gm, (standings) =>
    standings.replace(/\w+ (?=\()/g, 'somebody '),
  );
}

/** Numbers of journal lines, and of lines of code, change with what has nothing to do with a failure. */
function withoutNumbers(told: string): string {
  return told.replace(/#\d+(?= )/g, '#').replace(/ # \S+:\d+$/gm, '');
}

describe('a failure in play', () => {
  it('is told in the terminal and in the messages as the documentation shows', async () => {
    const server = await BrokenRaceServer.open('one runner is not told of the start');
    const terminal = ['-f', './support/entry/terminal.js'];
    const run = await playWith(0.5, server, '--name', '^Every connected runner is told$', ...terminal);
    await server.close();
    const [, shown = ''] = /^```\n(Broken promise .*?)^```$/ms.exec(readFileSync(PAGE, 'utf8')) ?? [];
    const unindented = run.output.replace(/^ {3}/gm, '');
    expect(inAnyOrder(unindented)).to.contain(inAnyOrder(shown));
    const [message = ''] = run.scenarios.flatMap(({ messages }) => messages);
    expect(inAnyOrder(message).startsWith(inAnyOrder(shown).trimEnd())).to.equal(true, message);
    expect(readingsOf(message).details).to.match(/^Missed: Bo waited .*\n +at .*missed\.ts:\d+/s);
  });

  it('is told in the terminal as README shows, where it leaves nothing out', async () => {
    const server = await BrokenRaceServer.open('gaps are wrong');
    const [, shown = ''] = /^```text\n(1\) Scenario.*?)^```$/ms.exec(readFileSync(README, 'utf8')) ?? [];
    const [, title = ''] = /^1\) Scenario: (.*) # /.exec(shown) ?? [];
    const run = await playWith(0.5, server, '--name', `^${title}$`, '-f', './support/entry/terminal.js');
    await server.close();
    const parts = withoutNumbers(shown).split(/^ *\.\.\.\n/m);
    expect(parts, 'parts with something left out between').to.have.lengthOf(3);
    for (const part of parts) expect(withoutNumbers(run.output)).to.contain(part);
  });
});
