import type { z } from 'zod';

/** A part of a wrong frame is quoted in the answer no further than this. */
const LONGEST_QUOTE = 60;

/** A frame understood, or what is wrong with it in words for its sender. */
export type Parsed<Message> = { readonly message: Message } | { readonly wrong: string };

/** Of each type of message, by its name, what it must look like. */
type Shapes = Readonly<Record<string, z.ZodType>>;
type MessageOf<Known extends Shapes> = { [Type in keyof Known]: z.infer<Known[Type]> }[keyof Known];

/**
 * Reads the frame by which somebody says who they are. Wrong is `Invalid JSON` or `Invalid auth message`, the words of the contracts: whoever is
 * not known yet learns no more.
 */
export function parseFirst<Shape extends z.ZodType>(text: string, shape: Shape): Parsed<z.infer<Shape>> {
  const json = parseJson(text);
  if (json === undefined) return { wrong: 'Invalid JSON' };
  const parsed = shape.safeParse(json.value);
  return parsed.success ? { message: parsed.data } : { wrong: 'Invalid auth message' };
}

/**
 * Reads any later frame: an object whose `type` names one of the known shapes, and that fits it. Shapes are strict: a field the contract does
 * not know is an error, as passing over it would hide a mistake.
 */
export function parseLater<Known extends Shapes>(text: string, known: Known): Parsed<MessageOf<Known>> {
  const json = parseJson(text);
  if (json === undefined) return { wrong: 'Invalid JSON' };
  const { value } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { wrong: 'A message must be a JSON object' };
  }
  const type: unknown = 'type' in value ? value.type : undefined;
  if (typeof type !== 'string') return { wrong: 'A message must have a type' };
  if (type === 'auth') return { wrong: 'Already authenticated' };
  // Own names only: a frame must not borrow from the prototype of all objects.
  const shape = Object.hasOwn(known, type) ? known[type] : undefined;
  if (shape === undefined) return { wrong: `Unknown message type: ${quote(type)}` };
  const parsed = shape.safeParse(value);
  // Which of the shapes it was is known to nobody but zod.
  return parsed.success ? { message: parsed.data as MessageOf<Known> } : { wrong: describe(parsed.error) };
}

/** The JSON of a frame; undefined for what is none. Wrapped, because `null` is JSON too. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') return `Unknown field: ${quote(issue.keys[0] ?? '')}`;
  return `${issue?.path.join('.') ?? 'message'} ${issue?.message ?? 'is wrong'}`;
}

function quote(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}...` : text;
}
