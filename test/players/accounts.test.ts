import { describe, it } from 'node:test';
import { expect } from 'chai';
import { listed, namedIn } from '../../support/players/account';
import { Missed } from '../../support/players/missed';
import { together } from '../../support/players/together';
import { faults } from './faulty-server';
import { news, numbered, refusal } from './news';
import { hurried, seat, serverFor, written } from './scene';

/** Connecting and open are the first two lines of a journal. */
const ARRIVED = 2;

/** What is told of a miss besides its message. */
async function missOf(attempt: Promise<unknown>) {
  const cause: unknown = await attempt.then(
    () => expect.fail('It passed, and had to fail.'),
    (error: unknown) => error,
  );
  if (!(cause instanceof Missed)) throw cause;
  return { accounts: cause.accounts, isUnproved: cause.isUnproved };
}

describe('whoever has ordered the server is told of a miss', () => {
  const at = serverFor();
  const marker = news(9).as('the marker');
  const told = (should: string, saw: string, isUnproved = false) => ({
    accounts: [{ who: 'Ana', should, saw }],
    isUnproved,
  });

  it('that nothing came', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says(numbered(1), faults.silence);
    expect(await missOf(player.sees(news(1)))).to.deep.equal(told('news 1', 'nothing at all in 0.1 s'));
  });

  it('what came last, where nothing of the kind did', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says([refusal]);
    await written(player, ARRIVED + 1);
    expect(await missOf(player.sees(news(1)))).to.deep.equal(
      told('news 1', 'nothing of the kind in 0.1 s; what came last: refused not now'),
    );
  });

  it('that the connection was refused, and where', async () => {
    at.server.handshake = 'refuse';
    const player = hurried().add('Ana', 'runner');
    player.connect({ ...at.server.door, address: `${at.server.door.address}?token=of-her-own` });
    await written(player, 3);
    at.server.handshake = 'welcome';
    expect(await missOf(player.sees(news(1)))).to.deep.equal(
      told(
        'news 1',
        `no connection to ${at.server.door.address} in 0.1 s: failed Unexpected server response: 404`,
      ),
    );
  });

  it('the nearest, and why it was not the one', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says(numbered(1, 2));
    await written(player, ARRIVED + 2);
    expect(await missOf(player.sees(news(4)))).to.deep.equal(
      told('news 4', 'news 2 (the number: expected 2 to equal 4)'),
    );
  });

  it('how often it came, where the number was wrong', async () => {
    const { player, guest } = await seat(at.server);
    guest.says(numbered(5, 5, 9));
    expect(await missOf(player.seesExactly(1, news(5), marker))).to.deep.equal(
      told('news 5, exactly once', 'it twice'),
    );
  });

  it('what came that must not', async () => {
    const { player, guest } = await seat(at.server);
    guest.says(numbered(1, 5, 9));
    expect(await missOf(player.neverSees(news(5), marker))).to.deep.equal(told('never news 5', 'news 5'));
  });

  it('that nothing is proved, or what came that must not, where the marker does not', async () => {
    const { player, guest } = await seat(at.server, 'Ana', hurried());
    guest.says(numbered(1, 5));
    await written(player, ARRIVED + 2);
    expect(await missOf(player.neverSees(news(6), marker))).to.deep.equal(
      told('never news 6', 'nothing that would prove it: the marker did not come', true),
    );
    expect(await missOf(player.neverSees(news(5), marker))).to.deep.equal(told('never news 5', 'news 5'));
  });

  it('one by one, with those who saw it', async () => {
    const pool = hurried();
    const ana = await seat(at.server, 'Ana', pool);
    const bo = await seat(at.server, 'Bo', pool);
    bo.guest.says(numbered(1));
    await written(bo.player, ARRIVED + 1);
    expect(await missOf(together([ana.player, bo.player], (player) => player.sees(news(1))))).to.deep.equal(
      told('news 1', 'nothing at all in 0.1 s (Bo saw it.)'),
    );
  });
});

describe('names', () => {
  it('are listed as a reader does', () => {
    expect([[], ['Ana'], ['Ana', 'Bo', 'Cy']].map(listed)).to.deep.equal(['', 'Ana', 'Ana, Bo and Cy']);
  });

  it('are found in a text as words, in its order, the longest at each place', () => {
    const people = ['Ana', 'Bo', 'the observer', 'Bo Two', 'Cy'];
    expect(namedIn("Anabel tells Bo Two of Ana's turn, and the observer", people)).to.deep.equal([
      'Bo Two',
      'Ana',
      'the observer',
    ]);
  });
});
