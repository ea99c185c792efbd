import { inspect } from 'node:util';
import type { World } from '@cucumber/cucumber';
import type { Secrets } from '../players/secrets';
import { NOTE } from './overview/note';

type Attach = World['attach'];
type Log = World['log'];

/** A part of a report: what it is for a reader, and its text. */
export interface SaidPart {
  readonly what: string;
  readonly text: string;
}

/**
 * What a scenario says to its report: every text with its secrets shortened, and all of it kept, so that at the end it can be searched
 * for what should not be there.
 */
export class Said {
  readonly #parts: SaidPart[] = [];

  /** @param secrets of the scenario, asked for when something is said. */
  constructor(private readonly secrets: () => Pick<Secrets, 'shorten'>) {}

  get parts(): readonly SaidPart[] {
    return this.#parts;
  }

  /** As `attach`, for texts and bytes. @throws TypeError for a stream: that cannot be searched before it is in the report. */
  attaching(attach: Attach): Attach {
    const careful = (data: unknown, options: Parameters<Attach>[1]) => {
      const { fileName, mediaType = String(options) } = typeof options === 'object' ? options : {};
      const what = fileName === undefined ? 'an attachment' : `the attachment ${fileName}`;
      if (typeof data === 'string') return attach(this.#says(what, data, mediaType), options as string);
      if (!Buffer.isBuffer(data))
        throw new TypeError(
          'What goes into a report is a text or bytes: a stream cannot be searched before.',
        );
      this.#parts.push({ what, text: withoutMeasures(data.toString(), mediaType) });
      return attach(data, options as string);
    };
    return careful as Attach;
  }

  /** As `log`. */
  logging(log: Log): Log {
    return (text) => log(this.#says('a line that it says', text));
  }

  #says(what: string, text: string, mediaType = ''): string {
    const measured = mediaType === NOTE;
    const shown = measured ? text : this.secrets().shorten(text);
    this.#parts.push({ what, text: withoutMeasures(shown, mediaType) });
    return shown;
  }
}

/** Where things are in a picture, and how large. */
const GEOMETRY = / (?:[xydr]|[xy][12]|[crd][xy]|points|width|height|viewBox|transform)="[^"]*"/g;

/**
 * What there is to be read in a part of a report. Where a line ends in a picture, or how long somebody has waited, is a number of the suite's
 * own: now and then it is that of somebody's hit points.
 */
function withoutMeasures(text: string, mediaType: string): string {
  if (mediaType === 'image/svg+xml') return text.replace(GEOMETRY, '');
  return mediaType === NOTE ? text.replace(/[\d.]+/g, '0') : text;
}

/**
 * A failure as it may stand in a report: the same, with secrets shortened in its message and its stack. What was compared is left out if it
 * holds one, because cucumber would print both sides.
 */
export function fitToPrint(failure: unknown, secrets: Pick<Secrets, 'shorten'>): unknown {
  if (typeof failure === 'string') return secrets.shorten(failure);
  if (!(failure instanceof Error)) return failure;
  const shown = { message: secrets.shorten(failure.message), stack: secrets.shorten(failure.stack ?? '') };
  const { actual, expected } = failure as { actual?: unknown; expected?: unknown };
  const compared = inspect([actual, expected], { depth: null, maxStringLength: null });
  const isFit =
    shown.message === failure.message &&
    shown.stack === (failure.stack ?? '') &&
    secrets.shorten(compared) === compared;
  if (isFit) return failure;
  const own = { name: failure.name, ...shown };
  return Object.create(Object.getPrototypeOf(failure) as object, Object.getOwnPropertyDescriptors(own));
}

/** The same failure with other words in the place of its message; its stack, and what was compared, stay. */
export function sayingInstead(failure: unknown, message: string): Error {
  if (!(failure instanceof Error)) return Object.assign(new Error(message), { stack: message });
  const own = Object.getOwnPropertyDescriptors(failure);
  const changed = { message, stack: `${message}\n${framesOf(failure)}` };
  return Object.create(Object.getPrototypeOf(failure) as object, {
    ...own,
    ...Object.getOwnPropertyDescriptors(changed),
  }) as Error;
}

/** The way to a failure, without what it says. */
function framesOf({ message, stack = '' }: Error): string {
  const at = stack.indexOf(message);
  const rest = at < 0 ? stack : stack.slice(at + message.length);
  return rest
    .split('\n')
    .filter((line) => /^\s*at /.test(line))
    .join('\n');
}
