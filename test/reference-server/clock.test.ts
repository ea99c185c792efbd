import { afterEach, describe, it } from 'node:test';
import { expect } from 'chai';
import { ServerClock } from '../../reference-server/core/clock';

describe('the clock', () => {
  const failures: unknown[] = [];
  let clock = new ServerClock((reason) => failures.push(reason));
  afterEach(() => {
    clock.stop();
    clock = new ServerClock((reason) => failures.push(reason));
    failures.length = 0;
  });

  it('goes with real time, and stays ahead by what it was advanced', async () => {
    expect(Math.abs(clock.now().getTime() - Date.now())).to.be.below(1_000);
    await clock.advance(3_600_000);
    expect(Math.abs(clock.now().getTime() - Date.now() - 3_600_000)).to.be.below(1_000);
  });

  it('runs a timer in real time', async () => {
    await new Promise<void>((resolve) => {
      clock.after(5, resolve);
    });
  });

  it('runs what is due in the order it is due, each at its own time, and nothing else', async () => {
    const ran: [name: string, at: number][] = [];
    const begin = clock.now().getTime();
    const note = (name: string) => () => void ran.push([name, clock.now().getTime() - begin]);
    clock.after(30_000, note('third'));
    clock.after(10_000, note('first'));
    clock.after(20_000, note('second'));
    clock.after(40_000, note('never'));
    await clock.advance(31_000);
    expect(ran.map(([name]) => name)).to.deep.equal(['first', 'second', 'third']);
    for (const [index, [, at]] of ran.entries()) expect(at).to.be.closeTo((index + 1) * 10_000, 500);
  });

  it('runs a timer that a timer sets, if it too is due by then', async () => {
    let pings = 0;
    const ping = () => {
      pings += 1;
      clock.after(30_000, ping);
    };
    clock.after(30_000, ping);
    await clock.advance(95_000);
    expect(pings).to.equal(3);
  });

  it('tells one leap from another, and both from real time', async () => {
    const leaps: unknown[] = [clock.leap];
    for (const wait of [1_000, 2_000, 11_000]) clock.after(wait, () => void leaps.push(clock.leap));
    await clock.advance(10_000);
    leaps.push(clock.leap);
    await clock.advance(10_000);
    expect(leaps).to.deep.equal([undefined, 1, 1, undefined, 2]);
  });

  it('answers when what the timers began is over', async () => {
    let over = false;
    clock.after(1_000, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      over = true;
    });
    await clock.advance(2_000);
    expect(over).to.equal(true);
  });

  it('does not run what was called off, also by a timer just before', async () => {
    let ran = false;
    const second = clock.after(2_000, () => {
      ran = true;
    });
    clock.after(1_000, () => second.cancel());
    await clock.advance(3_000);
    expect(ran).to.equal(false);
  });

  it('goes on when a timer fails, and says so', async () => {
    let ran = false;
    clock.after(1_000, () => {
      throw new Error('broken');
    });
    clock.after(2_000, () => {
      ran = true;
    });
    await clock.advance(3_000);
    expect(ran).to.equal(true);
    expect(failures).to.have.length(1);
  });

  it('makes one advance wait for another', async () => {
    const begin = clock.now().getTime();
    const [first, second] = await Promise.all([clock.advance(10_000), clock.advance(10_000)]);
    expect(first.getTime() - begin).to.be.closeTo(10_000, 500);
    expect(second.getTime() - begin).to.be.closeTo(20_000, 500);
  });
});
