import { describe, it } from 'node:test';
import { expect } from 'chai';
import { flakeSummary, flakeTable, flakyScenarios } from '../../support/reporting/flake-count';
import { flakeBound, percent } from '../../support/reporting/flake-rate';

describe('the bound on the flake rate', () => {
  it('is 3/n where nothing failed, and never over 1', () => {
    expect(flakeBound(0, 50)).to.equal(0.06);
    expect(flakeBound(0, 2)).to.equal(1);
    expect(flakeBound(0, 0)).to.equal(1);
  });

  it('is the bound of Clopper and Pearson otherwise', () => {
    // From the quantiles of the beta distribution: qbeta(0.95, k + 1, n - k).
    expect(flakeBound(1, 10)).to.be.closeTo(0.394163, 1e-6);
    expect(flakeBound(5, 10)).to.be.closeTo(0.777559, 1e-6);
    expect(flakeBound(10, 10)).to.equal(1);
  });

  it('holds for many runs', () => {
    expect(flakeBound(1, 100_000)).to.be.closeTo(4.74386 / 100_000, 1e-7);
    expect(flakeBound(5000, 10_000)).to.be.within(0.508, 0.509);
  });

  it('reads as a percentage', () => {
    expect([0.0006, 0.06, 0.394, 1].map(percent)).to.deep.equal(['0.06 %', '6.0 %', '39 %', '100 %']);
  });
});

describe('the flake count', () => {
  const counts = [
    { name: 'Ana leads', passed: 49, failed: 1, skipped: 0 },
    { name: 'Bo leads', passed: 50, failed: 0, skipped: 0 },
  ];

  it('lists each scenario', () => {
    expect(flakeTable(counts).split('\n')[1]).to.equal('     50       49        1        0  Ana leads');
  });

  it('paints and names those that both passed and failed, and no others', () => {
    const all = [...counts, { name: 'Cy leads', passed: 0, failed: 50, skipped: 0 }];
    const painted = flakeTable(all, (row) => `<${row}>`).split('\n');
    expect(painted.map((row) => row.startsWith('<'))).to.deep.equal([false, true, false, false]);
    expect(flakyScenarios(all)).to.equal(
      '1 flaky scenario, which both failed and passed:\n  flaky (1 of 50): Ana leads',
    );
    expect(flakyScenarios(counts.slice(1))).to.equal('');
  });

  it('totals them and bounds the rate', () => {
    expect(flakeSummary(counts)).to.equal(
      '100 runs: 99 passed, 1 failed. Flake rate at most 4.7 % (95 %, 1 of 100, Clopper-Pearson).',
    );
    expect(flakeSummary(counts.slice(1))).to.contain('Flake rate at most 6.0 % (95 %, 3/50)');
    expect(flakeSummary([])).to.contain('Nothing ran');
  });
});
