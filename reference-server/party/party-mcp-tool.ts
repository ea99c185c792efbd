import type { Tool as ListedTool, ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { NotAllowed, type PartyHost } from './party-host';

/** Something the host can have done, as the protocol lists it and as it is called. */
export interface Tool {
  readonly listed: ListedTool;
  /**
   * Gives what the tool's output schema says. `asked`: what the caller sent for arguments.
   * @throws NotAllowed with one sentence that names what is wrong; then nothing has changed.
   */
  call(host: PartyHost, hostId: string, asked: unknown): Promise<object>;
}

interface Definition<Input extends z.ZodObject, Output extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** For a model: what it does, when to call it, and what comes of it. */
  readonly description: string;
  readonly hints?: ToolAnnotations;
  readonly input: Input;
  readonly output: Output;
  run(host: PartyHost, hostId: string, asked: z.infer<Input>): Promise<z.input<Output>>;
}

/** A part of a wrong call is quoted no further than this. */
const LONGEST_QUOTE = 60;

/** Makes a tool of its schemas and of what it does. The schemas are written out for the protocol here, once. */
export function tool<Input extends z.ZodObject, Output extends z.ZodObject>({
  name,
  title,
  description,
  hints,
  input,
  output,
  run,
}: Definition<Input, Output>): Tool {
  return {
    listed: {
      name,
      title,
      description,
      inputSchema: writtenOut(input, 'input'),
      outputSchema: writtenOut(output, 'output'),
      annotations: { openWorldHint: false, ...hints },
    },
    call: async (host, hostId, asked) => {
      const parsed = input.safeParse(asked);
      if (!parsed.success) throw new NotAllowed(sentenceOf(parsed.error, input));
      return run(host, hostId, parsed.data);
    },
  };
}

/** Draft 7 is what clients of all revisions of the protocol can check. */
function writtenOut(schema: z.ZodObject, io: 'input' | 'output'): ListedTool['inputSchema'] {
  return {
    ...z.toJSONSchema(schema, { target: 'draft-7', io }),
    type: 'object',
  } as ListedTool['inputSchema'];
}

/** The first thing that is wrong, as `initiative[0].id must be ...`. */
function sentenceOf({ issues: [issue] }: z.ZodError, input: z.ZodObject): string {
  if (issue?.code !== 'unrecognized_keys') return `${written(issue?.path ?? [])} ${issue?.message}`;
  const unknown = `Unknown argument: ${written([...issue.path, issue.keys[0] ?? ''])}`;
  if (issue.path.length > 0) return unknown;
  return `${unknown} (known: ${Object.keys(input.shape).join(', ') || 'none'})`;
}

function written([first = 'arguments', ...rest]: readonly PropertyKey[]): string {
  const where = rest.map((part) => (typeof part === 'number' ? `[${part}]` : `.${quote(String(part))}`));
  return quote(String(first)) + where.join('');
}

function quote(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}...` : text;
}
