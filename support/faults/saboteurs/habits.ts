import type { Frame, Interference, Line } from './interference';

/** Which messages somebody meddles with. */
export type Choice = (frame: Frame, line: Line) => boolean;

/** Messages of one of these types. */
export function ofType(...types: readonly string[]): Choice {
  return ({ type }) => types.includes(String(type));
}

/** The first one that is chosen on each line, the second one, ...; counted from 1. */
export function theNth(count: number, choice: Choice): Choice {
  const seen = new Map<Line, number>();
  return (frame, line) => {
    if (!choice(frame, line)) return false;
    const number = (seen.get(line) ?? 0) + 1;
    seen.set(line, number);
    return number === count;
  };
}

/** Only on that line: the first that was opened in the scenario is 0. */
export function onLine(number: number, choice: Choice): Choice {
  return (frame, line) => line.number === number && choice(frame, line);
}

/** What is chosen never arrives. */
export function loses(choice: Choice): Interference {
  return { told: (frame, line) => (choice(frame, line) ? [] : [frame]) };
}

/** What is chosen arrives twice. */
export function doubles(choice: Choice): Interference {
  return { told: (frame, line) => (choice(frame, line) ? [frame, frame] : [frame]) };
}

/** What is chosen arrives changed. */
export function alters(choice: Choice, change: (frame: Frame, line: Line) => Frame): Interference {
  return { told: (frame, line) => [choice(frame, line) ? change(frame, line) : frame] };
}

/** What is chosen arrives after the next message, in its place: two are swapped. */
export function swaps(choice: Choice): Interference {
  const kept = new Map<Line, Frame>();
  return {
    told(frame, line) {
      const before = kept.get(line);
      kept.delete(line);
      if (before !== undefined) return [frame, before];
      if (!choice(frame, line)) return [frame];
      kept.set(line, frame);
      return [];
    },
  };
}

/** What is chosen arrives at everybody's of this scenario, and not only where it belongs. */
export function tellsEverybody(choice: Choice): Interference {
  return {
    told(frame, line) {
      if (choice(frame, line)) for (const other of line.all) if (other !== line) other.tell(frame);
      return [frame];
    },
  };
}

/** What somebody says and is chosen never reaches the server. */
export function swallows(choice: Choice): Interference {
  return { said: (frame, line) => (choice(frame, line) ? [] : [frame]) };
}

/** What somebody says and is chosen reaches the server changed. */
export function mishears(choice: Choice, change: (frame: Frame, line: Line) => Frame): Interference {
  return { said: (frame, line) => [choice(frame, line) ? change(frame, line) : frame] };
}
