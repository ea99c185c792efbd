import { AssertionError } from 'chai';

/**
 * What everybody is told is what was so: each viewer is told of a thing what it was, in the order in which it was that, and nothing that it
 * never was. States are texts, for a reader as well.
 */
export class News {
  readonly #courses = new Map<string, string[]>();
  /** How far along its course a thing was when a viewer was told of it last. */
  readonly #told = new Map<string, number>();

  /** The thing is so now. */
  note(thing: string, state: string): void {
    const course = this.#courses.get(thing) ?? [];
    this.#courses.set(thing, course);
    if (course.at(-1) !== state) course.push(state);
  }

  /**
   * A viewer was told that the thing is so.
   * @param viewer one connection of somebody: what a newer one was told says nothing of an older one.
   * @param where the journal's line. @param called what a reader knows the thing by. @throws AssertionError naming who was told what, and what was so.
   */
  expectSo(
    viewer: { readonly name: string; readonly connection: number },
    thing: string,
    told: string,
    where: string,
    called = thing,
  ): void {
    const course = this.#courses.get(thing) ?? [];
    const key = `${viewer.name} ${viewer.connection} ${thing}`;
    const last = this.#told.get(key) ?? 0;
    const now = course.indexOf(told, last);
    this.#told.set(key, Math.max(last, now));
    if (now >= 0) return;
    const so = course.at(-1) ?? 'not there';
    throw new AssertionError(
      `${viewer.name} was told that ${called} is ${told}, and by what was done before is ${so}: ${where}`,
    );
  }
}
