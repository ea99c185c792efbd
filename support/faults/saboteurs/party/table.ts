import { randomUUID } from 'node:crypto';
import type { Answer, Frame, Interference, Line, Question } from '../interference';
import { callIn, fieldsOf, frameOf, givenIn, listOf, withAsks } from './tools';

export const OBSERVER = 'OBSERVER';
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** An action that was accepted. */
export interface Action {
  readonly id: string;
  readonly by: string;
  readonly text: string;
}

/** A place at a host's table. */
export interface Seat {
  /** The host's own token. */
  readonly host: string;
  readonly player: string;
  /** All there were, the newest last. */
  readonly tokens: string[];
  removed: boolean;
}

/** What goes with an answer and is not for all. */
export interface Confided {
  readonly privately: Readonly<Record<string, string>>;
  readonly notes: string | undefined;
}

/** Why a line is told what is past. */
export type Replay = 'return' | 'history';

/** All that somebody in the middle knows of the tables of a scenario, because it has passed by. */
export class Table {
  /** In the order in which they were accepted. */
  readonly actions: Action[] = [];
  readonly seats: Seat[] = [];
  /** By the text for all, what else there was. */
  readonly confided = new Map<string, Confided>();
  /** What was kept and told so far, by id, in order; each as it was told first. */
  readonly kept = new Map<string, Frame>();
  /** All that were let in, the oldest first. */
  readonly lines: Line[] = [];
  /** How a fight stands, as somebody was told last; undefined when there is none. */
  fight: Frame | undefined;
  /** By player, what was declared and not judged yet. */
  readonly #declared = new Map<string, string[]>();

  /** Whose line it is; undefined for nobody's, as long as nobody has been let in. */
  ownerOf(line: Line): string | undefined {
    return line.notes.get('owner') as string | undefined;
  }

  /** What a line is told because somebody asked for the past. */
  replayOf(line: Line): Replay | undefined {
    return line.notes.get('replay') as Replay | undefined;
  }

  seatOf(token: string | undefined): Seat | undefined {
    return this.seats.find(({ tokens }) => token !== undefined && tokens.includes(token));
  }

  /** The place that somebody has said to have, by the token. */
  seatAt(line: Line): Seat | undefined {
    return line.notes.get('seat') as Seat | undefined;
  }

  /** The token that is in force for a place at that table; the one opened last where a host has had several. */
  tokenOf(host: string, player: string): string | undefined {
    return this.seats.findLast((seat) => seat.host === host && seat.player === player)?.tokens.at(-1);
  }

  /** The open lines of the same table, this one among them, the oldest first. */
  companyOf(line: Line): Line[] {
    return this.openLines.filter((other) => this.seatAt(other)?.host === this.seatAt(line)?.host);
  }

  /** The open lines of the same member, the oldest first. */
  devicesOf(line: Line): Line[] {
    return this.companyOf(line).filter((other) => this.ownerOf(other) === this.ownerOf(line));
  }

  get openLines(): Line[] {
    return this.lines.filter(({ isOpen }) => isOpen);
  }

  /** A message as it is kept, made up, after all that there were. */
  announcement(content: string): Frame {
    const last = [...this.kept.values()].map(({ timestamp }) => Date.parse(String(timestamp)));
    const timestamp = new Date(Math.max(...last) + 1).toISOString();
    return { type: 'system', id: randomUUID(), timestamp, content };
  }

  hears(frame: Frame, line: Line): void {
    const { type, token } = frame;
    if (type === 'auth') {
      line.notes.set('seat', this.seatOf(String(token)));
      if (ISO.test(String(frame.last_seen))) line.notes.set('replay', 'return');
    } else if (type === 'history_request' && ISO.test(String(frame.since)))
      line.notes.set('replay', 'history');
    else if (type === 'action') this.#declares(this.ownerOf(line), frame.text);
  }

  tells(frame: Frame, line: Line): void {
    const owner = this.ownerOf(line) ?? '';
    switch (frame.type) {
      case 'connected':
        line.notes.set('owner', frame.player_id);
        this.lines.push(line);
        if (!this.seatAt(line)) line.notes.set('seat', this.seatOf(tokenIn(line.path)));
        break;
      case 'narrative':
      case 'system':
        if (!this.kept.has(String(frame.id))) this.kept.set(String(frame.id), frame);
        break;
      case 'combat_state':
        this.fight = frame.active === true ? frame : undefined;
        break;
      case 'action_status':
        this.#judges(frame, owner);
        break;
    }
  }

