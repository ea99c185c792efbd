import type { Interference, Saboteur } from '../interference';
import { isDone, isTheEnd, orders } from './frames';
import { knowing } from './known';
import { doesAndDeclines, grants, JSON_ANSWER, tokenIn } from './organizing';

/** Servers that hand out packs at the wrong time or with the wrong address, and that end and reset races wrongly. */
export const WRONG_COMMANDS: readonly Saboteur[] = [
  {
    id: 'race-pack-for-anybody',
    system: 'race',
    requirement: 'RACE-01',
    sentence: 'Whoever asks for a seed pack and has none, or is not in the race, is granted an empty one.',
    says: /(Ana|Dan) waited .* for an answer that declines, in vain/,
    interferes: () => grants(({ path }) => path.endsWith('/my-seed-pack')),
  },
  {
    id: 'race-pack-leads-elsewhere',
    system: 'race',
    requirement: 'RACE-01',
    sentence: 'A seed pack leads to this race and its seed on another server.',
    says: /the server's address in the pack: expected 'elsewhere\.example:8080'/,
    interferes: () => ({
      asked: (question) => ({
        ...question,
        headers: { ...question.headers, host: 'elsewhere.example:8080' },
      }),
    }),
  },
  {
    id: 'race-undone-before-the-start',
    system: 'race',
    requirement: 'RACE-22',
    sentence: 'The organizer may end a race that has not started, and reset it.',
    says: /Olga waited .* for an answer that declines, in vain/,
    interferes: () => grantsTheOrganizer('finish', 'reset'),
  },
  {
    id: 'race-started-and-declined',
    system: 'race',
    requirement: 'RACE-22',
    sentence: 'Whoever may not start a race is told so, and it runs all the same, without a word to anybody.',
    says: /the status of the race as anybody may look it up: expected 'running' to equal 'setup'/,
    interferes() {
      const declining = doesAndDeclines('start');
      let isFeigned = false;
      return {
        ...declining,
        asked(question) {
          const sent = declining.asked?.(question) ?? question;
          if (orders(question, 'start')) isFeigned = sent !== question;
          return sent;
        },
        told: (frame) =>
          isFeigned && (frame.type === 'race_start' || frame.status === 'running') ? [] : [frame],
      };
    },
  },
  {
    id: 'race-end-by-order-untold',
    system: 'race',
    requirement: 'RACE-22',
    sentence: 'That the organizer has ended a race that is still being run is told to nobody.',
    says: /waited .* for the race to be finished, in vain/,
    interferes: () =>
      knowing((known) => ({
        told(frame, line) {
          const isRun = known.runners(line).some((runner) => !isDone(runner));
          return isTheEnd(frame) && isRun ? [] : [frame];
        },
      })),
  },
  {
    id: 'race-over-for-good',
    system: 'race',
    requirement: 'RACE-22',
    sentence: 'A race that has ended cannot be reset, and so not be run once more.',
    says: /Olga could not reset the race: 409/,
    interferes() {
      let isOver = false;
      return {
        asked(question) {
          isOver ||= orders(question, 'finish');
          if (!isOver || !orders(question, 'reset')) return question;
          return { status: 409, headers: JSON_ANSWER, body: JSON.stringify({ detail: 'Race is over' }) };
        },
      };
    },
  },
];

/** These orders are granted in word to whoever has entered the runners, even where the server declines them. */
function grantsTheOrganizer(...commands: readonly string[]): Interference {
  let organizer = '';
  return {
    ...grants((question) => tokenIn(question) === organizer && orders(question, ...commands)),
    asked(question) {
      if (orders(question, 'participants')) organizer = tokenIn(question);
      return question;
    },
  };
}
