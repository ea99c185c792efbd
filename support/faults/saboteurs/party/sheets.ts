import { alters } from '../habits';
import type { Frame, Saboteur } from '../interference';
import { askedOf, atTable, OBSERVER, tokenOf, whoseSheetIn } from './table';
import { callIn, fieldsOf, frameOf, grants, isRefused, wordsOf } from './tools';

const isUpdate = ({ type }: Frame): boolean => type === 'character_update';

/** What is told of characters, and to whom. */
export const SHEETS: readonly Saboteur[] = [
  {
    id: 'party-scratch-told',
    system: 'party',
    requirement: 'PARTY-12',
    sentence:
      'Whenever the hit points of a character change, the others are told how it looks, though it looks as before.',
    says: /must not see .*but saw .*character changed/,
    interferes: atTable((table) => ({
      told(frame, line) {
        const { hit_points, health } = fieldsOf(frame.changes);
        const isOwn = isUpdate(frame) && table.ownerOf(line) === frame.player_id;
        if (!isOwn || hit_points === undefined || health !== undefined) return [frame];
        for (const other of table.companyOf(line))
          if (table.ownerOf(other) !== OBSERVER && table.ownerOf(other) !== frame.player_id)
            other.tell({ ...frame, changes: { health: 'healthy' } });
        return [frame];
      },
    })),
  },
  {
    id: 'party-down-told-as-wounded',
    system: 'party',
    requirement: 'PARTY-12',
    sentence: 'A character with nothing left is told to the others as wounded.',
    says: /waited .* sheet to change \(health\)/,
    interferes: atTable((table) =>
      alters(
        (frame, line) => fieldsOf(frame.changes).health === 'down' && table.ownerOf(line) !== frame.player_id,
        (frame) => ({ ...frame, changes: { ...fieldsOf(frame.changes), health: 'wounded' } }),
      ),
    ),
  },
  {
    id: 'party-numbers-told-with-health',
    system: 'party',
    requirement: 'PARTY-12',
    sentence: 'When a character looks otherwise than before, the others are told its hit points with it.',
    says: /was shown hitPoints of|what is shown|sheet to change/,
    interferes: atTable((table) => {
      const points = new Map<unknown, unknown>();
      return {
        asked: askedOf('update_character', (asks) => {
          if (asks.hit_points !== undefined) points.set(asks.player, asks.hit_points);
          return asks;
        }),
        told(frame, line) {
          const changes = fieldsOf(frame.changes);
          const isOthers = ![OBSERVER, frame.player_id].includes(table.ownerOf(line));
          if (!isUpdate(frame) || !isOthers || changes.health === undefined) return [frame];
          return [{ ...frame, changes: { ...changes, hit_points: points.get(frame.player_id) } }];
        },
      };
    }),
  },
  {
    id: 'party-first-condition-only',
    system: 'party',
    requirement: 'PARTY-12',
    sentence: 'Of several things that befall a character the others are told the first.',
    says: /waited .* sheet to change \(conditions\)/,
    interferes: atTable((table) =>
      alters(
        (frame, line) => isUpdate(frame) && table.ownerOf(line) !== frame.player_id,
        (frame) => {
          const { conditions, ...rest } = fieldsOf(frame.changes);
          if (conditions === undefined) return frame;
          return { ...frame, changes: { ...rest, conditions: wordsOf(conditions).slice(0, 1) } };
        },
      ),
    ),
  },
  {
    id: 'party-sheet-of-the-beginning',
    system: 'party',
    requirement: 'PARTY-12',
    sentence: 'A player who looks at the own sheet sees the hit points of the beginning.',
    says: /the own hit points: expected/,
    interferes: () => ({
      answered(answer, { path }) {
        const sheet = path.startsWith('/character/') ? frameOf(answer.body) : undefined;
        if (sheet?.hit_points === undefined) return answer;
        return { ...answer, body: JSON.stringify({ ...sheet, hit_points: sheet.max_hit_points }) };
      },
    }),
  },
  {
    id: 'party-level-told-to-the-owner',
    system: 'party',
    requirement: 'PARTY-12',
    sentence: 'Of a new level only the player learns whose character has risen.',
    says: /waited .* sheet to change \(level\)/,
    interferes: atTable((table) => ({
      told(frame, line) {
        const isNews = fieldsOf(frame.changes).level !== undefined;
        return isUpdate(frame) && isNews && table.ownerOf(line) !== frame.player_id ? [] : [frame];
      },
    })),
  },
  {
    id: 'party-no-change-told',
    system: 'party',
    requirement: 'PARTY-12',
    sentence: 'A player is told of a change to the own sheet that is none.',
    says: /must not see .*but saw .*character changed/,
    interferes: atTable((table) => {
      const before = new Map<unknown, unknown>();
      return {
        answered(answer, question) {
          const call = callIn(question);
          const { player, hit_points } = call?.asks ?? {};
          if (call?.tool !== 'update_character' || hit_points === undefined) return answer;
          const same = before.get(player) === hit_points;
          before.set(player, hit_points);
          const owner = table.openLines.find((line) => table.ownerOf(line) === player);
          if (same) owner?.tell({ type: 'character_update', player_id: player, changes: { hit_points } });
          return answer;
        },
      };
    }),
  },
  {
    id: 'party-more-than-the-most',
    system: 'party',
    requirement: 'PARTY-21',
    sentence: 'Hit points that a character cannot have are taken for the nearest ones that it can have.',
    says: /waited .* for the order to be refused/,
    interferes: () => ({
      asked: askedOf('update_character', (asks) => {
        const points = Number(asks.hit_points);
        return Number.isInteger(points) && points < 0 ? { ...asks, hit_points: 0 } : asks;
      }),
    }),
  },
  {
    id: 'party-sheet-of-nobody',
    system: 'party',
    requirement: 'PARTY-12',
    sentence: "The host's change to the sheet of somebody who is not in the story is confirmed.",
    says: /waited .* for the order to be refused/,
    interferes: () => ({
      answered(answer, question) {
        const call = callIn(question);
        if (call?.tool !== 'update_character' || !isRefused(answer)) return answer;
        if (tokenOf(question) === undefined || /thorin|elara|vex|gorm/.test(String(call.asks.player)))
          return answer;
        const { player, ...rest } = call.asks;
        return grants(question, { player_id: player, name: player, ...rest });
      },
    }),
  },
  {
    id: 'party-own-sheet-for-nobodys',
    system: 'party',
    requirement: 'PARTY-12',
    sentence: 'Who looks at the sheet of somebody who is not in the story is shown the own one.',
    says: /waited .* for an answer that declines: no such thing/,
    interferes: atTable((table) => ({
      asked(question) {
        const player = whoseSheetIn(question);
        const own = table.seatOf(tokenOf(question))?.player;
        const isTaken = table.seats.some((seat) => seat.player === player);
        if (player === undefined || isTaken || own === undefined || own === OBSERVER) return question;
        return { ...question, path: question.path.replace(player, own) };
      },
    })),
  },
  {
    id: 'party-conditions-told-again',
    system: 'party',
    requirement: 'PARTY-12',
    sentence: 'Conditions that hold already are told to everybody once more.',
    says: /must not see .*but saw .*character changed/,
    interferes: atTable((table) => {
      const before = new Map<unknown, string>();
      return {
        answered(answer, question) {
          const call = callIn(question);
          const { player: player_id, conditions } = call?.asks ?? {};
          if (call?.tool !== 'update_character' || conditions === undefined) return answer;
          const now = JSON.stringify(conditions);
          if (before.get(player_id) === now)
            for (const line of table.openLines)
              if (table.ownerOf(line) !== OBSERVER)
                line.tell({ type: 'character_update', player_id, changes: { conditions } });
          before.set(player_id, now);
          return answer;
        },
      };
    }),
  },
];
