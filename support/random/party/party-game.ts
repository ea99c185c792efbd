import { expect } from 'chai';
import type { PartyDialect } from '../../systems/party/dialect';
import { OBSERVER, Party } from '../../systems/party/party';
import type { FastCheck, Game } from '../game';
import {
  answers,
  answersInVain,
  type Declaring,
  declares,
  declareTogether,
  endsTheRound,
  takesUp,
} from './party-acts';
import { type Coming, comes, comesInVain, goes, isRemoved, isRenewed, type PartyMove } from './party-comings';
import { asksForNoPast, asksForThePast, startsOver } from './party-evenings';
import { type Afterwards, falls } from './party-falls';
import { beginsFight, endsTheFight, type FightPlan, isHurt, passesTheTurn } from './party-fights';
import { type ModelPlayer, PartyModel } from './party-model';
import { PartyTable } from './party-table';

/** A fall takes a second, and a move a hundredth of it: one in so many sessions that few of them wait for it. */
const FALLS = 1;
const PLAYERS = ['Thorin', 'Elara', 'Vex', 'Gorm'];
const MODES = ['turn by turn', 'all at once'] as const;
const WAYS: readonly Coming[] = ['introduces', 'introduces', 'by the address', 'asks for what was missed'];
const DECLARING: readonly Declaring[] = [
  'at table',
  'at table',
  'by request',
  'with a word to the host alone',
];

/** The session of a party, with its host, four players and the observer. @param dialectOf makes the dialect of one session. */
export function partyGame(dialectOf: (scope: string) => PartyDialect): Game<PartyModel, PartyTable> {
  return {
    title: 'party',
    tag: 'party and not @needs-restart',
    mostMoves: 60,
    lanes: 4,
    moves,
    async open(ground) {
      const party = new Party(ground.players, dialectOf(ground.scope));
      ground.closers.add("the host's line", () => party.end());
      await party.open();
      const players: ModelPlayer[] = [];
      for (const name of PLAYERS) {
        const sheet = party.dialect.sheetIn(await party.member(name).looksAt(name));
        const { initiative = 0, hitPoints = 0, maxHitPoints = 0 } = sheet;
        players.push({
          ...newcomer(name),
          initiative,
          firstHitPoints: hitPoints,
          hitPoints,
          maxHitPoints,
        });
      }
      return { model: new PartyModel(players, newcomer(OBSERVER)), table: new PartyTable(ground, party) };
    },
    async judge(model, table) {
      await judgeWhatTheHostSees(model, table);
      if (table.hasRecord) await judgeRecord(model, table);
    },
  };
}

/** As `partyGame`, on a server that falls now and then; each session has it to itself. */
export function fallingPartyGame(dialectOf: (scope: string) => PartyDialect): Game<PartyModel, PartyTable> {
  return {
    ...partyGame(dialectOf),
    title: 'party whose server falls',
    tag: 'needs-restart',
    mostMoves: 16,
    lanes: 1,
    moves: (fc) => [
      ...moves(fc),
      {
        weight: FALLS,
        arbitrary: fc.constantFrom<Afterwards>('all come back', 'nobody comes back yet').map(falls),
      },
    ],
  };
}

