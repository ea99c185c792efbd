import type { IFilterablePickle } from '@cucumber/cucumber/api';
import { saboteurOf } from './catalogue';
import { Nearness } from './nearness';
import { NOBODY, tagOf } from './tag';

/**
 * Scenarios, each as often as there are saboteurs whose promise it is about: those of the first one first, beginning with the one that
 * speaks most nearly of what that saboteur does.
 */
export type Casting = (pickles: readonly IFilterablePickle[]) => IFilterablePickle[];

/** @param ids of saboteurs, or `nobody`. @throws Error for one that does not exist. */
export function castingOf(ids: readonly string[]): Casting {
  const parts = ids.map((id) => (id === NOBODY ? { id, tags: [], does: '' } : partOf(id)));
  return (pickles) => {
    const nearness = new Nearness(pickles);
    return parts.flatMap(({ id, tags, does }) => {
      const concerned = pickles.filter(({ pickle }) =>
        tags.every((tag) => pickle.tags.some(({ name }) => name === tag)),
      );
      return nearness.inOrder(concerned, does).map((one) => under(id, one));
    });
  };
}

/** What one saboteur does, in words, and the tags of the scenarios that must notice. */
function partOf(id: string): {
  readonly id: string;
  readonly tags: readonly string[];
  readonly does: string;
} {
  const { system, requirement, sentence } = saboteurOf(id);
  return { id, tags: [`@${system}`, `@${requirement}`], does: `${sentence} ${id}` };
}

function under(id: string, { pickle, ...rest }: IFilterablePickle): IFilterablePickle {
  const [first] = pickle.tags;
  const tag = { name: tagOf(id), astNodeId: first?.astNodeId ?? '' };
  return { ...rest, pickle: { ...pickle, tags: [...pickle.tags, tag] } };
}
