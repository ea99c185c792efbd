import { defineParameterType } from '@cucumber/cucumber';
import { ATTEMPTS } from './systems/party/commands';
import type { ActionStatus, CombatMode, Health } from './systems/party/events';
import type { Direction, GameStatus, Pair, Place } from './systems/pong/events';
import { spotIn, VELOCITY, velocityIn } from './systems/pong/flights';
import { CLOSE } from './systems/race/dialect';
import { FIGURES, figuresIn } from './systems/race/figures';
import { milliseconds } from './systems/race/in-game-time';
import { orderCalled } from './systems/race/organizer';

/**
 * A person of the scenario, by first name; or one of those at a party who have none. Words that begin a sentence are
 * no names.
 */
const NAME = /(?:(?!(?:The|Every|Everybody|Each|All|Nobody|No|They)\b)[A-Z][a-z]+|the observer|the stranger)/;
const TIME = /(?:\d+:)?\d{1,2}:\d{2}(?:\.\d{1,3})?/;

defineParameterType({ name: 'player', regexp: NAME, transformer: (name: string) => name });

defineParameterType({
  name: 'players',
  regexp: new RegExp(`${NAME.source}(?:, ${NAME.source})*(?: and ${NAME.source})?`),
  transformer: (names: string) => names.split(/, | and /),
});

/** In-game time, like 4:10 or 1:02:03, in milliseconds. */
defineParameterType({ name: 'time', regexp: TIME, transformer: milliseconds });

/** Zones of the course, as a list: "Salt Mine", "Drowned Chapel" and "Salt Mine". */
defineParameterType({
  name: 'zones',
  regexp: /"[^"]*"(?:, "[^"]*")*(?: and "[^"]*")?/,
  transformer: (zones: string) => [...zones.matchAll(/"([^"]*)"/g)].map(([, zone = '']) => zone),
});

defineParameterType({
  name: 'ordinal',
  regexp: /first|second|third/,
  transformer: (word: string) => ['first', 'second', 'third'].indexOf(word) + 1,
});

/** Words in quotes, as a list: "poisoned" and "prone". */
defineParameterType({
  name: 'words',
  regexp: /"[^"]*"(?:, "[^"]*")*(?: and "[^"]*")?/,
  useForSnippets: false,
  preferForRegexpMatch: false,
  transformer: (words: string) => [...words.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word),
});

/** What an organizer may order. */
defineParameterType({
  name: 'order',
  regexp: /start|end|reset/,
  transformer: orderCalled,
});

defineParameterType({
  name: 'deaths',
  regexp: /\d+ deaths?/,
  transformer: (text: string) => Number.parseInt(text, 10),
});

/** Why a server ends a connection over what was sent, as close code. */
defineParameterType({
  name: 'verdict',
  regexp: /data of the wrong kind|a message too big/,
  transformer: (verdict: string) => (verdict === 'a message too big' ? CLOSE.tooBig : CLOSE.unsupportedData),
});

/** What the leaderboard shows of a runner: "as playing at 4:10 with 2 deaths in layer 3". */
defineParameterType({ name: 'figures', regexp: FIGURES, transformer: figuresIn });

/** A point of the field, across and down: 50, 2.5. */
defineParameterType({
  name: 'spot',
  regexp: /\d+(?:\.\d+)?, \d+(?:\.\d+)?/,
  transformer: spotIn,
});

/** How far the ball moves a tick: 0.6 right and 0.5 up. */
defineParameterType({
  name: 'velocity',
  // Without groups: cucumber would hand the transformer each of them instead of the text.
  regexp: new RegExp(VELOCITY.source.replace(/\((?!\?)/g, '(?:')),
  transformer: velocityIn,
});

defineParameterType({
  name: 'score',
  regexp: /\d{1,3}:\d{1,3}/,
  transformer: (text: string): Pair => {
    const [left = Number.NaN, right = Number.NaN] = text.split(':').map(Number);
    return [left, right];
  },
});

defineParameterType({
  name: 'place',
  regexp: /player one|player two/,
  transformer: (words: string): Place => (words === 'player one' ? 1 : 2),
});

defineParameterType({
  name: 'direction',
  regexp: /up|down/,
  transformer: (word: string) => word as Exclude<Direction, 'stop'>,
});

defineParameterType({
  name: 'gameStatus',
  regexp: /waiting for an opponent|waiting for both to be ready|in play|over/,
  transformer: (words: string): GameStatus => {
    const statuses: Readonly<Record<string, GameStatus>> = {
      'waiting for both to be ready': 'waiting for ready',
      'in play': 'playing',
      over: 'finished',
    };
    return statuses[words] ?? 'waiting for an opponent';
  },
});

/** Where an action of a player's stands. */
defineParameterType({
  name: 'actionStatus',
  regexp: /waiting|taken up|answered/,
  transformer: (words: string) => words as ActionStatus,
});

/** The two ways to declare an action. */
defineParameterType({
  name: 'door',
  regexp: /at table|by request/,
  transformer: (words: string) => words as 'at table' | 'by request',
});

/** What is announced of a player, as it is announced. */
defineParameterType({
  name: 'coming',
  regexp: /has joined|has left|was removed by the host/,
  transformer: (words: string) => words,
});

/** The hosts of a scenario, by what they are called. */
defineParameterType({
  name: 'host',
  regexp: /the host|the other host/,
  transformer: (words: string) => words,
});

defineParameterType({
  name: 'health',
  regexp: /healthy|wounded|down/,
  transformer: (word: string) => word as Health,
});

defineParameterType({
  name: 'combatMode',
  regexp: /turn by turn|all at once/,
  transformer: (words: string) => words as CombatMode,
});

/** Hit points, those that are left and the most there can be: 9 of 28. */
defineParameterType({
  name: 'hitPoints',
  regexp: /\d+ of \d+/,
  transformer: (text: string) => {
    const [hitPoints = Number.NaN, maxHitPoints = Number.NaN] = text.split(' of ').map(Number);
    return { hitPoints, maxHitPoints };
  },
});

/** What a host tries that may be refused. */
defineParameterType({
  name: 'attempt',
  regexp: new RegExp(ATTEMPTS.join('|')),
  transformer: (words: string) => words,
});
