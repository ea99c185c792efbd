import { describe, it } from 'node:test';
import { expect } from 'chai';
import {
  type Done,
  faultsOfActions,
  faultsOfAnswers,
  type Taken,
  type Told,
} from '../../support/systems/party/after-falls';

/** Thorin declared three actions, of which the second was never accepted; all were taken up, the first one twice, and answered. */
const DONE: Done = {
  declared: new Map([['Thorin', ['deed 1', 'deed 2', 'deed 3']]]),
  accepted: new Set(['a', 'c']),
  answers: [
    { text: 'answer 1', granted: true },
    { text: 'answer 2', granted: false },
    { text: 'answer 3', granted: false },
    { text: 'answer 4', granted: true },
  ],
};
const [a, b, c]: [Taken, Taken, Taken] = [
  { id: 'a', by: 'Thorin', text: 'deed 1' },
  { id: 'b', by: 'Thorin', text: 'deed 2' },
  { id: 'c', by: 'Thorin', text: 'deed 3' },
];
const PAST: readonly Told[] = [
  { text: 'answer 1', actions: ['a'] },
  { text: 'answer 2', actions: ['b'] },
  { text: 'answer 4', actions: ['c'] },
];
const pasts = (thorin: readonly Told[], elara = thorin) =>
  new Map([
    ['Thorin', thorin],
    ['Elara', elara],
  ]);

describe('what is left of a session whose server has fallen', () => {
  it('is whole when what was accepted is there, and the rest is there once or not at all', () => {
    expect(faultsOfActions(DONE, [a, a, b, c], 0)).to.deep.equal([]);
    expect(faultsOfActions(DONE, [a, c], 0)).to.deep.equal([]);
    expect(faultsOfAnswers(DONE, [a, a, b, c], pasts(PAST))).to.deep.equal([]);
  });

  const actions: [what: string, taken: Taken[], waiting: number, fault: string][] = [
    [
      'an accepted action that never came',
      [a, b],
      0,
      'Of 2 actions that were accepted, 1 never came to the host.',
    ],
    [
      'an action that is there twice',
      [a, b, { ...b, id: 'B' }, c],
      0,
      'Thorin: "deed 2" was declared once and is there 2 times.',
    ],
    [
      'another order',
      [a, c, b],
      0,
      `Thorin's actions came in another order: "deed 3" where "deed 2" was due.`,
    ],
    [
      'an action that is kept from the host',
      [a, b, c],
      1,
      'Actions that wait and are not given to the host: 1.',
    ],
  ];
  for (const [what, taken, waiting, fault] of actions) {
    it(`is not whole with ${what}`, () => {
      expect(faultsOfActions(DONE, taken, waiting)).to.deep.equal([fault]);
    });
  }

  const [first, second, third] = PAST as [Told, Told, Told];
  const answers: [what: string, past: Map<string, readonly Told[]>, faults: string[]][] = [
    [
      'an answer that is lost',
      pasts([second, third]),
      ['"answer 1" was told once, and is part of the past 0 times.', `Thorin's "deed 1" has 0 answers.`],
    ],
    [
      'an answer that is told twice',
      pasts([first, second, second, third]),
      ['"answer 2" was told once, and is part of the past 2 times.', `Thorin's "deed 2" has 2 answers.`],
    ],
    [
      'an action that was answered before the fall and again after it',
      pasts([first, second, { text: 'answer 3', actions: ['c'] }, third]),
      [`Thorin's "deed 3" has 2 answers.`],
    ],
    [
      'an answer that nobody gave',
      pasts([...PAST, { text: 'boo', actions: [] }]),
      ['"boo" is part of the past, and the host never told it.'],
    ],
    [
      'a past of the own',
      pasts(PAST, [second, first, third]),
      ['The past of Elara is another than that of Thorin.'],
    ],
  ];
  for (const [what, past, faults] of answers) {
    it(`is not whole with ${what}`, () => {
      expect(faultsOfAnswers(DONE, [a, b, c], past)).to.deep.equal(faults);
    });
  }
});
