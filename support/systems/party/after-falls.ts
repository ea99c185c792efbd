/** What was done while a server fell again and again, as those know who did it. */
export interface Done {
  /** By player, the texts that were declared one after the other at the table. */
  readonly declared: ReadonlyMap<string, readonly string[]>;
  /** Ids of actions of which the server said that they wait. */
  readonly accepted: ReadonlySet<string>;
  /** What the host told, or tried to tell; `granted`: the server said that it was told. */
  readonly answers: readonly { readonly text: string; readonly granted: boolean }[];
}

/** An action as the host took it up: again, where it waited again. */
export interface Taken {
  readonly id: string;
  readonly by: string;
  readonly text: string;
}

/** An answer of the host's as somebody is told it who asks for the past. */
export interface Told {
  readonly text: string;
  /** Ids of the actions that it answers. */
  readonly actions: readonly string[];
}

/**
 * Whether each action that was accepted came to the host, once, and each player's in the order of the declarations. What was not accepted
 * may have come or not.
 * @param waiting how many actions are waiting now, when the host has taken up all there was. @returns a sentence for each fault.
 */
export function faultsOfActions(
  { declared, accepted }: Done,
  taken: readonly Taken[],
  waiting: number,
): string[] {
  const ids = new Map<string, Set<string>>();
  for (const { id, by, text } of taken) {
    const what = `${by}: "${text}"`;
    ids.set(what, (ids.get(what) ?? new Set()).add(id));
  }
  const came = new Set(taken.map(({ id }) => id));
  const lost = [...accepted].filter((id) => !came.has(id)).length;
  const order = [...new Set(taken.map(({ text }) => text))];
  return [
    ...[...ids].flatMap(([what, all]) =>
      all.size === 1 ? [] : [`${what} was declared once and is there ${all.size} times.`],
    ),
    ...(lost === 0
      ? []
      : [`Of ${accepted.size} actions that were accepted, ${lost} never came to the host.`]),
    ...(waiting === 0 ? [] : [`Actions that wait and are not given to the host: ${waiting}.`]),
    ...[...declared].flatMap(([name, texts]) => {
      const here = order.filter((text) => texts.includes(text));
      const due = texts.filter((text) => here.includes(text));
      const at = here.findIndex((text, index) => text !== due[index]);
      return at < 0
        ? []
        : [`${name}'s actions came in another order: "${here[at]}" where "${due[at]}" was due.`];
    }),
  ];
}

/**
 * Whether each answer of which the host knows that it was told is part of the past of every player, once, and each action has one answer.
 * An answer of which the host knows nothing may be there or not. @returns a sentence for each fault.
 */
export function faultsOfAnswers(
  { answers }: Done,
  taken: readonly Taken[],
  histories: ReadonlyMap<string, readonly Told[]>,
): string[] {
  const tried = new Set(answers.map(({ text }) => text));
  const due = new Set(taken.map(({ id }) => id));
  const [[one = '', first = []] = []] = histories;
  const sequence = (history: readonly Told[]) => history.map(({ text }) => text).join('\n');
  return [
    ...[...histories].flatMap(([name, history]) =>
      sequence(history) === sequence(first) ? [] : [`The past of ${name} is another than that of ${one}.`],
    ),
    ...first.flatMap(({ text }) =>
      tried.has(text) ? [] : [`"${text}" is part of the past, and the host never told it.`],
    ),
    ...answers.flatMap(({ text, granted }) => {
      const times = first.filter((told) => told.text === text).length;
      if (times === 1 || (times === 0 && !granted)) return [];
      return [`"${text}" was told once, and is part of the past ${times} times.`];
    }),
    ...[...due].flatMap((id) => {
      const times = first.filter(({ actions }) => actions.includes(id)).length;
      const { by, text } = taken.find((action) => action.id === id) ?? {};
      return times === 1 ? [] : [`${by}'s "${text}" has ${times} answers.`];
    }),
  ];
}
