import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import { BrokenRaceServer } from '../race/broken-race-server';
import { play, type Run } from '../race/run';

const START = 'features/race/start.feature';
const LEADERBOARD = 'features/race/leaderboard.feature';
const MALFORMED = 'features/race/malformed-messages.feature';

describe('whoever runs some of the scenarios gets what users of cucumber expect', () => {
  let server: BrokenRaceServer;
  before(async () => {
    server = await BrokenRaceServer.open();
  });
  after(() => server.close());

  const names = ({ scenarios }: Run) => scenarios.map(({ name }) => name);
  const passes = ({ code, scenarios, output }: Run) => {
    expect(code, output).to.equal(0);
    expect(scenarios.map(({ status }) => status)).to.not.include('FAILED');
  };

  it('by file and line, of a scenario and of one row of an outline', async () => {
    const run = await play(server, `${START}:7:39`, `${MALFORMED}:54`);
    passes(run);
    expect(names(run)).to.deep.equal([
      'A runner reports ready',
      'Two orders to start in the same instant start the race once',
      'An oversized message closes the connection, and the runner may come back',
    ]);
  });

  it('by name', async () => {
    const run = await play(server, '--name', '^Spectators see ');
    passes(run);
    expect(names(run)).to.deep.equal([
      'Spectators see how many they are',
      'Spectators see when one of them leaves',
    ]);
  });

  it('by tags', async () => {
    const run = await play(server, '--tags', '(@RACE-03 or (@RACE-04 and @RACE-22)) and not @needs-record');
    passes(run);
    expect(names(run)).to.deep.equal([
      'A runner who is late reports ready during the race',
      'Reporting ready on the way changes nothing',
      'Who has finished is not ready any more',
      'Who has given up is not ready any more',
      'Nobody gets ready for a race that is over',
      'A runner reports ready',
      'Reporting ready twice changes nothing',
      'Two orders to start in the same instant start the race once',
    ]);
  });

  it('none of them when nothing is of that name: nobody is set up, and it is no success', async () => {
    const asked = server.asked;
    const run = await play(server, '--name', 'no scenario has this name');
    expect([run.code, names(run)]).to.deep.equal([2, []]);
    expect(run.output).to.contain('There is no scenario of that choice: ');
    expect(server.asked - asked).to.be.at.most(1);
  });

  it('in halves that make a whole, and have nothing twice', async () => {
    const halves = await Promise.all([
      play(server, START, '--shard', '1/2'),
      play(server, START, '--shard', '2/2'),
    ]);
    for (const half of halves) passes(half);
    const [first, second] = halves.map(names);
    expect(first).to.not.be.empty;
    expect(second).to.not.be.empty;
    const whole = [...(first ?? []), ...(second ?? [])];
    expect(new Set(whole).size).to.equal(whole.length);
    const all = await play(server, START, '--dry-run');
    expect(whole.toSorted()).to.deep.equal(names(all).toSorted());
  });

  it('two at a time, by two workers, each scenario once', async () => {
    // Enough for a worker that begins later.
    const some = [START, LEADERBOARD, MALFORMED];
    const run = await play(server, ...some, '--parallel', '2');
    passes(run);
    expect(run.workers.size).to.equal(2);
    const all = await play(server, ...some, '--dry-run');
    expect(names(run).toSorted()).to.deep.equal(names(all).toSorted());
  });

  it('dry, without a word to the server', async () => {
    const asked = server.asked;
    const run = await play(server, '--dry-run');
    expect(run.code, run.output).to.equal(0);
    expect(run.scenarios.length).to.be.greaterThan(150);
    expect([...new Set(run.scenarios.map(({ status }) => status))]).to.deep.equal(['SKIPPED']);
    expect(server.asked).to.equal(asked);
  });
});
