import { describe, it } from 'node:test';
import { expect } from 'chai';
import { Patience } from '../../support/players/patience';
import { type Company, Player } from '../../support/players/player';
import { Secrets } from '../../support/players/secrets';
import type { Direction, Motion, Pair, Place } from '../../support/systems/pong/events';
import { CENTRE, type Field, served, tick } from '../../support/systems/pong/physics';
import { expectBackFromBothWalls, playToBothWalls } from '../../support/systems/pong/rally';
import type { Room } from '../../support/systems/pong/room';

/** What a server makes of a ball, in place of where the rules have it. */
type Spoils = (ball: Motion, before: Motion) => Motion;

/** A room on paper, whose game begins with a serve at that angle, and obeys orders so many ticks late. */
function roomOnPaper(angle: number, late: number, spoils: Spoils = (ball) => ball) {
  let order = 0;
  const chronicle = { next: () => ++order, now: () => order };
  const company = { chronicle, patience: new Patience(0.01), secrets: new Secrets() } as unknown as Company;
  const waiting: { readonly due: number; readonly place: Place; readonly direction: Direction }[] = [];
  let ticks = 0;
  const players = ([1, 2] as const).map((place) => ({
    place,
    player: new Player(place === 1 ? 'Ana' : 'Bo', 'player', company),
    direction: 'stop',
    moves(direction: Direction) {
      this.direction = direction;
      waiting.push({ due: ticks + late, place, direction });
    },
  }));
  let field: Field = {
    ball: { ...CENTRE, ...served(1, angle) },
    paddles: [50, 50],
    directions: ['stop', 'stop'],
    score: [0, 0],
  };
  const goOn = () => {
    ticks += 1;
    while (waiting[0] && waiting[0].due < ticks) {
      const { place, direction } = waiting.shift() ?? { place: 1, direction: 'stop' };
      field = {
        ...field,
        directions: field.directions.with(place - 1, direction) as unknown as Pair<Direction>,
      };
    }
    const next = tick(field, (toward) => served(toward, angle));
    field = { ...next, ball: spoils(next.ball, field.ball) };
    const shown = (value: number) => Number(value.toFixed(2));
    const event = {
      kind: 'update',
      ball: { x: shown(field.ball.x), y: shown(field.ball.y) },
      paddles: field.paddles.map(shown),
    };
    for (const { player } of players)
      player.journal.append({ kind: 'received', connection: 1, event, raw: '', channel: 'game' });
  };
  const room = {
    players,
    everybody: players.map(({ player }) => player),
    everybodySeesPlay: async () => {},
    timePasses: async (some: number) => Array.from({ length: some }, goOn),
  };
  return { room: room as unknown as Room, goOn, told: () => ({ ticks, score: field.score }) };
}

/** What comes of a rally in which the server does that, and of what is then expected of it; '' for no harm. */
async function verdict(spoils: Spoils): Promise<string> {
  const { room, goOn } = roomOnPaper(0.4, 1, spoils);
  try {
    await playToBothWalls(room);
    goOn();
    await expectBackFromBothWalls(room);
    return '';
  } catch (cause) {
    return (cause as Error).message;
  }
}

describe('Two who keep the ball in play', () => {
  it('bring it to both walls within some seconds, however it is served and a little late', async () => {
    for (const late of [0, 3]) {
      for (let angle = -45; angle <= 45; angle += 5) {
        const { room, goOn, told } = roomOnPaper((angle * Math.PI) / 180, late);
        await playToBothWalls(room);
        goOn();
        await expectBackFromBothWalls(room);
        expect(told().ticks, `ticks from a serve at ${angle} degrees, orders ${late} late`).to.be.below(900);
      }
    }
  });

  it('do so before a server that obeys so late that they miss some', async () => {
    const { room, told } = roomOnPaper(0.6, 16);
    await playToBothWalls(room);
    expect(Math.max(...told().score), 'balls that one of them missed').to.be.above(0);
  });

  it('see a wall that sends the ball back from elsewhere', async () => {
    const early: Spoils = (ball) => (ball.y < 4 && ball.vy < 0 ? { ...ball, vy: -ball.vy } : ball);
    expect(await verdict(early)).to.match(/^Ana waited .* for the ball at the upper wall, in vain/);
  });

  it('see a wall at which the ball rests for a tick', async () => {
    const sticky: Spoils = (ball, before) =>
      before.y === 99 && before.vy < -0.1 ? { ...ball, y: 99, vy: -0.1 } : ball;
    expect(await verdict(sticky)).to.equal(
      'how far down the ball is a tick after the lower wall, as Ana sees it: expected 99 to be below 99',
    );
  });

  it('give up where the ball comes to no wall', async () => {
    const level: Spoils = (ball) => ({ ...ball, vy: 0, y: 50 });
    expect(await verdict(level)).to.equal('In 2400 ticks the ball came to no wall.');
  });
});