function moves(fc: FastCheck) {
  const player = fc.constantFrom(...PLAYERS);
  const anybody = fc.constantFrom(...PLAYERS, OBSERVER);
  const how = fc.constantFrom('leaves' as const, 'is cut off' as const);
  const readers = fc.subarray(PLAYERS, { maxLength: 2 });
  const plan = fc.record({ which: fc.nat({ max: 5 }), privately: readers, hasNotes: fc.boolean() });
  const named = fc
    .tuple(fc.subarray(PLAYERS), fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 4, maxLength: 4 }))
    .map(([names, initiative]) => names.map((name, index) => [name, initiative[index] ?? 1] as const));
  const fight = fc.record<FightPlan>({ mode: fc.constantFrom(...MODES), named, hasMonster: fc.boolean() });
  const kinds: readonly { weight: number; arbitrary: import('fast-check').Arbitrary<PartyMove> }[] = [
    {
      weight: 10,
      arbitrary: fc.tuple(anybody, fc.constantFrom(...WAYS)).map(([who, way]) => comes(who, way)),
    },
    { weight: 3, arbitrary: fc.tuple(anybody, how).map(([who, way]) => goes(who, way)) },
    {
      weight: 12,
      arbitrary: fc.tuple(player, fc.constantFrom(...DECLARING)).map(([who, way]) => declares(who, way)),
    },
    { weight: 1, arbitrary: fc.constant(declares(OBSERVER, 'at table')) },
    { weight: 3, arbitrary: fc.tuple(player, player).map(([one, other]) => declareTogether(one, other)) },
    { weight: 9, arbitrary: fc.constant(takesUp) },
    { weight: 8, arbitrary: plan.map(answers) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('answered' as const, 'waiting' as const, 'for nobody' as const)
        .map(answersInVain),
    },
    { weight: 1, arbitrary: player.map(isRemoved) },
    { weight: 2, arbitrary: anybody.map(isRenewed) },
    { weight: 1, arbitrary: player.map(comesInVain) },
    { weight: 3, arbitrary: fight.map(beginsFight) },
    { weight: 5, arbitrary: fc.constant(passesTheTurn) },
    {
      weight: 4,
      arbitrary: fc.tuple(readers, fc.boolean()).map(([names, notes]) => endsTheRound(names, notes)),
    },
    { weight: 1, arbitrary: fc.constant(endsTheFight) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(player, fc.constantFrom(0, 0.25, 0.5, 0.75, 1, 1.5))
        .map(([who, share]) => isHurt(who, share)),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(anybody, fc.nat({ max: 40 })).map(([who, which]) => asksForThePast(who, which)),
    },
    { weight: 1, arbitrary: anybody.map(asksForNoPast) },
    { weight: 1, arbitrary: anybody.map(startsOver) },
  ];
  return kinds;
}

function newcomer(name: string): ModelPlayer {
  return {
    name,
    initiative: 0,
    maxHitPoints: 0,
    firstHitPoints: 0,
    hitPoints: 0,
    isRemoved: false,
    devices: [],
    seen: 0,
    accepted: 0,
  };
}

/** Who sits at the table, and what waits, as the host is shown it. */
async function judgeWhatTheHostSees(model: PartyModel, { host }: PartyTable): Promise<void> {
  const { players, queue } = await host.looks();
  const seen = players.map(({ name, status, connections }) => `${name}: ${status}, ${connections}`);
  const right = model.players.map(
    ({ name, isRemoved: isOut, devices }) => `${name}: ${isOut ? 'kicked' : 'active'}, ${devices.length}`,
  );
  expect(seen.toSorted(), 'who sits at the table by how many connections, as the host sees it').to.deep.equal(
    right.toSorted(),
  );
  for (const status of ['waiting', 'taken up', 'answered'] as const) {
    const count = model.actions.filter((one) => one.status === status).length;
    expect(queue[status], `actions that are ${status}, as the host sees it`).to.equal(count);
  }
}

/** All actions in the order in which they came, and all that the host told, with its private parts. */
async function judgeRecord(model: PartyModel, { party }: PartyTable): Promise<void> {
  const record = await party.dialect.recordOf(party.session.id);
  const line = ({ by, text, status }: { by: string; text: string; status: string }) =>
    `${by}: ${text}, ${status}`;
  const came = new Map(record.actions.map(({ text }, index) => [text, index]));
  // Of those declared in the same instant either may have been first.
  const right = [...model.actions].sort(
    (one, other) => one.instant - other.instant || (came.get(one.text) ?? 0) - (came.get(other.text) ?? 0),
  );
  expect(record.actions.map(line), 'the actions on record').to.deep.equal(right.map(line));
  const told = model.kept.flatMap((one) => (one.kind === 'narrative' ? [one] : []));
  expect(
    record.narratives.map(({ text }) => text),
    'the answers on record',
  ).to.deep.equal(told.map(({ text }) => text));
  for (const [index, { text, privately, notes }] of told.entries()) {
    const found = record.narratives[index];
    expect(found?.privately, `the private texts on record with "${text}"`).to.deep.equal(privately);
    expect(found?.notes, `the notes on record with "${text}"`).to.equal(notes);
  }
}
