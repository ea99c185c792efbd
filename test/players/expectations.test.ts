import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { together } from '../../support/players/together';
import { faults } from './faulty-server';
import { news, newsAmong, numbered, refusal, refused } from './news';
import { failure, hurried, lines, seat, serverFor, unhurried, written } from './scene';

/** Connecting and open are the first two lines of a journal. */
const ARRIVED = 2;
const OPENING = ["Last in Ana's journal:", '  #0 connecting (play)', '  #1 <- opened'];

describe('who waits for something', () => {
  const at = serverFor();

  it('gets the first that matches, whether it comes before the wait or after', async () => {
    const { player, guest } = await seat(at.server);
    guest.says(numbered(1, 2));
    const late = await player.sees(news(2));
    const early = await player.sees(news(1));
    expect([early.index, late.index]).to.deep.equal([2, 3]);
  });

  it('has waited until it came, and not at all for what was there', async () => {
    const { player, guest } = await seat(at.server);
    const before = player.journal.waits.length;
    const late = player.sees(news(1));
    const since = player.journal.now();
    guest.says(numbered(1, 2, 3));
    const entry = await late;
    await written(player, ARRIVED + 3);
    await player.sees(news(2));
    await player.seesInAnyOrder([news(3), news(1)]);
    const [first, ...others] = player.journal.waits.slice(before);
    expect(first?.kind).to.equal(entry.kind === 'received' ? entry.event.kind : '');
    expect(first?.milliseconds).to.be.at.least(entry.at - since);
    expect(first?.milliseconds).to.be.at.most(entry.at);
    expect(others.map(({ milliseconds }) => milliseconds)).to.deep.equal([0, 0, 0]);
  });

  it('has no figure for what never came', async () => {
    const { player } = await seat(at.server, 'Ana', hurried());
    const before = player.journal.waits.length;
    await failure(player.sees(news(1)));
    expect(player.journal.waits).to.have.length(before);
  });

  it('is told of silence', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says(numbered(1), faults.silence);
    expect(await failure(player.sees(news(1)))).to.equal(
      lines('Ana waited 0.1 s for news 1, in vain.', 'No frame has come since then.', ...OPENING),
    );
  });

  it('is told of what came instead, the last three with the reason each was not it', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says([...numbered(1, 2, 3, 4, 5), refusal], faults.drop(3));
    await written(player, ARRIVED + 5);
    expect(await failure(player.sees(news(4)))).to.equal(
      lines(
        'Ana waited 0.1 s for news 4, in vain.',
        'Nearest of the 5 frames since then:',
        '  #3 <- news 2: the number: expected 2 to equal 4',
        '  #4 <- news 3: the number: expected 3 to equal 4',
        '  #5 <- news 5: the number: expected 5 to equal 4',
        "Last in Ana's journal:",
        '  #2 <- news 1',
        '  #3 <- news 2',
        '  #4 <- news 3',
        '  #5 <- news 5',
        '  #6 <- refused not now',
      ),
    );
  });

  it('is told when only other things came', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says([refusal]);
    await written(player, ARRIVED + 1);
    expect(await failure(player.sees(news(1)))).to.equal(
      lines(
        'Ana waited 0.1 s for news 1, in vain.',
        'Nothing of the kind among the one frame since then.',
        ...OPENING,
        '  #2 <- refused not now',
      ),
    );
  });

  it('looks from the mark on, and no further back', async () => {
    const { pool, player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says(numbered(1));
    await written(player, ARRIVED + 1);
    pool.mark();
    expect(await failure(player.sees(news(1)))).to.equal(
      lines(
        'Ana waited 0.1 s for news 1, in vain.',
        'No frame has come since then.',
        ...OPENING,
        '  #2 <- news 1',
      ),
    );
  });

  it('has seen what had come in time, though this process was busy until the time was up', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    const [first, second] = [player.sees(news(1)), player.seesInAnyOrder([news(2), news(1)])];
    await setImmediate(); // from here Node.js goes on to its timers, and to sockets only after them
    guest.says(numbered(1, 2));
    const until = performance.now() + 150; // a wait lasts 0.1 s
    while (performance.now() < until);
    await Promise.all([first, second]);
  });

  it('does not mistake what comes after the time is up for a success', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    await failure(player.sees(news(1)));
    guest.says(numbered(1));
    await written(player, ARRIVED + 2);
    expect(player.journal.waiting).to.equal(0);
    expect(player.journal.entries.map(({ kind }) => kind)).to.deep.equal([
      'connecting',
      'connection',
      'missed',
      'received',
    ]);
  });

  it('leaves the failure in the journal, where the timeline draws it', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says(numbered(7));
    await written(player, ARRIVED + 1);
    await failure(player.sees(news(1)));
    expect(player.journal.entries.at(-1)).to.include({
      kind: 'missed',
      expectation: 'news 1',
      from: 0,
      verdict: '#2 <- news 7: the number: expected 7 to equal 1',
    });
  });
});

