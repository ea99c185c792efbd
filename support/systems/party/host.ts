import { unmarked } from '../../players/canary';
import type { Player } from '../../players/player';
import type {
  Answering,
  Asks,
  HostLine,
  HostOrders,
  Order,
  Outcome,
  SessionView,
  TakenAction,
} from './dialect';
import type { Sheet } from './events';
import { orderRefused } from './expectations';

/** The host of a party: takes up actions, answers them, leads fights, gives and takes away places at the table. */
export class Host {
  /** The actions that were taken up, the first one first. */
  readonly taken: TakenAction[] = [];
  /** What the last try to take up an action gave; undefined if nobody was waiting. */
  upNext: TakenAction | undefined;
  #outcome: Outcome<unknown> | undefined;

  constructor(
    readonly player: Player,
    private readonly line: HostLine,
    /** The host's account token: the key to the host's line. */
    readonly token: string,
  ) {}

  /** The action that was taken up last. @throws Error if there is none. */
  get action(): TakenAction {
    const action = this.taken.at(-1);
    if (!action) throw new Error('The host has not taken up an action yet.');
    return action;
  }

  /** What became of the last order that was tried. @throws Error if none was. */
  get outcome(): Outcome<unknown> {
    if (!this.#outcome) throw new Error('The host has not tried anything yet.');
    return this.#outcome;
  }

  /** Gives an order that must be granted. @throws Error with the reason if it is not. */
  async orders<O extends Order>(order: O, what: Asks<O>): Promise<HostOrders[O]['told']> {
    const outcome = await this.line.order(order, what);
    if (outcome.granted) return outcome.told;
    throw new Error(`The host's order was refused (${order}): ${outcome.reason}`);
  }

  /** Gives an order, whatever comes of it. */
  async tries<O extends Order>(order: O, what: Asks<O>): Promise<Outcome<HostOrders[O]['told']>> {
    const outcome = await this.line.order(order, what);
    this.#outcome = outcome;
    return outcome;
  }

  /** Gives an order of which a refusal is no surprise: one of several at once. */
  async triesLuck<O extends Order>(order: O, what: Asks<O>): Promise<Outcome<HostOrders[O]['told']>> {
    this.player.journal.permit(
      (entry) => orderRefused().matches(entry),
      'it was tried whatever would come of it',
    );
    return this.tries(order, what);
  }

  /** Gives an order that is wrong, by its description. */
  async triesMalformed(description: string): Promise<void> {
    this.#outcome = await this.line.malformed(description, this.taken.at(-1));
  }

  /** Takes up the next action. @returns undefined if nobody waits. */
  async takesUp(): Promise<TakenAction | undefined> {
    const action = await this.orders('takes up the next action', {});
    this.upNext = action;
    if (!action) return undefined;
    if (action.privately !== undefined)
      this.learns(action.privately, `${action.by}'s private remark`, action.by);
    this.taken.push(action);
    return action;
  }

  /** Takes up whatever is waiting, until nobody is. @returns the actions as they were taken up. */
  async takesUpAll(): Promise<readonly TakenAction[]> {
    const before = this.taken.length;
    while (await this.takesUp());
    return this.taken.slice(before);
  }

  /** Answers the action taken up last, or the one given. Private texts and notes are secrets from then on. */
  async answers({
    action = this.action.id,
    ...what
  }: Omit<Answering, 'action'> & { action?: string }): Promise<string> {
    this.keepsSecret(what);
    return (await this.orders('answers an action', { action, ...what })).timestamp;
  }

  /** Private texts are for those they are written to, and notes are the host's own. */
  keepsSecret({ privately = {}, notes }: Pick<Answering, 'privately' | 'notes'>): void {
    for (const [name, text] of Object.entries(privately))
      this.learns(text, `a private text for ${name}`, name);
    if (notes !== undefined) this.learns(notes, "the host's notes");
  }

  /** What is to be told, with a mark in each private text and in the notes by which it is found wherever it goes. */
  marks<T extends Pick<Answering, 'privately' | 'notes'>>(what: T): T {
    const { secrets, name: own } = this.player;
    const { privately, notes } = what;
    const texts = Object.entries(privately ?? {}).map(([name, text]) => [
      name,
      secrets.markText(text, `a private text for ${name}`, own, name),
    ]);
    return {
      ...what,
      ...(privately && { privately: Object.fromEntries(texts) as Record<string, string> }),
      ...(notes !== undefined && { notes: secrets.markText(notes, "the host's notes", own) }),
    };
  }

  /** What a player said to the host alone with the action taken up last, without its mark. */
  get remark(): string | undefined {
    const { privately } = this.action;
    return privately === undefined ? undefined : unmarked(privately);
  }

  /** Ends the round of a fight. Private texts and notes are secrets from then on. */
  async endsRound(what: Omit<Answering, 'action'>): Promise<void> {
    this.keepsSecret(what);
    await this.orders('ends the round', what);
  }

  /** Gives the same order so many times, one after the other. */
  async repeats<O extends Order>(times: number, order: O, what: Asks<O>): Promise<void> {
    for (let time = 0; time < times; time += 1) await this.orders(order, what);
  }

  /** Lets everybody know that there is some thinking going on. */
  async thinks(text: string): Promise<void> {
    await this.orders('is thinking', { text });
  }

  async changes(name: string, changes: Sheet): Promise<Sheet> {
    return this.orders('changes a character', { name, changes });
  }

  looks(): Promise<SessionView> {
    return this.orders('looks at the session', {});
  }

  /** Types a command. @returns the orders that it comes to, or why there are none. */
  async commands(name: string, argument?: string): Promise<Outcome<readonly Order[]>> {
    const outcome = await this.line.command(name, argument);
    this.#outcome = outcome;
    return outcome;
  }

  knownCommands(): Promise<readonly string[]> {
    return this.line.commands();
  }

  /** Begins to say an order, and never ends it. */
  beginsAnOrder(): void {
    this.line.beginsAnOrder();
  }

  async hangsUp(): Promise<void> {
    await this.line.close();
  }

  private learns(text: string, what: string, ...readers: readonly string[]): void {
    this.player.secrets.learn(text, what, this.player.name, ...readers);
  }
}
