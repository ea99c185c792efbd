import { expect } from 'chai';
import type { Health, Sheet } from './events';
import type { Party } from './party';
import { fieldsOf } from './sheet-expectations';

/** What everybody may see of a character. */
const PUBLIC = ['class', 'conditions', 'health', 'level', 'name'];
/** What a player sees of the own besides; secrets, where there are any. */
const OWN = ['hitPoints', 'initiative', 'maxHitPoints'];
const SECRETS = ['hiddenRoll', 'secretBackground'];

/** The sheet that somebody was given last is the own one, whole. @throws AssertionError naming what is missing or too much. */
export function expectWholeSheet(party: Party, name: string, points: Sheet): void {
  const { answer } = party.member(name);
  const sheet = party.dialect.sheetIn(answer);
  const secrets = party.dialect.storySecrets.filter((secret) => secret.for === name).length;
  const shown = fieldsOf(sheet).filter((field) => !SECRETS.includes(field));
  expect(shown.toSorted(), 'what is shown').to.deep.equal([...PUBLIC, ...OWN].toSorted());
  expect(fieldsOf(sheet), 'what is shown, secrets among it').to.have.lengthOf(shown.length + secrets);
  expect(sheet.name, 'whose sheet it is').to.equal(name);
  expect(sheet.hitPoints, 'the own hit points').to.equal(points.hitPoints);
  expect(sheet.maxHitPoints, 'the most hit points there can be').to.equal(points.maxHitPoints);
}

/** The sheet that somebody was given last is what may be seen of that character, and no more. @throws AssertionError otherwise. */
export function expectPublicPart(party: Party, name: string, whose: string, health: Health): void {
  const sheet = party.dialect.sheetIn(party.member(name).answer);
  expect(fieldsOf(sheet).toSorted(), `what ${name} is shown`).to.deep.equal(PUBLIC);
  expect(sheet.name, 'whose sheet it is').to.equal(whose);
  expect(sheet.health, `how ${whose} looks`).to.equal(health);
}

/** The host leaves a character with so many hit points, and all of that has been told. */
export async function leaveWith(
  party: Party,
  name: string,
  hitPoints: number,
  maxHitPoints: number,
): Promise<void> {
  await party.host.changes(name, { hitPoints, maxHitPoints });
  await party.settles();
}
