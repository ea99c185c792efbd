import { describe, it } from 'node:test';
import { expect } from 'chai';
import { type Story, timeline } from '../../support/reporting/timeline';
import { MOST_LANES } from '../../support/reporting/timeline/lanes';
import { duration, fitted, legible, widthOf, wrapped } from '../../support/reporting/timeline/lettering';
import { type Actor, crowd, failure, Script, takeover, wholeRace } from './stories';

/** The words of a picture, line by line, without markup. */
function words(svg: string): string[] {
  return [...svg.matchAll(/<text x="[^"]*" y="[^"]*">(.*?)<\/text>/g)].map(([, inner = '']) =>
    inner
      .replace(/<tspan[^>]*>/g, ' ')
      .replace(/<[^>]*>/g, '')
      .trim(),
  );
}

/** Two runners, the second of which may be told later than the first. */
function two(): { script: Script; ana: Actor; bo: Actor } {
  const script = new Script();
  const [ana, bo] = [
    script.player('Ana', 'runner').connects('mod'),
    script.player('Bo', 'runner').connects('mod'),
  ];
  return { script, ana, bo };
}

describe('a timeline', () => {
  it('draws the same picture for the same story', () => {
    expect(timeline(wholeRace())).to.equal(timeline(wholeRace()));
  });

  it('fits a race of sixty frames into 30 KB', () => {
    expect(timeline(wholeRace()).length).to.be.below(30_000);
  });

  it('says so when nobody sent anything', () => {
    expect(timeline(new Script().story('Nothing'))).to.contain('No player sent or received anything.');
    const script = new Script();
    script.player('Ana', 'runner');
    expect(timeline(script.story('Nothing')))
      .to.contain('No player')
      .and.to.contain('Ana');
  });

  it('draws a broadcast as one row with an arrow to each', () => {
    const { script, ana, bo } = two();
    script.broadcast([ana, bo], 'standings', '1 Ana');
    const svg = timeline(script.story('Broadcast'));
    expect(words(svg).filter((line) => line.startsWith('standings'))).to.have.length(1);
    const tips = /class="tip" d="([^"]*)"/.exec(svg)?.[1] ?? '';
    expect(tips.match(/l-9-4.5v9z/g)).to.have.length(2);
  });

  it('keeps the order in which a player saw things, where another saw them the other way round', () => {
    const { script, ana, bo } = two();
    ana.receives('first').receives('second');
    bo.receives('second').receives('first');
    const lines = words(timeline(script.story('Order'))).filter((line) => /first|second/.test(line));
    expect(lines).to.deep.equal(['→ Ana first', 'second', '→ Bo first']);
  });

  it('tells a call and its answer in one row', () => {
    const script = new Script();
    script.player('Olga', 'organizer').asks('create race', 'Sunday', '201 created');
    expect(words(timeline(script.story('Call')))).to.deep.equal(['Olga create race Sunday · 201 created']);
  });

  it('folds a run of the same, with its first and last telling', () => {
    const { script, ana } = two();
    for (let second = 1; second <= 180; second += 1) {
      ana.receives('player moved', `Bo ${second} s`);
      script.pass(10);
    }
    expect(words(timeline(script.story('Run')))).to.include(
      '→ Ana player moved × 180 in 1.84 s Bo 1 s … Bo 180 s',
    );
  });

  it('folds an act and its effect that alternate', () => {
    const { script, ana, bo } = two();
    for (let second = 1; second <= 60; second += 1) {
      (second % 2 === 0 ? ana : bo).sends('progress', `${second} s`);
      script.broadcast([ana, bo], 'player moved', `${second} s`);
    }
    const lines = words(timeline(script.story('Alternation')));
    expect(lines).to.have.length(3);
    expect(lines[1]).to.match(/^Ana Bo progress × 60 in \d+ ms 1 s … 60 s$/);
  });

  it('does not fold a broadcast that somebody missed with those that all got', () => {
    const { script, ana, bo } = two();
    for (const round of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      script.broadcast(round === 5 ? [ana] : [ana, bo], 'player moved', `${round} s`);
    }
    expect(words(timeline(script.story('Gap')))).to.include('→ Ana player moved 5 s');
  });

  it('never folds trouble', () => {
    const { script, ana } = two();
    for (let time = 1; time <= 10; time += 1) ana.receives('refused', 'no', true);
    expect(
      words(timeline(script.story('Refusals'))).filter((line) => line.includes('refused')),
    ).to.have.length(10);
  });

  it('draws what was missed at its place, with the first line of the verdict', () => {
    const svg = timeline(failure());
    expect(words(svg)).to.include('Cy waited for the standings with Bo ahead of Ana');
    expect(svg).to.contain('nearest: standings (order 8)').and.not.to.contain('and more');
    expect(svg.match(/class="wait"/g)).to.have.length(1);
  });

  it('marks an unexplained close red, and an explained one not', () => {
    expect(timeline(failure())).to.contain('class="cut trouble"');
    expect(timeline(takeover())).not.to.contain('class="cut trouble"');
    expect(words(timeline(takeover()))).to.include(
      'Bo closed by the server 4009 Replaced by a newer connection',
    );
  });

  it('draws a second connection beside the first', () => {
    const [, d = ''] = /class="open" d="([^"]*V[^"]*M[^"]*)"/.exec(timeline(takeover())) ?? [];
    expect(new Set([...d.matchAll(/M(\d+) /g)].map(([, x]) => x)).size).to.equal(2);
  });

  it('writes markup as text and leaves control characters out', () => {
    const { script, ana } = two();
    ana.receives('chat', '<script>alert("x")</script> & \u0000\u001b[31m\u202egnp\uffff\ud800 end');
    const svg = timeline(script.story('<b>Title</b>\u0007'));
    expect(svg).not.to.contain('<script').and.not.to.contain('<b>');
    expect(svg).to.contain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp;');
    expect(svg).not.to.match(/[^\P{C}\n]/u);
  });

  it('shortens secrets wherever they stand, before it cuts texts', () => {
    const { script, ana } = two();
    script.secrets.learn('tok-1234567890', "Ana's token", 'Ana');
    ana.sends('authenticate', `${'x'.repeat(60)} tok-1234567890`);
    ana.misses('tok-1234567890', 0, 'tok-1234567890');
    const svg = timeline(script.story('tok-1234567890', true));
    expect(svg).to.contain('tok-…').and.not.to.contain('tok-1');
  });

  it('gives sixty players who saw the same one lane, and whoever met trouble a lane of his own', () => {
    const svg = timeline(crowd(60));
    expect(svg).to.contain('Obs 1 … Obs 60 (59)').and.to.contain('>Obs 17<');
    expect(svg.match(/class="name"/g)?.length).to.be.at.most(MOST_LANES + 1);
  });

  it('keeps to twelve lanes where sixty players each have trouble of their own', () => {
    const script = new Script();
    for (let index = 0; index < 60; index += 1) {
      const player = script.player(`P${index}`, 'runner').connects('mod');
      player.closed(1006, '', 'server', 1, true);
    }
    const svg = timeline(script.story('All lost', true));
    expect(svg.match(/class="name"/g)).to.have.length(MOST_LANES + 1);
    expect(svg).to.contain('49 others');
  });

  it('stays bounded and fast with five thousand entries, and keeps what was missed', () => {
    const { script, ana, bo } = two();
    const kinds = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (let index = 0; index < 5000; index += 1) {
      if (index === 2500) bo.misses('a word in the middle', bo.journal.end, 'nothing came');
      (index % 3 === 0 ? bo : ana).receives(kinds[(index * index) % 7] ?? '', String(index));
    }
    const story = script.story('Long', true);
    const before = process.cpuUsage();
    const svg = timeline(story);
    expect(processorTime(before)).to.be.below(5_000);
    expect(svg.length).to.be.below(60_000);
    expect(words(svg).filter((line) => line.startsWith('…'))).to.have.length(2);
    expect(svg).to.contain('a word in the middle');
  });

  it('costs little for a scenario of five hundred entries', () => {
    const story: Story = crowd(8);
    // Some 5 ms on a machine of its own. The best of several: what it costs, not what else the machine was doing.
    const costs = Array.from({ length: 10 }, () => {
      const before = process.cpuUsage();
      timeline(story);
      return processorTime(before);
    });
    expect(Math.min(...costs)).to.be.below(100);
  });
});

