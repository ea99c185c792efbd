import { describe, it } from 'node:test';
import { expect } from 'chai';
import { act, told } from '../nodes/a-party';
import { ATable, EVER, NAMES, narratives } from '../nodes/a-table';
import type { Frame, Somebody } from '../nodes/somebody';

/** The time of the last thing somebody was told that they will not be told again. */
function lastSeen({ frames }: Somebody): string {
  return String(
    frames.filter(({ timestamp, type }) => timestamp && type !== 'connected').at(-1)?.timestamp ?? EVER,
  );
}

describe('what a party tells of the past', { concurrency: 1 }, () => {
  const table = ATable.forSuite();

  it('replays exactly what was missed, wherever the line was cut, while the host goes on speaking', async () => {
    const thorin = await table.enter('thorin');
    const all: string[] = [];
    let isOver = false;
    const host = (async () => {
      for (let number = 0; number < 60; number += 1) {
        await table.narrate(thorin, `${number}`, { private_messages: { elara: `for Elara ${number}` } });
        all.push(`${number}`);
        if (number % 9 === 8) await table.pass(1_000);
      }
      isOver = true;
    })();
    const heard: Frame[] = [];
    let since = EVER;
    for (let cut = 0; !isOver || heard.length === 0; cut += 1) {
      const elara = await table.knock();
      elara.say({ type: 'auth', token: table.token('elara'), last_seen: since });
      // Cut before the answer, in the middle of the replay, at its end, and a little later.
      const frames = (async () => {
        for (let frame = 0; frame < (cut * 7) % 23; frame += 1) await elara.told({});
      })();
      await Promise.race([frames.catch(() => {}), host]);
      elara.socket.terminate();
      await elara.end();
      heard.push(...elara.frames.filter(({ type }) => type === 'narrative'));
      since = lastSeen(elara) === EVER ? since : lastSeen(elara);
    }
    await host;
    const back = await table.enter('elara', since);
    await back.told({ type: 'replay_end' });
    heard.push(...back.all('narrative'));
    expect(narratives(heard)).to.deep.equal(all);
    expect(heard.map((frame) => frame.private)).to.deep.equal(all.map((number) => `for Elara ${number}`));
  });

  it('tells the past before the present, and both once', async () => {
    const thorin = await table.enter('thorin');
    for (let number = 0; number < 5; number += 1) await table.narrate(thorin, `${number}`);
    const elara = await table.knock();
    elara.say({ type: 'auth', token: table.token('elara'), last_seen: EVER });
    elara.say({ type: 'history_request', since: EVER });
    await table.narrate(thorin, 'meanwhile');
    await elara.told({ type: 'replay_end' });
    await elara.told({ type: 'replay_end' });
    await table.narrate(thorin, 'at last');
    await elara.told({ type: 'narrative', narrative: 'at last' });
    const ends = elara.frames.flatMap(({ type }, index) => (type === 'replay_end' ? [index] : []));
    const [first = 0, second = 0] = ends;
    const seen = (from: number, to: number) => narratives(elara.frames.slice(from, to));
    expect(seen(0, first).slice(0, 5)).to.deep.equal(['0', '1', '2', '3', '4']);
    expect(
      [...seen(0, first), ...seen(second, elara.frames.length)]
        .filter((text) => !seen(0, first).includes(text) || text.length === 1)
        .at(-1),
    ).to.equal('at last');
    const asked = Number(elara.frames[second]?.count);
    expect(told(elara.frames.slice(first, second)).slice(-asked)).to.have.length(asked);
  });

  it('counts what was replayed, and replays nothing where nothing was missed', async () => {
    const thorin = await table.enter('thorin');
    const at = await table.narrate(thorin, 'one');
    await table.narrate(thorin, 'two');
    const elara = await table.enter('elara', at);
    expect(await elara.told({ type: 'replay_end' })).to.deep.equal({ type: 'replay_end', count: 1 });
    const future = await table.enter('gorm', '2999-01-01T00:00:00.000Z');
    expect(await future.told({ type: 'replay_end' })).to.deep.equal({ type: 'replay_end', count: 0 });
    const without = await table.enter('vex');
    await table.narrate(thorin, 'three');
    await without.told({ type: 'narrative', narrative: 'three' });
    expect(without.all('replay_end')).to.deep.equal([]);
    expect(narratives(without.frames)).to.deep.equal(['three']);
  });

  it('lets in whose time cannot be read, and says so', async () => {
    const thorin = await table.enter('thorin', 'yesterday');
    expect((await thorin.told({ type: 'error' })).message).to.match(/^last_seen /);
    await table.narrate(thorin, 'still here');
    await thorin.told({ type: 'narrative', narrative: 'still here' });
    thorin.say({ type: 'history_request', since: 'whenever' });
    expect((await thorin.told({ type: 'error' })).message).to.match(/^since /);
  });

  it('gives strictly increasing times, however close things are', async () => {
    const people = await Promise.all(NAMES.map((name) => table.enter(name)));
    await Promise.all(people.map((player) => act(player, 'now')));
    for (let number = 0; number < 4; number += 1) await table.answer(`${number}`);
    const gorm = await table.enter('gorm', EVER);
    await gorm.told({ type: 'replay_end' });
    const times = gorm.frames
      .filter(({ type }) => type === 'narrative' || type === 'system')
      .map(({ timestamp }) => String(timestamp));
    expect(times).to.deep.equal([...new Set(times)].sort());
    expect(times.every((time) => new Date(time).toISOString() === time)).to.equal(true);
  });

  it('replays more than a line holds at once to a reader who takes its time', async () => {
    const [thorin, other] = [await table.enter('thorin'), await table.enter('elara')];
    const text = 'x'.repeat(7_990);
    const all = Array.from({ length: 300 }, (_, number) => `${text}${number}`);
    for (const [number, narrative] of all.entries()) {
      await act(thorin, 'x');
      await table.answer(narrative);
      other.say({ type: 'heartbeat' }); // it is the session's time that passes
      if (number % 9 === 8) await table.pass(1_000);
    }
    await other.told({ type: 'narrative', narrative: all.at(-1) });
    const slow = await table.knock();
    slow.say({ type: 'auth', token: table.token('vex'), last_seen: EVER });
    await slow.told({ type: 'connected' });
    slow.socket.pause();
    await table.narrate(thorin, 'meanwhile');
    await other.told({ type: 'narrative', narrative: 'meanwhile' });
    slow.socket.resume();
    await slow.told({ type: 'narrative', narrative: 'meanwhile' });
    expect(narratives(slow.frames)).to.deep.equal([...all, 'meanwhile']);
  });
});
