import { tell } from '../../players/expectation';
import type { Combat, Sheet } from '../../systems/party/events';
import type { FinishedScenario } from '../scenario';
import { type Told, type ToldEntry, toldOfParties } from './told';

/** What of a sheet is for everybody who plays. */
const PUBLIC: ReadonlySet<string> = new Set<keyof Sheet>(['name', 'class', 'level', 'health', 'conditions']);

/**
 * Everybody is shown what is theirs to see: the own numbers, of others how they look, and the observer no number but the round, no sheet, nothing private and
 * nothing about actions.
 */
export function showsWhatIsTheirs({ players }: FinishedScenario): string[] {
  return toldOfParties(players).flatMap((told) =>
    told.entries.flatMap((entry) =>
      faultsOf(told, entry).map((fault) => `${told.who} ${fault}: ${tell(entry)}.`),
    ),
  );
}

function faultsOf(told: Told, entry: ToldEntry): string[] {
  const { event } = entry;
  const observes = told.role === 'observer';
  if (told.letIn === undefined || entry.index < told.letIn.index)
    return event.kind === 'let in' || event.kind === 'turned away' ? [] : ['was told before being let in'];
  switch (event.kind) {
    case 'combat':
      return combatFaults(event.combat, told, observes);
    case 'character changed':
      return sheetFaults(event.name, event.changes, told, observes);
    case 'narrative':
      return observes && event.privately !== undefined ? ['observes, and was told something private'] : [];
    case 'action status':
      return observes ? ['observes, and was told where an action stands'] : [];
    default:
      return [];
  }
}

function sheetFaults(name: string, changes: Sheet, told: Told, observes: boolean): string[] {
  if (observes) return ["observes, and was told of a character's sheet"];
  if (name === told.letIn?.event.character) return [];
  const hidden = Object.entries(changes).filter(
    ([field, value]) => value !== undefined && !PUBLIC.has(field),
  );
  return hidden.map(([field]) => `was shown ${field} of ${name}`);
}

function combatFaults(combat: Combat, told: Told, observes: boolean): string[] {
  const faults: string[] = [];
  const { turn, waitingFor, hitPoints, maxHitPoints, order, yourTurn } = combat;
  const own = told.letIn?.event.character ?? '';
  if (observes && (hitPoints !== undefined || maxHitPoints !== undefined))
    faults.push('observes, and was shown hit points');
  if (observes && order.some(({ initiative }) => initiative !== undefined))
    faults.push('observes, and was shown who has which initiative');
  const isTurn = turn === null ? (waitingFor?.includes(own) ?? false) : turn === own;
  if (yourTurn !== isTurn)
    faults.push(
      `was told that it is ${yourTurn ? 'the own turn, and it is not' : "somebody else's turn, and it is the own"}`,
    );
  if (hitPoints !== undefined && maxHitPoints !== undefined && (hitPoints < 0 || hitPoints > maxHitPoints))
    faults.push(`was shown ${hitPoints} of ${maxHitPoints} hit points`);
  const initiatives = order.map(({ initiative }) => initiative ?? 0);
  if (initiatives.some((initiative, index) => initiative > (initiatives[index - 1] ?? Infinity)))
    faults.push('was shown an order in which a lower initiative comes before a higher one');
  return faults;
}
