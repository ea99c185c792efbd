import { type Entry, Journal, type Note } from '../../support/players/journal';
import { Secrets } from '../../support/players/secrets';
import type { Story } from '../../support/reporting/timeline';

/** Journals written by hand, on a clock that moves only when told: the same story every time. */
export class Script {
  #order = 0;
  #now = 0;
  readonly secrets = new Secrets();
  readonly #players: { name: string; role: string; journal: Journal }[] = [];

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  player(name: string, role: string): Actor {
    const chronicle = { next: () => ++this.#order, now: () => this.#now };
    const journal = new Journal(name, chronicle);
    this.#players.push({ name, role, journal });
    return new Actor(journal, (milliseconds) => this.pass(milliseconds));
  }

  /** The server tells all of them, each a little later than the one before. */
  broadcast(actors: readonly Actor[], kind: string, telling?: string): void {
    for (const actor of actors) actor.receives(kind, telling);
  }

  story(title: string, failed = false): Story {
    return { title, failed, players: this.#players, secrets: this.secrets };
  }
}

/** One player of a script. */
export class Actor {
  #connection = 0;

  constructor(
    readonly journal: Journal,
    private readonly pass: (milliseconds: number) => void,
  ) {}

  note(note: Note): Entry {
    this.pass(0.3);
    return this.journal.append(note);
  }

  connects(channel: string): this {
    this.#connection += 1;
    const connection = this.#connection;
    this.note({ kind: 'connecting', to: 'ws://127.0.0.1:4000/ws', channel, connection });
    this.note({ kind: 'connection', event: { kind: 'opened' }, connection });
    return this;
  }

  sends(kind: string, telling?: string): this {
    const event = { kind, ...(telling === undefined ? {} : { telling }) };
    this.note({ kind: 'sent', event, raw: '{}', connection: this.#connection });
    return this;
  }

  receives(kind: string, telling?: string, trouble = false, connection = this.#connection): this {
    const event = {
      kind,
      ...(telling === undefined ? {} : { telling }),
      ...(trouble ? { trouble: true as const } : {}),
    };
    this.note({ kind: 'received', event, raw: '{}', channel: 'mod', connection });
    return this;
  }

  /** One HTTP call with its answer. */
  asks(kind: string, telling: string, answer: string): this {
    this.note({ kind: 'asked', event: { kind, telling }, raw: '{}', connection: 0 });
    this.pass(3);
    this.note({ kind: 'answered', event: { kind: answer }, raw: '{}', channel: 'http', connection: 0 });
    return this;
  }

  closed(
    code: number,
    reason: string,
    by: 'player' | 'server',
    connection = this.#connection,
    trouble = false,
  ): Entry {
    const telling = `${code} ${reason}`;
    const event = {
      kind: 'closed',
      code,
      reason,
      by,
      telling,
      ...(trouble ? { trouble: true as const } : {}),
    } as const;
    return this.note({ kind: 'connection', event, connection });
  }

  misses(expectation: string, from: number, verdict: string): void {
    this.note({ kind: 'missed', expectation, from, verdict, connection: this.#connection });
  }
}

/** Three runners race through five layers before an organizer and a spectator: about sixty frames. */
export function wholeRace(): Story {
  const script = new Script();
  const olga = script.player('Olga', 'organizer');
  const runners = ['Ana', 'Bo', 'Cy'].map((name) => script.player(name, 'runner'));
  const sam = script.player('Sam', 'spectator');
  const watchers = [...runners, sam];
  olga.asks('create race', 'Sunday race', '201 created');
  for (const name of ['Ana', 'Bo', 'Cy']) olga.asks('enter runner', name, '200 entered');
  olga.asks('make seed packs', '', '200 made');
  for (const [index, runner] of runners.entries()) {
    runner.asks('fetch seed pack', '', '200 seed pack');
    runner.connects('mod').sends('authenticate', 'token ab12…');
    script.pass(2);
    runner.receives('welcome', `runner ${index + 1} of 3, setup`);
    script.broadcast(runners.slice(0, index + 1), 'standings', `${index + 1} connected`);
    script.pass(3);
  }
  sam.connects('spectator').receives('race state', 'setup, 3 runners');
  script.broadcast(watchers, 'spectator count', '1');
  for (const [index, runner] of runners.entries()) {
    runner.sends('ready');
    script.pass(1);
    script.broadcast(
      watchers,
      'standings',
      ['1 Ana ready', '1 Ana ready, 2 Bo ready', '1 Ana, 2 Bo, 3 Cy ready'][index],
    );
  }
  olga.asks('start race', '', '200 running');
  script.broadcast(runners, 'race started');
  script.broadcast(watchers, 'race status', 'running');
  const order = [
    ['Ana', 1, '1:05', '1 Ana L1, 2 Bo L0, 3 Cy L0'],
    ['Bo', 1, '0:58', '1 Bo L1, 2 Ana L1 (+7 s), 3 Cy L0'],
    ['Cy', 2, '1:40', '1 Cy L2, 2 Bo L1, 3 Ana L1'],
    ['Ana', 3, '3:12', '1 Ana L3, 2 Cy L2, 3 Bo L1'],
    ['Bo', 5, '6:40', '1 Bo L5, 2 Ana L3, 3 Cy L2'],
  ] as const;
  for (const [name, layer, time, standings] of order) {
    script.pass(4);
    const runner = runners[['Ana', 'Bo', 'Cy'].indexOf(name)];
    runner?.sends('progress', `${time}, 2 deaths`);
    script.broadcast(watchers, 'player moved', `${name} ${time}, 2 deaths`);
    runner?.sends('enter zone', `layer ${layer} at ${time}`);
    script.pass(2);
    script.broadcast(watchers, 'standings', standings);
  }
  for (const [name, time] of [
    ['Bo', '8:00'],
    ['Ana', '8:12'],
    ['Cy', '9:30'],
  ] as const) {
    script.pass(6);
    runners[['Ana', 'Bo', 'Cy'].indexOf(name)]?.sends('finish', time);
    script.broadcast(watchers, 'standings', `${name} finished at ${time}`);
  }
  script.broadcast(watchers, 'race status', 'finished');
  script.pass(5);
  for (const watcher of watchers) watcher.closed(1000, '', 'player');
  return script.story('Three runners race to the finish');
}

/** Cy never sees Bo overtake; Ana's connection is lost without a close frame. */
export function failure(): Story {
  const script = new Script();
  const [ana, bo, cy] = ['Ana', 'Bo', 'Cy'].map((name) => script.player(name, 'runner')) as [
    Actor,
    Actor,
    Actor,
  ];
  for (const runner of [ana, bo, cy]) {
    runner.connects('mod').sends('authenticate').receives('welcome', 'race running, 3 runners');
    script.pass(4);
  }
  script.broadcast([ana, bo, cy], 'standings', '1 Ana L1, 2 Bo L0, 3 Cy L0');
  script.pass(20);
  const from = cy.journal.end;
  bo.sends('enter zone', 'layer 2 at 1:02');
  script.broadcast([ana, bo], 'standings', '1 Bo L2, 2 Ana L1, 3 Cy L0');
  cy.receives('player moved', 'Ana 1:03');
  ana.sends('enter zone', 'layer -1 at 1:04');
  ana.receives('refused', 'layer out of range <script>alert(1)</script>', true);
  script.pass(700);
  ana.closed(1006, '', 'server', 1, true);
  script.pass(1300);
  cy.misses(
    'the standings with Bo ahead of Ana',
    from,
    'nothing matched in 2 s; nearest: standings (order 8), but Bo was behind Ana\nand more',
  );
  return script.story('A runner who is in a deeper layer is ahead', true);
}

/** Fifty people watch two runners; one of them loses the connection. */
export function crowd(watchers = 50): Story {
  const script = new Script();
  const runners = ['Ana', 'Bo'].map((name) => script.player(name, 'runner'));
  for (const runner of runners) runner.connects('mod').sends('authenticate').receives('welcome', 'running');
  const observers = Array.from({ length: watchers }, (_, index) =>
    script.player(`Obs ${index + 1}`, 'observer'),
  );
  for (const [index, observer] of observers.entries()) {
    observer.connects('spectator').receives('race state', 'running, 2 runners');
    script.broadcast([...runners, ...observers.slice(0, index + 1)], 'spectator count', String(index + 1));
    script.pass(1);
  }
  const [ana, bo] = runners;
  script.broadcast([...runners, ...observers], 'standings', '1 Ana L1, 2 Bo L0');
  observers[16]?.closed(1006, '', 'server', 1, true);
  const left = observers.filter((_, index) => index !== 16);
  for (let second = 1; second <= 60; second += 1) {
    script.pass(100);
    (second % 2 === 0 ? ana : bo)?.sends('progress', `${second} s`);
    script.broadcast([...runners, ...left], 'player moved', `${second % 2 === 0 ? 'Ana' : 'Bo'} ${second} s`);
  }
  bo?.sends('enter zone', 'layer 2');
  script.broadcast([...runners, ...left], 'standings', '1 Bo L2, 2 Ana L1');
  return script.story('Fifty observers see the same standings as the runners');
}

/** Bo connects a second time while the first connection stands. */
export function takeover(): Story {
  const script = new Script();
  const ana = script.player('Ana', 'runner');
  const bo = script.player('Bo', 'runner');
  for (const runner of [ana, bo]) runner.connects('mod').sends('authenticate').receives('welcome', 'running');
  script.broadcast([ana, bo], 'standings', '1 Ana L1, 2 Bo L0');
  script.pass(30);
  bo.connects('mod').sends('authenticate').receives('welcome', 'running, second connection');
  const close = bo.closed(4009, 'Replaced by a newer connection', 'server', 1, true);
  bo.journal.explain(close, 'Bo connects a second time');
  script.pass(4);
  bo.sends('progress', '1:10');
  script.broadcast([ana, bo], 'player moved', 'Bo 1:10');
  return script.story('A second connection of the same runner takes over');
}

/** Twelve players with much to say, more than a picture holds, and two expectations missed. */
export function wordy(): Story {
  const script = new Script();
  const names = 'Ana Bo Cy Dimitrios Elara Fatoumata-Binta Gus Hana Ivo Jun Karl WWWWWWWW'.split(' ');
  const players = names.map((name) => script.player(name, 'runner').connects('mod'));
  const kinds = ['standings', 'player moved', 'chat', 'vote', 'turn', 'score', 'card'];
  const standings = '1 Ana L3, 2 Bo L2 (+1:20), 3 Cy L2 (+1:44), 4 Dimitrios L1, 5 Elara L1, 6 Gus L0';
  for (let round = 0; round < 260; round += 1) {
    const telling = `says a good deal about layer ${round} and does not come to an end`;
    players[(round * 7) % 12]?.sends(kinds[(round * round) % 7] ?? '', telling);
    const some = players.filter((_, index) => (index + round) % 5 !== 0);
    script.broadcast(some, kinds[(round * 3 + 1) % 7] ?? '', `${standings} ${round}`);
    script.pass(round % 40 === 0 ? 900 : 2);
  }
  const verdict = `saw 2 of 3; the nearest was ${standings}, but Cy was behind Bo, and so on `.repeat(4);
  players[2]?.misses(
    'exactly three standings: Ana, Bo, Cy; Bo, Ana, Cy; Cy, Bo, Ana; and no more',
    200,
    verdict,
  );
  players[11]?.misses('a word', 300, 'nothing came');
  const title =
    'A race with so many runners and such a long name that it can hardly be told in one line of a report';
  return script.story(title, true);
}