describe('who waits for several things in an order', () => {
  const at = serverFor();
  const three = [news(1), news(2), news(3)];

  it('gets them when they come in it, others in between or not', async () => {
    const { player, guest } = await seat(at.server);
    guest.says([...numbered(1, 9, 2), refusal, ...numbered(3)]);
    const seen = await player.seesInThisOrder(three);
    expect(seen.map(({ index }) => index)).to.deep.equal([2, 4, 6]);
  });

  it('is told which one did not come', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says(numbered(1, 2, 3), faults.drop(1));
    await written(player, ARRIVED + 2);
    expect(await failure(player.seesInThisOrder(three))).to.equal(
      lines(
        'Ana waited 0.1 s for news 2 (2 of 3 in this order), in vain.',
        'Nearest of the one frame since then:',
        '  #3 <- news 3: the number: expected 3 to equal 2',
        ...OPENING,
        '  #2 <- news 1',
        '  #3 <- news 3',
      ),
    );
  });

  it('is told of what came before its turn', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says(numbered(1, 2, 3), faults.swap(1));
    await written(player, ARRIVED + 3);
    expect(await failure(player.seesInThisOrder(three))).to.equal(
      lines(
        'Ana waited 0.1 s for news 3 (3 of 3 in this order), in vain.',
        'No frame has come since then.',
        'It came before its turn: #3 <- news 3',
        ...OPENING,
        '  #2 <- news 1',
        '  #3 <- news 3',
        '  #4 <- news 2',
      ),
    );
  });
});

describe('who waits for several things in any order', () => {
  const at = serverFor();

  it('gets them in whatever order they come', async () => {
    const { player, guest } = await seat(at.server);
    guest.says(numbered(3, 1, 2));
    const seen = await player.seesInAnyOrder([news(1), news(2), news(3)]);
    expect(seen.map(({ index }) => index)).to.deep.equal([3, 4, 2]);
  });

  it('is told all that are missing', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says(numbered(3));
    await written(player, ARRIVED + 1);
    expect(await failure(player.seesInAnyOrder([news(1), news(2), news(3)]))).to.equal(
      lines(
        'Ana waited 0.1 s for news 1, in vain.',
        'Nearest of the one frame since then:',
        '  #2 <- news 3: the number: expected 3 to equal 1',
        ...OPENING,
        '  #2 <- news 3',
        '',
        'Ana waited 0.1 s for news 2, in vain.',
        'Nearest of the one frame since then:',
        '  #2 <- news 3: the number: expected 3 to equal 2',
      ),
    );
  });

  it('needs an entry of its own for each, though all expect the same', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says([refusal]);
    await written(player, ARRIVED + 1);
    expect(await failure(player.seesInAnyOrder([refused, refused]))).to.match(
      /^Ana waited 0.1 s for a refusal, in vain\./,
    );
    guest.says([refusal]);
    await player.seesInAnyOrder([refused, refused], 0);
  });

  it('gives what two would take to the one that can take nothing else', async () => {
    const { player, guest } = await seat(at.server);
    guest.says(numbered(1, 2));
    const seen = await player.seesInAnyOrder([newsAmong(1, 2), news(1)]);
    expect(seen.map(({ index }) => index)).to.deep.equal([3, 2]);
  });
});

