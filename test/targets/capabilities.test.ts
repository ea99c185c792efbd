import { describe, it } from 'node:test';
import { expect } from 'chai';
import { CapabilityError, compareNeeds } from '../../support/targets/capabilities';

describe('capabilities', () => {
  it('are missing when a tag asks for what the target does not have', () => {
    const tags = ['@RACE-06', '@needs-record', '@needs-clock', '@needs-nodes'];
    expect(compareNeeds(tags, new Set(['clock']))).to.deep.equal({ missing: ['record', 'nodes'] });
  });

  it('are not missing when no tag asks for them', () => {
    expect(compareNeeds(['@RACE-06', '@needless'], new Set())).to.deep.equal({ missing: [] });
  });

  it('that no target ever has are a slip of the pen, not a reason to skip', () => {
    expect(() => compareNeeds(['@needs-clcok'], new Set(['clock']))).to.throw(
      CapabilityError,
      'The tag @needs-clcok asks for an unknown capability; there are @needs-clock, @needs-record, @needs-restart, @needs-nodes, @needs-browser.',
    );
  });
});