describe('lettering', () => {
  const secrets = { shorten: (text: string) => text };

  it('cuts what does not fit, with an ellipsis, and keeps whole characters', () => {
    const cut = fitted('😀'.repeat(50), 13, 200);
    expect(cut).to.match(/^😀+…$/u);
    expect(widthOf(cut, 13)).to.be.at.most(200);
    expect(fitted('short', 13, 200)).to.equal('short');
  });

  it('breaks a long text between words into as many lines as it may have', () => {
    const text = 'one two three four five six seven eight nine ten';
    expect(wrapped(text, 13, 120, 9).join(' ')).to.equal(text);
    expect(wrapped(text, 13, 120, 2)).to.have.length(2);
    expect(wrapped(text, 13, 120, 2)[1]).to.match(/…$/);
    expect(wrapped('x'.repeat(40), 13, 100, 9).join('')).to.equal('x'.repeat(40));
    expect(wrapped('', 13, 100, 3)).to.deep.equal([]);
  });

  it('collapses white space', () => {
    expect(legible(' a\n\tb\u2028c ', secrets)).to.equal('a b c');
  });

  it('says durations as a reader does', () => {
    expect([0, 7.4, 999, 1240, 59_994, 59_999, 125_000].map(duration)).to.deep.equal([
      '0 ms',
      '7 ms',
      '999 ms',
      '1.24 s',
      '59.99 s',
      '1:00 min',
      '2:05 min',
    ]);
  });
});

/** Milliseconds of processor time since then: what it costs, however busy the machine is. */
function processorTime(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