  asks(question: Question): void {
    const call = callIn(question);
    const { narrative, private_messages, dm_notes } = call?.asks ?? {};
    if (call && typeof narrative === 'string')
      this.confided.set(narrative, {
        privately: fieldsOf(private_messages) as Readonly<Record<string, string>>,
        notes: typeof dm_notes === 'string' ? dm_notes : undefined,
      });
    if (call?.tool === 'party_kick_player')
      for (const seat of this.seats)
        if (seat.host === tokenOf(question) && seat.player === call.asks.player) seat.removed = true;
    if (question.method === 'POST' && question.path.startsWith('/action'))
      this.#declares(this.seatOf(tokenOf(question))?.player, frameOf(question.body)?.action);
  }

  answers(answer: Answer, question: Question): void {
    const tool = callIn(question)?.tool;
    const given = tool === undefined ? undefined : givenIn(answer);
    const host = tokenOf(question) ?? '';
    if (tool === 'start_party_mode' && given) {
      for (const { player_id, token } of [...listOf(given.players), fieldsOf(given.observer)])
        this.seats.push({ host, player: String(player_id), tokens: [String(token)], removed: false });
    } else if (tool === 'party_refresh_token' && given) {
      const seat = this.seats.findLast((one) => one.host === host && one.player === given.player_id);
      seat?.tokens.push(String(given.token));
    } else if (question.method === 'POST' && question.path.startsWith('/action') && answer.status !== 200)
      this.#declared.get(this.seatOf(host)?.player ?? '')?.pop();
  }

  #declares(player: string | undefined, text: unknown): void {
    if (player === undefined) return;
    this.#declared.set(player, [...(this.#declared.get(player) ?? []), String(text)]);
  }

  #judges({ action_id, status }: Frame, by: string): void {
    const id = String(action_id);
    if (status === 'rejected') this.#declared.get(by)?.shift();
    if (status !== 'pending' || this.actions.some((action) => action.id === id)) return;
    this.actions.push({ id, by, text: this.#declared.get(by)?.shift() ?? '' });
  }
}

/** Somebody who knows the table: each scenario has a new one. */
export function atTable(make: (table: Table) => Interference): () => Interference {
  return () => {
    const table = new Table();
    const inner = make(table);
    return {
      ...inner,
      told(frame, line) {
        table.tells(frame, line);
        const arrives = inner.told?.(frame, line) ?? [frame];
        if (frame.type === 'replay_end') line.notes.delete('replay');
        return arrives;
      },
      said(frame, line) {
        table.hears(frame, line);
        return inner.said?.(frame, line) ?? [frame];
      },
      asked(question) {
        table.asks(question);
        return inner.asked?.(question) ?? question;
      },
      answered(answer, question) {
        table.answers(answer, question);
        return inner.answered?.(answer, question) ?? answer;
      },
    };
  };
}

/** What is kept of a session: answers of the host's, and who came and went. */
export function isKept({ type }: Frame): boolean {
  return type === 'narrative' || type === 'system';
}

/** The name of a character of the story, by the id. */
export function nameOf(id: string): string {
  return id.slice(0, 1).toUpperCase() + id.slice(1);
}

/** The token that somebody asks with. */
export function tokenOf({ headers, path }: Question): string | undefined {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? tokenIn(path);
}

/** The same question with another token. */
export function withToken(question: Question, token: string): Question {
  const { headers, path } = question;
  const [address = ''] = path.split('?');
  return {
    ...question,
    path: tokenIn(path) === undefined ? path : `${address}?token=${encodeURIComponent(token)}`,
    headers: { ...headers, authorization: `Bearer ${token}` },
  };
}

/** A host asks for that tool with other arguments. */
export function askedOf(tool: string, change: (asks: Frame) => Frame): (question: Question) => Question {
  return (question) => {
    const call = callIn(question);
    return call?.tool === tool ? withAsks(question, change(call.asks)) : question;
  };
}

/** The player whose sheet is asked for; undefined where something else is. */
export function whoseSheetIn({ path }: Question): string | undefined {
  return /^\/character\/([^/?]+)/.exec(path)?.[1];
}

/** The token in an address, if there is one. */
export function tokenIn(path: string): string | undefined {
  return new URL(path, 'http://nowhere').searchParams.get('token') ?? undefined;
}
