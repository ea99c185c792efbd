import { type Parsed, parseJson } from '../core/messages';
import type { Direction } from './pong-physics-rules';
import type { Role } from './pong-room';
import { DEFAULT_POINTS_LIMIT } from './pong-room-rules';

/** Bytes of the largest frame a player may send. */
export const LARGEST_FRAME = 8 * 1024;
export const HIGHEST_POINTS_LIMIT = 100;
/** An unknown type is quoted in the answer no further than this. */
const LONGEST_QUOTE = 40;

const ROLES: readonly Role[] = ['player', 'observer'];
const DIRECTIONS: readonly Direction[] = ['up', 'down', 'stop'];

/** What a player says. */
export type PlayerMessage =
  | { readonly type: 'create_room'; readonly pointsLimit: number }
  | { readonly type: 'join_game'; readonly role: Role }
  | { readonly type: 'player_ready' }
  | { readonly type: 'move_paddle'; readonly direction: Direction };

/** Reads a frame. Fields the contract does not know are passed over. */
export function parsePlayerMessage(text: string): Parsed<PlayerMessage> {
  const json = parseJson(text);
  if (json === undefined) return { wrong: 'Invalid JSON' };
  const { value } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { wrong: 'Invalid message' };
  // Own fields only: a frame must not borrow from the prototype of all objects.
  const fields = new Map<string, unknown>(Object.entries(value));
  const type = fields.get('type');
  switch (type) {
    case 'create_room':
      return createRoom(fields.get('points_limit'));
    case 'join_game': {
      const role = ROLES.find(
        (each) => each === (fields.get('role') ?? (fields.has('role') ? '' : 'player')),
      );
      return role === undefined ? { wrong: 'Invalid role' } : { message: { type, role } };
    }
    case 'player_ready':
      return { message: { type } };
    case 'move_paddle': {
      const direction = DIRECTIONS.find((each) => each === fields.get('direction'));
      return direction === undefined ? { wrong: 'Invalid direction' } : { message: { type, direction } };
    }
    default:
      return { wrong: typeof type === 'string' ? `Unknown message type: ${quote(type)}` : 'Invalid message' };
  }
}

function createRoom(limit: unknown): Parsed<PlayerMessage> {
  const pointsLimit = limit === undefined ? DEFAULT_POINTS_LIMIT : limit;
  const possible = typeof pointsLimit === 'number' && Number.isInteger(pointsLimit);
  if (!possible || pointsLimit < 1 || pointsLimit > HIGHEST_POINTS_LIMIT)
    return { wrong: 'Invalid points limit' };
  return { message: { type: 'create_room', pointsLimit } };
}

/** By whole characters: half of one would be no text. */
function quote(text: string): string {
  return [...text].slice(0, LONGEST_QUOTE).join('');
}
