import { setImmediate } from 'node:timers/promises';
import { Post } from './faults/saboteurs/post';
import { BrowserAtHand } from './players/browser/browser-at-hand';
import { HttpClient } from './players/http';
import type { Secrets } from './players/secrets';
import { readSettings, type Settings } from './settings';
import { openTarget } from './targets/open-target';
import { orExit } from './targets/start-failure';
import type { Capability, LogLine, Target } from './targets/target';

/** What all scenarios of a worker share: one after the other, they play on one target. */
export class Stage {
  /** Asks for all players, over connections that outlast a scenario; none where they might not, as nodes come and go. */
  readonly http: HttpClient | undefined;
  /** The browser of this worker: started by the first scenario that needs one. */
  readonly browser: BrowserAtHand;
  #read = 0;
  /** The secrets of the scenario before: a line of the log that comes late may hold one. */
  earlierSecrets: Secrets | undefined;

  constructor(
    readonly settings: Settings,
    readonly target: Target,
    /** Whoever may misbehave between the players and the server; undefined: nobody is there. */
    readonly post?: Post,
  ) {
    this.browser = new BrowserAtHand(settings.chromium);
    if (!target.capabilities.has('nodes')) this.http = new HttpClient();
  }

  /** What can be shown here. */
  get capabilities(): ReadonlySet<Capability> {
    return new Set([...this.target.capabilities, ...(this.browser.exists ? (['browser'] as const) : [])]);
  }

  /** What the server has logged since this was asked last: a line that comes late is told late, and not lost. */
  async freshLog(): Promise<readonly LogLine[]> {
    await setImmediate(); // what the pipe holds already is read in this turn
    const lines = this.target.logSince(this.#read);
    this.#read = this.target.logPosition();
    return lines;
  }
}

let current: Stage | undefined;
let opener: (settings: Settings) => Promise<Target> = openTarget;

/** From here on the targets of this worker are opened in another way, on which nobody outside can decide: for tests of the suite. */
export function openTargetsBy(another: (settings: Settings) => Promise<Target>): void {
  opener = another;
}

/** The stage of this worker. @throws Error before `raise`. */
export function stage(): Stage {
  if (!current) throw new Error('No target has been opened in this worker.');
  return current;
}

/** Opens the target that the settings name; ends the process with one sentence if it cannot be had. */
export async function raise(worldParameters: Readonly<Record<string, unknown>>): Promise<void> {
  const open = async () => {
    const settings = readSettings(process.env, worldParameters);
    const target = await opener(settings);
    if (settings.saboteurs.length === 0) return new Stage(settings, target);
    const post = await Post.before(target.nodes, settings.caughtIn);
    return new Stage(settings, behind(post, target), post);
  };
  current = await orExit(open());
}

/** A target as players meet it who have to pass somebody; what is no play goes to the target itself. */
function behind({ urls }: Post, target: Target): Target {
  const [url = target.url] = urls;
  return { ...target, url, nodes: urls };
}

/** Ends what this worker started. */
export async function strike(): Promise<void> {
  current?.http?.close();
  await current?.browser.close();
  await current?.post?.close();
  await current?.target.stop();
  current = undefined;
}
