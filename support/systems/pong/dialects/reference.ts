import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Door } from '../../../players/player';
import type { Target } from '../../../targets/target';
import type { Arrangement, PongDialect, RecordedMatch } from '../dialect';
import type { Place, PongAct, PongEvent } from '../events';
import { decodeFrame } from './reference-frames';
import { malformedFrame } from './reference-malformed';

/**
 * A code of one letter cannot be a scenario's own for good. Each scenario that asks for one has the next letter, so that it does not meet
 * the room of the one before, which a server may keep for a minute.
 */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
let lettersGiven = randomInt(LETTERS.length);
const nextLetter = (): string => LETTERS.charAt(lettersGiven++ % LETTERS.length);

const CONTRACT = join(__dirname, '../../../../contracts/pong.asyncapi.yaml');

/** The dialect of Gauntlet's reference server and of every server that keeps `contracts/pong.asyncapi.yaml`. */
export class ReferencePongDialect implements PongDialect {
  /** @param scope a short text, letters and digits, that no other scenario has. */
  constructor(
    private readonly target: Target,
    private readonly scope: string,
  ) {}

  code(name: string): string {
    return `${name}-${this.scope}`;
  }

  codeLike(description: string): string {
    const codes: Readonly<Record<string, () => string>> = {
      'one letter': nextLetter,
      '50 characters': () => this.scope.padEnd(50, 'x'),
      'every kind of character there may be': () => `aZ09-_.${this.scope}`,
      'two dots in a row': () => `..${this.scope}`,
      '51 characters': () => this.scope.padEnd(51, 'x'),
      'nothing at all': () => '',
      'a space': () => `a ${this.scope}`,
      markup: () => `<b>${this.scope}</b>`,
      'a slash': () => `a/${this.scope}`,
      'a control character': () => `a\n${this.scope}`,
      'a zero byte': () => `a\u0000${this.scope}`,
      'letters of another alphabet': () => `комната${this.scope}`,
      '10,000 characters': () => this.scope.padEnd(10_000, 'x'),
    };
    const code = codes[description];
    if (code) return code();
    throw new Error(
      `No code is known that is made of "${description}". Known: ${Object.keys(codes).join(', ')}.`,
    );
  }

  door(code: string, node = 0): Door {
    const address = new URL(
      `ws/game/${encodeURIComponent(code)}/`,
      this.target.nodes[node] ?? this.target.url,
    );
    return {
      address: address.href.replace(/^http/, 'ws'),
      channel: 'game',
      contract: CONTRACT,
      decode: (frame) => this.decode(frame),
    };
  }

  encode(act: PongAct): string {
    switch (act.kind) {
      case 'creates the room':
        return JSON.stringify({ type: 'create_room', points_limit: act.limit });
      case 'joins the room':
        return JSON.stringify({ type: 'join_game', role: act.as });
      case 'is ready':
        return JSON.stringify({ type: 'player_ready' });
      case 'moves':
        return JSON.stringify({ type: 'move_paddle', direction: act.direction });
    }
  }

  malformed(description: string): string | Buffer {
    return malformedFrame(description);
  }

  decode(frame: string): PongEvent {
    return decodeFrame(frame);
  }

  async hold(code: string): Promise<void> {
    await this.hook(code, 'hold');
  }

  async step(code: string, ticks: number): Promise<void> {
    await this.hook(code, 'step', { ticks });
  }

  async arrange(code: string, { ball, paddles, score }: Arrangement): Promise<void> {
    await this.hook(code, 'arrange', { ball, p1_y: paddles?.[1], p2_y: paddles?.[2], score });
  }

  async release(code: string): Promise<void> {
    await this.hook(code, 'release');
  }

  async timePasses(milliseconds: number): Promise<void> {
    if (this.target.capabilities.has('clock')) await this.target.advanceClock(milliseconds);
  }

  async recordOf(code: string): Promise<readonly RecordedMatch[]> {
    const rows = await this.target.query<{
      score_p1: number;
      score_p2: number;
      winner: Place;
      points_limit: number;
      finished_at: Date;
    }>(
      `SELECT score_p1, score_p2, winner, points_limit, finished_at
         FROM pong_matches WHERE room_code = $1 ORDER BY finished_at`,
      [code],
    );
    return rows.map((row) => ({
      score: [row.score_p1, row.score_p2],
      winner: row.winner,
      limit: row.points_limit,
      finishedAt: row.finished_at,
    }));
  }

  private async hook(code: string, what: string, told: object = {}): Promise<void> {
    await this.target.testHook(`/test/pong/rooms/${encodeURIComponent(code)}/${what}`, told);
  }
}