describe('who must see something exactly so many times', () => {
  const at = serverFor();
  const marker = news(9).as('the marker');

  it('is content with the number, up to the marker', async () => {
    const { player, guest } = await seat(at.server);
    guest.says(numbered(1, 2, 1, 9, 1));
    expect(await player.seesExactly(2, news(1), marker)).to.have.lengthOf(2);
    expect(await player.seesExactly(0, news(5), marker)).to.deep.equal([]);
  });

  it('is told of a double', async () => {
    const { player, guest } = await seat(at.server);
    guest.says(numbered(1, 9), faults.double(0));
    expect(await failure(player.seesExactly(1, news(1), marker))).to.equal(
      lines(
        'Ana had to see news 1 exactly once before the marker, and saw it twice.',
        '  #2 <- news 1',
        '  #3 <- news 1',
      ),
    );
  });

  it('is told when it never came', async () => {
    const { player, guest } = await seat(at.server);
    guest.says(numbered(1, 9), faults.drop(0));
    expect(await failure(player.seesExactly(3, news(1), marker))).to.equal(
      'Ana had to see news 1 exactly 3 times before the marker, and saw it not once.',
    );
  });

  it('is told when the marker never came', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says(numbered(1, 9), faults.drop(1));
    await written(player, ARRIVED + 1);
    expect(await failure(player.seesExactly(1, news(1), marker))).to.equal(
      lines(
        'Ana waited 0.1 s for the marker, in vain.',
        'Nearest of the one frame since then:',
        '  #2 <- news 1: the number: expected 1 to equal 9',
        ...OPENING,
        '  #2 <- news 1',
      ),
    );
  });
});

describe('who must never see something', () => {
  const at = serverFor();
  const marker = news(9).as('the marker');

  it('has proved it when the marker is there and nothing before it', async () => {
    const { player, guest } = await seat(at.server);
    guest.says(numbered(1, 2, 9, 5));
    expect(await player.neverSees(news(5), marker)).to.equal(5);
  });

  it('is told what was seen', async () => {
    const { player, guest } = await seat(at.server);
    guest.says(numbered(1, 5, 9));
    expect(await failure(player.neverSees(news(5), marker))).to.equal(
      'Ana must not see news 5, but saw #3 <- news 5',
    );
  });

  it('has proved nothing when the marker does not arrive', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says(numbered(1));
    await written(player, ARRIVED + 1);
    expect(await failure(player.neverSees(news(5), marker))).to.equal(
      lines(
        'That Ana never saw news 5 could not be proved: the marker did not arrive.',
        'Ana waited 0.1 s for the marker, in vain.',
        'Nearest of the one frame since then:',
        '  #2 <- news 1: the number: expected 1 to equal 9',
        ...OPENING,
        '  #2 <- news 1',
      ),
    );
  });
});

describe('several who wait together', () => {
  const at = serverFor();

  it('all have to see it', async () => {
    const pool = unhurried();
    const [ana, bo] = [await seat(at.server, 'Ana', pool), await seat(at.server, 'Bo', pool)];
    for (const { guest } of [ana, bo]) guest.says(numbered(1));
    const seen = await together([ana.player, bo.player], (player) => player.sees(news(1)));
    expect(seen.map(({ index }) => index)).to.deep.equal([2, 2]);
  });

  it('are told who did not, and who did', async () => {
    const pool = hurried();
    const seats = [];
    for (const name of ['Ana', 'Bo', 'Cy', 'Dan']) seats.push(await seat(at.server, name, pool));
    for (const [index, { guest }] of seats.entries()) {
      guest.says(numbered(1), index % 2 === 0 ? faults.none : faults.silence);
    }
    const all = seats.map(({ player }) => player);
    for (const player of all.filter((_, index) => index % 2 === 0)) await written(player, ARRIVED + 1);
    expect(await failure(together(all, (player) => player.sees(news(1))))).to.equal(
      lines(
        'Bo waited 0.1 s for news 1, in vain.',
        'No frame has come since then.',
        "Last in Bo's journal:",
        '  #0 connecting (play)',
        '  #1 <- opened',
        '',
        'Dan waited 0.1 s for news 1, in vain.',
        'No frame has come since then.',
        '',
        '(Ana, Cy saw it.)',
      ),
    );
  });

  it('prove nothing when nobody is there', async () => {
    expect(
      await failure(
        together([], async () => {}),
        'Error',
      ),
    ).to.equal('Nobody is there who could see it: the step would prove nothing.');
  });

  it('do not hide a fault of the suite behind what others missed', async () => {
    const pool = hurried();
    const [ana, bo] = [pool.add('Ana', 'runner'), pool.add('Bo', 'runner')];
    const attempt = together([ana, bo], async (player) => {
      if (player === bo) throw new TypeError('a mistake in a step');
      return player.sees(news(1));
    });
    expect(await failure(attempt, 'TypeError')).to.equal('a mistake in a step');
  });
});
