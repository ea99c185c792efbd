import { expect } from 'chai';
import { type Expectation, expecting } from '../../players/expectation';
import type { Kind, Sheet } from './events';

/** That a character changed: exactly these fields are told. */
export function changed(name: string, changes: Sheet): Expectation {
  return expecting<Kind<'character changed'>>(
    `${name}'s sheet to change (${fieldsOf(changes).join(', ')})`,
    ['character changed'],
    (event) => {
      expect(event.name, 'whose sheet it is').to.equal(name);
      expectSheet(event.changes, changes);
    },
  );
}

/** That a character changed, these fields among others. */
export function changedTo(name: string, changes: Sheet): Expectation {
  return expecting<Kind<'character changed'>>(
    `${name}'s sheet to change (${fieldsOf(changes).join(', ')})`,
    ['character changed'],
    (event) => {
      expect(event.name, 'whose sheet it is').to.equal(name);
      expect(event.changes, 'what changed').to.deep.include(changes);
    },
  );
}

/** Any change of any character; of that one, if it is named. */
export function anyChange(name?: string): Expectation {
  const whose = name === undefined ? 'any sheet' : `${name}'s sheet`;
  return expecting<Kind<'character changed'>>(`a change of ${whose}`, ['character changed'], (event) => {
    if (name !== undefined) expect(event.name, 'whose sheet it is').to.equal(name);
  });
}

/** @throws AssertionError if the sheet shows other fields, or other values, than these. */
export function expectSheet(sheet: Sheet, fields: Sheet): void {
  expect(fieldsOf(sheet).toSorted().join(', '), 'what is shown').to.equal(
    fieldsOf(fields).toSorted().join(', '),
  );
  for (const field of fieldsOf(fields)) {
    expect(sheet[field as keyof Sheet], field).to.deep.equal(fields[field as keyof Sheet]);
  }
}

/** The fields that a sheet shows. */
export function fieldsOf(sheet: Sheet): string[] {
  return Object.entries(sheet).flatMap(([field, value]) => (value === undefined ? [] : [field]));
}
