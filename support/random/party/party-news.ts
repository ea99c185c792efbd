import { AssertionError } from 'chai';
import { tell } from '../../players/expectation';
import type { Player } from '../../players/player';
import type { Combat, PartyEvent } from '../../systems/party/events';
import { News } from '../news';
import { Reading } from '../reading';
import type { Kept, ModelPlayer, PartyModel } from './party-model';

const FIGHT = 'the fight';
type ToldKept = Extract<PartyEvent, { kind: 'announcement' | 'narrative' }>;

/**
 * What everybody at a table is told is what was so: all that is kept, once, in one order and without gaps, the private part to its reader
 * alone; the fight as it stood; and of the own actions what became of them.
 */
export class PartyNews {
  readonly #news = new News();
  readonly #reading = new Reading();
  /** For each connection, how much of what is kept it has been told, counted from the beginning of the session. */
  readonly #told = new Map<string, number>();

  /** A connection is let in: it is told what is kept from that piece on. */
  lets(name: string, connection: number, from: number): void {
    this.#told.set(keyOf(name, connection), from);
  }

  /** The model has moved on. */
  note(model: PartyModel): void {
    this.#news.note(FIGHT, tellFight(model));
    for (const { id, status } of model.actions) this.#news.note(id, status);
  }

  /** Of these, who act in the same instant, either may be the first to have acted. */
  noteEither({ fight }: PartyModel, names: readonly string[]): void {
    if (!fight) return;
    for (const by of names) {
      const submitted = [...fight.submitted, { by, action: undefined }];
      this.#news.note(FIGHT, tellFight({ fight: { ...fight, submitted } }));
    }
  }

  /** @throws AssertionError naming who was told what, and what was so. */
  check(model: PartyModel, players: readonly Player[]): void {
    for (const { player, entry } of this.#reading.fresh(players)) {
      const event = entry.event as PartyEvent;
      const viewer = { name: player.name, connection: entry.connection };
      if (event.kind === 'announcement' || event.kind === 'narrative')
        this.expectNext(model, viewer, event, tell(entry));
      if (event.kind === 'combat') this.expectFight(model, viewer, event.combat, tell(entry));
      if (event.kind === 'action status') {
        this.expectOwn(model, player.name, event.action, tell(entry));
        this.#news.expectSo(viewer, event.action, event.status, tell(entry), 'the own action');
      }
    }
    for (const one of model.everybody) this.expectAll(model, one);
  }

  /** What this player was told last is judged by somebody else. */
  passOver(player: Player): void {
    this.#reading.passOver(player);
  }

  private expectNext(
    model: PartyModel,
    { name, connection }: { readonly name: string; readonly connection: number },
    event: ToldKept,
    where: string,
  ): void {
    const { kept } = model;
    const key = keyOf(name, connection);
    const from = this.#told.get(key) ?? kept.length;
    model.isToldAt(from, event.text);
    const own = { kind: 'announcement', text: `${name} has joined.` } as const;
    // Whoever joins may be told so, and need not.
    const at = isTold(kept[from], event, name) || !isTold(kept[from], own, name) ? from : from + 1;
    this.#told.set(key, at + 1);
    if (isTold(kept[at], event, name)) return;
    const due = kept[at] ? `${kept[at].kind} "${kept[at].text}"${privatePart(kept[at], name)}` : 'nothing';
    throw new AssertionError(`${name} was told ${where}, and what came next for ${name} was ${due}`);
  }

  private expectAll({ kept }: PartyModel, { name, devices }: ModelPlayer): void {
    for (const connection of devices) {
      const told = this.#told.get(keyOf(name, connection)) ?? 0;
      const missing = kept.slice(told).find(({ text }) => text !== `${name} has joined.`);
      if (missing)
        throw new AssertionError(
          `${name} was not told ${missing.kind} "${missing.text}" (connection ${connection})`,
        );
    }
  }

  private expectFight(
    { observer }: PartyModel,
    viewer: { readonly name: string; readonly connection: number },
    combat: Combat,
    where: string,
  ): void {
    this.#news.expectSo(viewer, FIGHT, tellCombat(combat), where);
    const isWaitedFor = combat.waitingFor?.includes(viewer.name) ?? combat.turn === viewer.name;
    if (viewer.name !== observer.name && combat.active && combat.yourTurn !== isWaitedFor)
      throw new AssertionError(
        `${viewer.name} was told that it is ${combat.yourTurn ? '' : 'not '}the own turn: ${where}`,
      );
  }

  private expectOwn({ actions }: PartyModel, name: string, id: string, where: string): void {
    const action = actions.find((one) => one.id === id);
    if (action && action.by !== name)
      throw new AssertionError(`${name} was told of ${action.by}'s action "${action.text}": ${where}`);
  }
}

function isTold(kept: Kept | undefined, event: Pick<ToldKept, 'kind' | 'text'>, name: string): boolean {
  if (kept?.kind !== event.kind || kept.text !== event.text) return false;
  return kept.kind === 'announcement' || !('privately' in event) || kept.privately[name] === event.privately;
}

function privatePart(kept: Kept, name: string): string {
  if (kept.kind === 'announcement') return '';
  return kept.privately[name] === undefined ? ', with nothing private' : ', with a private text';
}

function tellFight({ fight }: Pick<PartyModel, 'fight'>): string {
  if (!fight) return 'over';
  const { mode, round, turn, order, submitted } = fight;
  const acted = submitted.map(({ by }) => by);
  const waited = order
    .filter(({ name, isMonster }) => !isMonster && !acted.includes(name))
    .map(({ name }) => name);
  return inWords(mode, round, turn, order, mode === 'all at once' ? [acted, waited] : undefined);
}

function tellCombat({ active, mode, round, turn, order, submitted, waitingFor }: Combat): string {
  if (!active) return 'over';
  return inWords(`${mode}`, round, turn ?? undefined, order, submitted && [submitted, waitingFor ?? []]);
}

function inWords(
  mode: string,
  round: number,
  turn: string | undefined,
  order: readonly { readonly name: string }[],
  round1: readonly (readonly string[])[] | undefined,
): string {
  const [acted, waited] = (round1 ?? []).map((names) => names.toSorted().join(', ') || 'nobody');
  const who = turn === undefined ? `${acted} acted, ${waited} awaited` : `${turn}'s turn`;
  return `${mode}, round ${round}, ${order.map(({ name }) => name).join(', ')}; ${who}`;
}

function keyOf(name: string, connection: number): string {
  return `${name} ${connection}`;
}
