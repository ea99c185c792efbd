import type { RedisLink } from './redis';

/** How long a node counts as alive after its last heartbeat, milliseconds. */
export const LIFE_MS = 1_300;
/** How long what a node left behind is kept for another one that goes on with it. */
export const LEGACY_MS = 30_000;
const TOMBSTONE_MS = 3_600_000;

/** All scripts: ARGV[1] is what names of keys begin with. That the keys are not declared is right as long as Redis is no cluster. */
const HEARTBEAT = `
  local p, me = ARGV[1], ARGV[2]
  if redis.call('EXISTS', p .. 'gone:' .. me) == 1 then return {} end
  redis.call('SET', p .. 'node:' .. me, 1, 'PX', ARGV[3])
  redis.call('SADD', p .. 'nodes', me)
  local alive = {}
  for _, id in ipairs(redis.call('SMEMBERS', p .. 'nodes')) do
    if ARGV[4] == '0' or redis.call('EXISTS', p .. 'node:' .. id) == 1 then
      alive[#alive + 1] = id
    else
      redis.call('SET', p .. 'gone:' .. id, 1, 'PX', ARGV[5])
      redis.call('SREM', p .. 'nodes', id)
    end
  end
  return alive`;

const RETIRE = `
  local p, me = ARGV[1], ARGV[2]
  redis.call('SET', p .. 'gone:' .. me, 1, 'PX', ARGV[3])
  redis.call('DEL', p .. 'node:' .. me)
  redis.call('SREM', p .. 'nodes', me)`;

const CLAIM = `
  local p, me, place = ARGV[1], ARGV[2], ARGV[3]
  local owner = redis.call('GET', p .. 'owner:' .. place)
  if owner and owner ~= me and redis.call('EXISTS', p .. 'gone:' .. owner) == 0 then return { owner } end
  if redis.call('EXISTS', p .. 'gone:' .. me) == 1 then return {} end
  redis.call('SET', p .. 'owner:' .. place, me, 'PX', ARGV[4])
  return { me, redis.call('GET', p .. 'state:' .. place) }`;

const KEEP = `
  local p, me, place = ARGV[1], ARGV[2], ARGV[3]
  if redis.call('GET', p .. 'owner:' .. place) ~= me then return 0 end
  redis.call('PEXPIRE', p .. 'owner:' .. place, ARGV[4])
  if ARGV[5] == '' then redis.call('PEXPIRE', p .. 'state:' .. place, ARGV[4])
  else redis.call('SET', p .. 'state:' .. place, ARGV[5], 'PX', ARGV[4]) end
  return 1`;

const RELEASE = `
  local p, me, place = ARGV[1], ARGV[2], ARGV[3]
  if redis.call('GET', p .. 'owner:' .. place) ~= me then return end
  redis.call('DEL', p .. 'owner:' .. place)
  if ARGV[4] == '0' then redis.call('DEL', p .. 'state:' .. place) end`;

/**
 * Who is alive, and who serves what: decided in Redis, each step in one piece, so that all nodes agree. Whoever was declared gone
 * stays gone and has to come back under another name; that is what makes it safe to take over from them.
 * Everything here throws while Redis is away.
 */
export class Registry {
  constructor(
    private readonly redis: RedisLink,
    private readonly prefix: string,
  ) {}

  /** Says that `me` is alive, and gives all who are; none if `me` was declared gone. `mayDeclare`: the silent ones are declared so. */
  async heartbeat(me: string, mayDeclare: boolean): Promise<string[]> {
    return strings(await this.#run(HEARTBEAT, me, LIFE_MS, mayDeclare ? 1 : 0, TOMBSTONE_MS));
  }

  /** `me` goes for good. */
  async retire(me: string): Promise<void> {
    await this.#run(RETIRE, me, TOMBSTONE_MS);
  }

  /** Takes a place that nobody has, or somebody gone. Gives who has it; if it is `me`, with what was left there. */
  async claim(me: string, place: string): Promise<{ owner: string | undefined; legacy: string | undefined }> {
    const [owner, legacy] = strings(await this.#run(CLAIM, me, place, LEGACY_MS));
    return { owner, legacy };
  }

  /** Leaves the state of a place of `me`, or says again that what was left holds. Gives false if the place is not theirs. */
  async keep(me: string, place: string, state: string | undefined): Promise<boolean> {
    return (await this.#run(KEEP, me, place, LEGACY_MS, state ?? '')) === 1;
  }

  /** Gives a place of `me` free. Its state goes, unless somebody shall go on with it. */
  async release(me: string, place: string, leaveState: boolean): Promise<void> {
    await this.#run(RELEASE, me, place, leaveState ? 1 : 0);
  }

  #run(script: string, ...values: (string | number)[]): Promise<unknown> {
    return this.redis.run(script, [this.prefix, ...values]);
  }
}

function strings(answer: unknown): string[] {
  return Array.isArray(answer) ? answer.filter((each) => typeof each === 'string') : [];
}
