import { join } from 'node:path';
import type { AnswerEvent } from '../../../players/answers';
import type { PageDoor } from '../../../players/browser/page';
import type { Answer, Request } from '../../../players/http';
import type { Door, Player } from '../../../players/player';
import type { Target } from '../../../targets/target';
import { administratorHint } from '../../administrator';
import type { HostLine, PagePart, PageWord, PartyDialect, RecordedSession } from '../dialect';
import type { ActionStatus, PartyAct, PartyEvent, Sheet } from '../events';
import { decodeFrame, type SheetOnWire, sheetOf, statusOf } from './reference-frames';
import { ReferenceHostLine } from './reference-line';
import { malformedFrame, malformedRequest } from './reference-malformed';
import { recordOfSession } from './reference-record';
import { Story } from './reference-story';

const CONTRACT = join(__dirname, '../../../../contracts/party.asyncapi.yaml');

/** By their roles, as somebody finds them who cannot see the page. */
const PAGE: Readonly<Record<PagePart, string>> = {
  log: '[role=log] > *',
  word: '[role=status], [role=alert]',
  order: '[aria-label=Initiative] li',
  field: 'form input',
  button: 'form button',
};

const PAGE_WORDS: Readonly<Record<PageWord, string>> = {
  'the action waits': 'Your action waits for the host.',
  'the host has removed the reader': 'The host has removed you.',
  'the address is not valid': 'This link is not valid, or not any more. Ask your host for another one.',
};

let story: Story | undefined;

/** The dialect of Gauntlet's reference server and of every server that keeps `contracts/party.asyncapi.yaml`. */
export class ReferencePartyDialect implements PartyDialect {
  readonly #story: Story;

  /** @param scope a short text, letters and digits, that no other scenario has. */
  constructor(
    private readonly target: Target,
    private readonly scope: string,
  ) {
    story ??= new Story();
    this.#story = story;
  }

  get storySecrets() {
    return this.#story.secrets;
  }

  async openAccount(host: Player): Promise<string> {
    const username = `${host.name.replaceAll(' ', '-')}-${this.scope}`;
    const answer = await this.ask(host, 'registers as host', {
      method: 'POST',
      url: this.at('api/users'),
      token: this.target.administrator,
      body: { username, role: 'host' },
      channel: 'accounts',
    });
    const { token } = expected(
      answer,
      `an account for ${host.name}`,
      administratorHint(this.target, answer),
    ) as {
      token: string;
    };
    host.secrets.learn(token, `the account token of ${host.name}`, host.name);
    return token;
  }

  hostLine(host: Player, token: string | undefined): HostLine {
    return new ReferenceHostLine(host, this.at('mcp'), token, this.#story);
  }

  door(token?: string, node = 0): Door {
    const address = this.at('ws', token, this.target.nodes[node]);
    return {
      address: address.href.replace(/^http/, 'ws'),
      channel: 'table',
      contract: CONTRACT,
      decode: (frame) => this.decode(frame),
    };
  }

  encode(act: PartyAct): string {
    switch (act.kind) {
      case 'introduces':
        return JSON.stringify({ type: 'auth', token: act.token, last_seen: act.lastSeen });
      case 'declares':
        return JSON.stringify({ type: 'action', text: act.text });
      case 'asks for the history':
        return JSON.stringify({ type: 'history_request', since: act.since });
      case 'shows life':
        return JSON.stringify({ type: 'heartbeat' });
    }
  }

  malformed(description: string): string | Buffer {
    return malformedFrame(description);
  }

  decode(frame: string): PartyEvent {
    return decodeFrame(frame, (id) => this.#story.nameOf(id));
  }

  declare(player: Player, token: string | undefined, text: unknown, privately?: string): Promise<Answer> {
    return this.ask(player, 'declares', {
      method: 'POST',
      url: this.at('action'),
      token,
      body: { action: text, private: privately },
      channel: 'action',
    });
  }

  declareMalformed(player: Player, token: string, description: string): Promise<Answer> {
    return this.ask(player, 'declares', {
      method: 'POST',
      url: this.at('action'),
      token,
      text: malformedRequest(description),
      headers: { 'content-type': 'application/json' },
      channel: 'action',
    });
  }

  askAfter(player: Player, token: string | undefined, action: string): Promise<Answer> {
    const url = this.at(`action/${encodeURIComponent(action)}/status`);
    return this.ask(player, 'asks after an action', { method: 'GET', url, token, channel: 'action' });
  }

  lookAt(player: Player, token: string | undefined, character: string): Promise<Answer> {
    const url = this.at(`character/${encodeURIComponent(this.#story.idOf(character))}`);
    const kind = `looks at ${character}'s sheet`;
    return this.ask(player, kind, { method: 'GET', url, token, channel: 'character' });
  }

  openPage(player: Player, token: string | undefined): Promise<Answer> {
    const url = this.at('play', token);
    return this.ask(player, 'opens the page', { method: 'GET', url, channel: 'page' });
  }

  pageDoor(token: string, node = 0): PageDoor<PagePart> {
    const { href } = this.at('play', token, this.target.nodes[node]);
    return { address: href, channel: 'page', parts: PAGE };
  }

  get pageWords() {
    return PAGE_WORDS;
  }

  lookAtServer(player: Player): Promise<Answer> {
    return this.ask(player, "looks at the server's state", {
      method: 'GET',
      url: this.at('status'),
      channel: 'status',
    });
  }

  isRefusal(answer: Answer): boolean {
    return answer.status >= 400 && answer.status < 500;
  }

  actionIn(answer: Answer): string {
    return (expected(answer, 'an accepted action') as { action_id: string }).action_id;
  }

  statusIn(answer: Answer): ActionStatus {
    return statusOf((expected(answer, 'the status of an action') as { status: string }).status);
  }

  sheetIn(answer: Answer): Sheet {
    return sheetOf(expected(answer, 'a sheet') as SheetOnWire);
  }

  connectionsIn(answer: Answer): number {
    return (expected(answer, "the server's state") as { total_connections: number }).total_connections;
  }

  recordOf(session: string): Promise<RecordedSession> {
    return recordOfSession(this.target, session, (id) => this.#story.nameOf(id));
  }

  private at(path: string, token?: string, node = this.target.url): URL {
    const url = new URL(path, node);
    if (token !== undefined) url.searchParams.set('token', token);
    return url;
  }

  private ask(player: Player, kind: string, request: Request): Promise<Answer> {
    return player.ask({ kind }, request, describe);
  }
}

function describe({ status, json }: Answer): AnswerEvent {
  if (status < 400) return { kind: 'granted', telling: String(status) };
  const { detail } = (json ?? {}) as { detail?: unknown };
  return { kind: 'declined', status, telling: `${status} ${String(detail ?? '')}`.trim(), trouble: true };
}

/** @throws Error naming what was wanted and what came. */
function expected(answer: Answer, what: string, hint = ''): unknown {
  if (answer.status < 400) return answer.json;
  throw new Error(
    `The server would not give ${what}: ${answer.status} ${answer.bytes.toString().slice(0, 200)}${hint}`,
  );
}
