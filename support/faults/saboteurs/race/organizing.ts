import type { Answer, Frame, Interference, Question, Saboteur } from '../interference';
import { looksUp, orders, type Runner, restated, shows, withEach } from './frames';

/** Servers that let somebody do what only another may, or what is out of order; and what they hand out. */
export const WRONG_RIGHTS: readonly Saboteur[] = [
  {
    id: 'race-made-by-a-runner',
    system: 'race',
    requirement: 'RACE-01',
    sentence: 'Whoever has an account may make a race, a runner as well as an organizer.',
    says: /Ana waited .* for an answer that declines, in vain/,
    interferes: () => makesRaces((status) => status === 403),
  },
  {
    id: 'race-without-a-name',
    system: 'race',
    requirement: 'RACE-01',
    sentence: 'A race is made although its name is empty.',
    says: /Olga waited .* for an answer that declines, in vain/,
    interferes: () => makesRaces((_, name) => name === ''),
  },
  {
    id: 'race-pack-of-another',
    system: 'race',
    requirement: 'RACE-01',
    sentence: 'The runner who asks for a seed pack after another one is handed the other one’s.',
    says: /different access tokens: expected 2 to equal 3|'s seed pack holds the access token of/,
    interferes: () => handsOut((asked) => asked === 2),
  },
  {
    id: 'race-pack-changes-hands',
    system: 'race',
    requirement: 'RACE-01',
    sentence: 'A runner who fetches the seed pack again is handed the one of another runner.',
    says: /access tokens of packs fetched later: expected/,
    interferes: () => handsOut((_, isAgain) => isAgain),
  },
  {
    id: 'race-latecomer-without-pack',
    system: 'race',
    requirement: 'RACE-01',
    sentence: 'Seed packs are made once: for a runner who is entered later there is none.',
    says: /Dan was not given a seed pack/,
    interferes() {
      let made = 0;
      return {
        asked(question) {
          if (orders(question, 'generate-zips')) made += 1;
          return made > 1 && orders(question, 'generate-zips') ? GRANTED : question;
        },
      };
    },
  },
  {
    id: 'race-list-stays-open',
    system: 'race',
    requirement: 'RACE-01',
    sentence: 'A runner can be entered when the race is under way.',
    says: /Olga waited .* for an answer that declines, in vain/,
    interferes: () => grantsOrders('participants'),
  },
  {
    id: 'race-look-up-names-the-key',
    system: 'race',
    requirement: 'ALL-05',
    sentence: 'Whoever looks a race up gets the account token of its last caller along with it.',
    says: /Olga received .*'s account token, which is for/,
    interferes: () => tellsTheKey(),
  },
  {
    id: 'race-pack-names-the-last-key',
    system: 'race',
    requirement: 'ALL-05',
    sentence: 'With a seed pack comes the account token of the runner who asked for one before.',
    says: /received .*'s account token, which is for/,
    interferes: () => tellsTheKeyInAHeader(),
  },
  {
    id: 'race-two-starts',
    system: 'race',
    requirement: 'RACE-22',
    sentence: 'A second order to start is granted, although the race is running already.',
    says: /orders granted: expected \[ true, true \]|Olga waited .* for an answer that declines, in vain/,
    interferes: () => grantsOrders('start'),
  },
  {
    id: 'race-any-organizer-starts',
    system: 'race',
    requirement: 'RACE-22',
    sentence: 'Whoever organizes races may start somebody else’s.',
    says: /Otto waited .* for an answer that declines, in vain/,
    interferes: () => takesOrdersOf('organizer', 'start'),
  },
  {
    id: 'race-runner-resets',
    system: 'race',
    requirement: 'RACE-22',
    sentence: 'A runner may reset the race.',
    says: /Ana waited .* for an answer that declines, in vain/,
    interferes: () => takesOrdersOf('runner', 'reset'),
  },
  {
    id: 'race-anybody-enters-runners',
    system: 'race',
    requirement: 'RACE-22',
    sentence: 'Whoever has an account may enter runners in any race.',
    says: /(Ana|Otto) waited .* for an answer that declines, in vain/,
    interferes: () => grantsOrders('participants'),
  },
  {
    id: 'race-packs-made-under-way',
    system: 'race',
    requirement: 'RACE-01',
    sentence: 'Packs may be made when the race is under way.',
    says: /Olga waited .* for an answer that declines, in vain/,
    interferes: () => grantsOrders('generate-zips'),
  },
  {
    id: 'race-runner-has-packs-made',
    system: 'race',
    requirement: 'RACE-22',
    sentence: 'A runner who may not have the seed packs made is told so, and they are made all the same.',
    says: /Bo waited .* for an answer that declines, in vain/,
    interferes: () => doesAndDeclines('generate-zips'),
  },
  {
    id: 'race-reset-keeps-depth',
    system: 'race',
    requirement: 'RACE-22',
    sentence: 'A reset leaves whoever was in the lead in the layer that was reached.',
    says: /Bo's layer is 2, not 0|the order is/,
    interferes: () => resetKeepsDepth(),
  },
  {
    id: 'race-gives-up-twice',
    system: 'race',
    requirement: 'RACE-17',
    sentence: 'A runner may give up a second time.',
    says: /Ana waited .* for an answer that declines, in vain/,
    interferes: () => grantsOrders('abandon'),
  },
];

