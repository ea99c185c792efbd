import type { Game } from './game';
import type { BrokenRule } from './session';

interface Broken {
  readonly seed: number;
  /** Empty where the session broke no rule when it was played once more. */
  readonly path: string;
  readonly broken: BrokenRule;
  readonly moves: number;
}

/** What a product owner reads of a session that broke a rule: who did what, what was wrong, and how to see it again. */
export function tellBroken(
  { seed, path, broken, moves }: Broken,
  { title, tag }: Pick<Game, 'title' | 'tag'>,
  target: string,
): string {
  const { story, atTheLastMove, problems } = broken;
  const size = story.length === 0 ? 'in which nobody did anything' : `of ${count(story.length)}`;
  const shorter = moves > story.length ? ` This is the shortest found; it had ${count(moves)} at first.` : '';
  const steps = story.map((move, index) => {
    const isTheOne = atTheLastMove && index === story.length - 1;
    return `  ${isTheOne ? '✖' : ' '} ${String(index + 1).padStart(2)}. ${move}`;
  });
  const again = path === '' ? [ONCE] : [replay(seed, path, tag, target)];
  return [
    `A random ${title} ${size} broke a rule.${shorter}`,
    ...steps,
    ...(atTheLastMove ? [] : ['When it was over:']),
    ...problems,
    ...again,
  ].join('\n');
}

const ONCE =
  'Played once more, alone, it broke no rule: chance, or what was played beside it, had a part in it that a seed does not bring back.';

/** The command that plays one session again. */
function replay(seed: number, path: string, tag: string, target: string): string {
  const profile = target === 'embedded' ? '' : ` -p ${target}`;
  return `To see it again: RANDOM_SEED=${seed} RANDOM_PATH=${path} npx cucumber-js${profile} --tags '@random and @${tag}'`;
}

function count(moves: number): string {
  return moves === 1 ? 'one move' : `${moves} moves`;
}
