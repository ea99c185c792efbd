import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { ServerClock } from '../../reference-server/core/clock';
import type { Connection } from '../../reference-server/core/connection';
import { createLog } from '../../reference-server/core/log';
import type { Core } from '../../reference-server/core/system';
import { PongArena } from '../../reference-server/pong/pong-arena';
import type { PongRecorder } from '../../reference-server/pong/pong-recorder';

describe('the arena of a room', () => {
  it('gives a match up that stands still for long, also while players go on turning their paddles', async () => {
    const clock = new ServerClock(() => {});
    const core = { clock, log: createLog('silent'), chance: 'a chance' } as unknown as Core;
    const tenure = {
      place: 'pong/BLUE',
      isSure: true,
      legacy: undefined,
      occupied: false,
      onEnd: () => {},
      keep: async () => true,
      hasEnded: false,
    };
    const arena = new PongArena('BLUE', tenure, core, {} as PongRecorder);
    const told: string[] = [];
    const somebody = (id: string): Connection => ({
      id,
      isOpen: true,
      backlog: 0,
      onText: () => {},
      onClose: () => {},
      send: (frame) => {
        const { type, status } = typeof frame === 'string' ? JSON.parse(frame) : frame;
        if (type === 'status_change') told.push(`${id}: ${status}`);
      },
      close: () => {},
      giveUp: () => {},
      note: () => {},
    });
    const [ana, bo] = [somebody('ana'), somebody('bo')];
    for (const player of [ana, bo]) arena.hear(player, { type: 'join_game', role: 'player' });
    for (const player of [ana, bo]) arena.hear(player, { type: 'player_ready' });
    expect(told.at(-1)).to.equal('bo: playing');
    tenure.isSure = false;
    for (const from = performance.now(); performance.now() - from < 4_000; await pause(100))
      arena.hear(ana, { type: 'move_paddle', direction: 'up' });
    expect(told.at(-1)).to.equal('bo: waiting_for_ready');
    arena.abandon();
    clock.stop();
  });
});
