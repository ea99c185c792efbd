import { alters } from '../habits';
import type { Close, Interference, Line, Saboteur } from '../interference';
import { isMod, raceOn } from './frames';
import { everybodyOn, knowing, tellsAll } from './known';

const REPLACED: Close = { code: 4009, reason: 'Replaced by a newer connection' };

/** Servers that let in whom they must not, keep a line that must end, or end one that must stay. */
export const WRONG_DOORS: readonly Saboteur[] = [
  {
    id: 'race-token-nearly-right',
    system: 'race',
    requirement: 'RACE-11',
    sentence: 'An access token with a wrong last letter is as good as the right one.',
    says: /Dan waited .* for word that the mod is turned away/,
    interferes: () => takesNearlyRight(),
  },
  {
    id: 'race-refused-and-left-open',
    system: 'race',
    requirement: 'RACE-11',
    sentence: 'A mod that was refused is told so, and the connection is left open.',
    says: /waited .* for the server to close the connection \(4003 Invalid/,
    interferes: () => keepsOpen(4003),
  },
  {
    id: 'race-refusal-without-reason',
    system: 'race',
    requirement: 'RACE-11',
    sentence: 'The connection of a mod that was refused is closed without the reason, once the race is over.',
    says: /waited .* for the server to close the connection \(4003 Race has already finished\)/,
    interferes: () =>
      closesOtherwise((close) =>
        close.reason === 'Race has already finished' ? { ...close, reason: '' } : close,
      ),
  },
  {
    id: 'race-refusal-tells-internals',
    system: 'race',
    requirement: 'RACE-11',
    sentence: 'Whoever shows a wrong token is told how the server looks tokens up.',
    says: /the reason: expected 'no row in participants/,
    interferes: () =>
      alters(
        ({ message }) => message === 'Invalid mod token or race',
        (frame) => ({ ...frame, message: 'no row in participants for hash of token at race-store.ts:88' }),
      ),
  },
  {
    id: 'race-refusal-makes-news',
    system: 'race',
    requirement: 'RACE-11',
    sentence: 'When a stranger is turned away, everybody in the race gets the leaderboard once more.',
    says: /(Ana|Bo) must not see any news of the race, but saw/,
    interferes: () =>
      knowing((known) => ({
        told(frame, line) {
          if (frame.type === 'auth_error') tellsAll(line, known.board(line));
          return [frame];
        },
      })),
  },
  {
    id: 'race-binary-tolerated',
    system: 'race',
    requirement: 'RACE-12',
    sentence: 'A mod that sends binary data is not disconnected.',
    says: /waited .* for the server to close the connection \(1003\)/,
    interferes: () => keepsOpen(1003),
  },
  {
    id: 'race-too-big-by-another-name',
    system: 'race',
    requirement: 'RACE-12',
    sentence: 'A mod whose message is too big is disconnected as if the server had failed.',
    says: /waited .* for the server to close the connection \(1009\)/,
    interferes: () => closesOtherwise((close) => (close.code === 1009 ? { ...close, code: 1011 } : close)),
  },
  {
    id: 'race-replaced-left-open',
    system: 'race',
    requirement: 'RACE-13',
    sentence: 'When a second connection of a runner takes over, the first is left open.',
    says: /waited .* for the server to close the connection \(4009|first connection/,
    interferes: () => keepsOpen(4009),
  },
  {
    id: 'race-replaced-as-good-bye',
    system: 'race',
    requirement: 'RACE-13',
    sentence:
      'The third connection of a runner closes the second as if the game had ended, and not as replaced.',
    says: /waited .* for the server to close the connection \(4009/,
    interferes() {
      let replaced = 0;
      return closesOtherwise((close) => {
        if (close.code === REPLACED.code) replaced += 1;
        return replaced === 2 ? { code: 1000, reason: 'Bye' } : close;
      });
    },
  },
  {
    id: 'race-both-closed',
    system: 'race',
    requirement: 'RACE-13',
    sentence: 'When a third connection takes over, the second and the third are closed.',
    says: /Ana met with trouble that no step asked for|the connection in use|open connections/,
    interferes: () => closesTheThird(),
  },
  {
    id: 'race-takeover-looks-like-leaving',
    system: 'race',
    requirement: 'RACE-13',
    sentence: 'When a second connection takes over, the others see the runner away for a moment.',
    says: /must not see Ana shown with connected false, but saw|told different things .*Ana \([^)]*away\)/,
    interferes: () =>
      knowing((known) => ({
        closed(close, line) {
          const runner = known.runner(line);
          if (close.code === REPLACED.code && runner) {
            const away = known.boardWith(line, { ...runner, mod_connected: false });
            tellsAll(line, away, known.board(line));
          }
          return close;
        },
      })),
  },
  {
    id: 'race-newer-connection-deaf',
    system: 'race',
    requirement: 'RACE-13',
    sentence:
      'What a runner reports over the newer connection is not taken, once there has been an older one.',
    says: /waited .* for Ana shown with time 3:10, deaths 1, in vain/,
    interferes: () => newerIsDeaf(),
  },
  {
    id: 'race-silent-mod-stays',
    system: 'race',
    requirement: 'RACE-21',
    sentence: 'A mod that never says who it is stays connected.',
    says: /waited .* for the server to close the connection \(4001 Auth timeout\)/,
    interferes: () => keepsOpen(4001),
  },
  {
    id: 'race-silent-mod-without-reason',
    system: 'race',
    requirement: 'RACE-21',
    sentence:
      'A mod that does not say who it is, is disconnected as if it had broken a rule of the protocol.',
    says: /waited .* for the server to close the connection \(4001 Auth timeout\)/,
    interferes: () => closesOtherwise((close) => (close.code === 4001 ? { code: 1002, reason: '' } : close)),
  },
  {
    id: 'race-welcomed-and-cut-off',
    system: 'race',
    requirement: 'RACE-21',
    sentence: 'A mod that says who it is, is welcomed, and disconnected for its silence all the same.',
    says: /Ana met with trouble that no step asked for: .*4001 Auth timeout/,
    interferes: () => ({
      told(frame, line) {
        if (frame.type !== 'auth_ok') return [frame];
        line.tell(frame);
        line.hangUp({ code: 4001, reason: 'Auth timeout' });
        return [];
      },
    }),
  },
  {
    id: 'race-no-race-is-a-farewell',
    system: 'race',
    requirement: 'RACE-18',
    sentence: 'Whoever comes to watch a race that does not exist is sent away without the reason.',
    says: /waited .* for the server to close the connection \(4004 Race not found\)/,
    interferes: () => closesOtherwise((close) => (close.code === 4004 ? { ...close, reason: '' } : close)),
  },
];

function keepsOpen(code: number): Interference {
  return { closed: (close) => (close.code === code ? undefined : close) };
}

function closesOtherwise(change: (close: Close) => Close): Interference {
  return { closed: change };
}

/** A token that differs from one that was shown in this race in its last letter alone is taken for that. */
function takesNearlyRight(): Interference {
  const shown = new Map<string, string>();
  return {
    said(frame, line) {
      if (frame.type !== 'auth' || typeof frame.mod_token !== 'string') return [frame];
      const key = `${raceOn(line)} ${frame.mod_token.slice(0, -1)}`;
      const right = shown.get(key) ?? frame.mod_token;
      shown.set(key, right);
      return [{ ...frame, mod_token: right }];
    },
  };
}

/** How many connections of the same runner there were when this one was welcomed, itself among them. */
function count(line: Line, token: unknown): number {
  line.notes.set('token', token);
  const times = everybodyOn(line).filter((other) => isMod(other) && other.notes.get('token') === token);
  return times.length;
}

/** The third connection in a scenario of one and the same runner is closed as soon as it is welcomed. */
function closesTheThird(): Interference {
  const connections = new Map<unknown, number>();
  return {
    said(frame, line) {
      if (frame.type === 'auth') {
        connections.set(frame.mod_token, (connections.get(frame.mod_token) ?? 0) + 1);
        line.notes.set('token', frame.mod_token);
      }
      return [frame];
    },
    closed(close, line) {
      const token = line.notes.get('token');
      if (close.code === REPLACED.code && connections.get(token) === 3)
        for (const other of line.all)
          if (other !== line && other.notes.get('token') === token) other.hangUp(REPLACED);
      return close;
    },
  };
}

function newerIsDeaf(): Interference {
  return {
    said(frame, line) {
      if (frame.type === 'auth') line.notes.set('deaf', count(line, frame.mod_token) > 1);
      return line.notes.get('deaf') === true && frame.type === 'status_update' ? [] : [frame];
    },
  };
}
