import { z } from 'zod';

const error = 'must be an object';
const text = z.string({ error: 'must be a text' });
const anything = z.record(z.string(), z.unknown(), { error });

/** What requests must have for parameters. The SDK checks that too, but calls it an internal error. */
const PARAMS: ReadonlyMap<unknown, z.ZodType> = new Map<string, z.ZodType>([
  [
    'initialize',
    z.looseObject(
      {
        protocolVersion: text,
        capabilities: anything,
        clientInfo: z.looseObject({ name: text, version: text }, { error }),
      },
      { error },
    ),
  ],
  [
    'tools/call',
    z.looseObject({ name: text, arguments: anything.optional(), _meta: anything.optional() }, { error }),
  ],
  [
    'prompts/get',
    z.looseObject({ name: text, arguments: z.record(z.string(), text, { error }).optional() }, { error }),
  ],
]);

/** What is wrong with the parameters of a message, as `params.name must be a text`; undefined if nothing, as far as is looked here. */
export function flawOfParams(message: object): string | undefined {
  const { method, params }: { method?: unknown; params?: unknown } = message;
  const [issue] = PARAMS.get(method)?.safeParse(params).error?.issues ?? [];
  return issue && `${['params', ...issue.path].join('.')} ${issue.message}`;
}