/** The headers of an answer in JSON. */
export const JSON_ANSWER = { 'content-type': 'application/json; charset=utf-8' };
const GRANTED: Answer = { status: 200, headers: JSON_ANSWER, body: '{}' };

/** What the server declines is granted in word, where the choice falls on it. */
export function grants(
  choice: (question: Question, declined: Answer) => boolean,
  granted = GRANTED,
): Interference {
  return {
    answered: (answer, question) => (answer.status >= 400 && choice(question, answer) ? granted : answer),
  };
}

/** A race that the server declines to make is made in word, where the choice falls on the status by which it does, or on the race's name. */
function makesRaces(choice: (status: number, name: unknown) => boolean): Interference {
  return grants(
    ({ method, path, body }, { status }) =>
      method === 'POST' &&
      path === '/api/races' &&
      choice(status, (JSON.parse(body) as { name?: unknown }).name),
    { ...GRANTED, status: 201 },
  );
}

/** Whoever gives that order, and whenever: it is granted in word. */
function grantsOrders(command: string): Interference {
  return grants((question) => orders(question, command));
}

/** What somebody shows who asks for something; nothing: the empty text. */
export const tokenIn = ({ headers }: Question): string => headers.authorization ?? '';

function withToken(question: Question, authorization: string): Question {
  return { ...question, headers: { ...question.headers, authorization } };
}

/** Some who ask for a seed pack get the one of whoever asked before. @param isWrong by how many have asked, and whether this one has. */
function handsOut(isWrong: (asked: number, isAgain: boolean) => boolean): Interference {
  const known: string[] = [];
  return {
    asked(question) {
      if (!question.path.endsWith('/my-seed-pack')) return question;
      const token = tokenIn(question);
      const isAgain = known.includes(token);
      if (!isAgain) known.push(token);
      const other = known.findLast((one) => one !== token);
      return other !== undefined && isWrong(known.length, isAgain) ? withToken(question, other) : question;
    },
  };
}

function tellsTheKey(): Interference {
  let last = '';
  return {
    asked(question) {
      last = tokenIn(question) || last;
      return question;
    },
    answered: (answer, question) =>
      looksUp(question) ? restated(answer, (race) => ({ ...race, caller: last })) : answer,
  };
}

function tellsTheKeyInAHeader(): Interference {
  let [before, last] = ['', ''];
  return {
    asked(question) {
      if (question.path.endsWith('/my-seed-pack')) [before, last] = [last, tokenIn(question)];
      return question;
    },
    answered: (answer, question) =>
      question.path.endsWith('/my-seed-pack') && before !== '' && before !== tokenIn(question)
        ? { ...answer, headers: { ...answer.headers, 'x-previous': before } }
        : answer,
  };
}

/** An order of somebody with an account of that role is taken as if it were the organizer's of the race. */
function takesOrdersOf(role: string, command: string): Interference {
  const roles = new Map<string, string>();
  const organizers = new Map<string, string>();
  return {
    asked(question) {
      const race = /^\/api\/races\/([^/]+)/.exec(question.path)?.[1] ?? '';
      const token = tokenIn(question);
      if (orders(question, 'participants')) organizers.set(race, token);
      const isTaken = orders(question, command) && roles.get(token) === role;
      return isTaken ? withToken(question, organizers.get(race) ?? token) : question;
    },
    answered(answer, question) {
      if (question.path === '/api/users' && answer.status < 300) {
        const account = JSON.parse(answer.body) as { token: string };
        roles.set(`Bearer ${account.token}`, (JSON.parse(question.body) as { role: string }).role);
      }
      return answer;
    },
  };
}

/** What somebody else orders is done as if the organizer had asked, and declined in word. */
export function doesAndDeclines(command: string): Interference {
  let organizer = '';
  const feigned = new Set<string>();
  return {
    asked(question) {
      if (orders(question, 'participants')) organizer = tokenIn(question);
      if (!orders(question, command) || tokenIn(question) === organizer) return question;
      feigned.add(question.path);
      return withToken(question, organizer);
    },
    answered: (answer, question) =>
      feigned.delete(question.path)
        ? { status: 403, headers: JSON_ANSWER, body: JSON.stringify({ detail: 'Only the organizer' }) }
        : answer,
  };
}

function resetKeepsDepth(): Interference {
  const deepest = new Map<string, Runner>();
  return shows((frame: Frame) =>
    withEach(frame, (runner) => {
      const before = deepest.get(runner.id);
      if (runner.current_layer > (before?.current_layer ?? 0)) deepest.set(runner.id, runner);
      const isReset = before !== undefined && runner.status === 'registered';
      return isReset ? { ...runner, current_layer: before.current_layer } : runner;
    }),
  );
}
