import type { IFilterablePickle } from '@cucumber/cucumber/api';
import { saboteurOf } from './catalogue';
import { NOBODY, TAG } from './post';

/** Scenarios, each as often as there are saboteurs whose promise it is about: those of the first one first. */
export type Casting = (pickles: readonly IFilterablePickle[]) => IFilterablePickle[];

/** @param ids of saboteurs, or `nobody`. @throws Error for one that does not exist. */
export function castingOf(ids: readonly string[]): Casting {
  const casts = ids.map((id) => ({ id, tags: id === NOBODY ? [] : tagsOf(id) }));
  return (pickles) =>
    casts.flatMap(({ id, tags }) =>
      pickles
        .filter(({ pickle }) => tags.every((tag) => pickle.tags.some(({ name }) => name === tag)))
        .map((one) => under(id, one)),
    );
}

function tagsOf(id: string): string[] {
  const { system, requirement } = saboteurOf(id);
  return [`@${system}`, `@${requirement}`];
}

function under(id: string, { pickle, ...rest }: IFilterablePickle): IFilterablePickle {
  const [first] = pickle.tags;
  const tag = { name: `${TAG}${id}`, astNodeId: first?.astNodeId ?? '' };
  return { ...rest, pickle: { ...pickle, tags: [...pickle.tags, tag] } };
}
