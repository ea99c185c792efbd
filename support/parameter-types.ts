import { defineParameterType } from '@cucumber/cucumber';
import { CLOSE, type Command } from './systems/race/dialect';
import { FIGURES, figuresIn } from './systems/race/figures';
import { milliseconds } from './systems/race/in-game-time';

/** A person of the scenario, by first name. Words that begin a sentence are no names. */
const NAME = /(?!(?:The|Every|Everybody|Each|All|Nobody|No|They)\b)[A-Z][a-z]+/;
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

/** What an organizer may order. */
defineParameterType({
  name: 'order',
  regexp: /start|end|reset/,
  transformer: (word: string): Command => (word === 'end' ? 'finish' : (word as Command)),
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
