import { inGame } from './in-game-time';

/** What a runner's mod reports, in the words of a race. The kinds are what a timeline shows. */
export type RunnerAct =
  | { readonly kind: 'authenticates'; readonly token: string }
  | { readonly kind: 'is ready' }
  | {
      readonly kind: 'reports';
      readonly time: number;
      readonly zone?: string | undefined;
      readonly deaths?: number | undefined;
    }
  | { readonly kind: 'enters'; readonly from: string; readonly to: string; readonly time: number }
  | { readonly kind: 'finishes'; readonly time: number }
  | { readonly kind: 'shows life' };

/** The fields of an act worth a glance. Never a token. */
export function tellAct(act: RunnerAct): string {
  switch (act.kind) {
    case 'reports': {
      const deaths =
        act.deaths === undefined ? '' : `, ${act.deaths} ${act.deaths === 1 ? 'death' : 'deaths'}`;
      return `${inGame(act.time)}${deaths}${act.zone === undefined ? '' : `, ${act.zone}`}`;
    }
    case 'enters':
      return `${act.to} ${inGame(act.time)}`;
    case 'finishes':
      return inGame(act.time);
    default:
      return '';
  }
}
