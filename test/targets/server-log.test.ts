import { describe, it } from 'node:test';
import { expect } from 'chai';
import { parseLine, ServerLog } from '../../support/targets/embedded/server-log';

describe("a server's log", () => {
  it('has lines of pino: a level by number, a message, and what else they tell', () => {
    const line = '{"level":40,"time":1,"pid":7,"hostname":"h","race":"R1","msg":"late"}';
    expect(parseLine(line, 'info')).to.deep.equal({ level: 'warn', text: 'late {"race":"R1"}' });
  });

  it('has lines of pino: a level by name', () => {
    expect(parseLine('{"level":"error","msg":"no"}', 'info')).to.deep.equal({ level: 'error', text: 'no' });
  });

  it('has other lines, taken as they are', () => {
    expect(parseLine('{oh', 'error')).to.deep.equal({ level: 'error', text: '{oh' });
  });

  it('counts its lines from the first, and forgets the oldest', () => {
    const log = new ServerLog();
    for (let n = 0; n < 12_000; n += 1) log.add({ level: 'info', text: String(n) });
    expect(log.position).to.equal(12_000);
    expect(log.since(11_998).map(({ text }) => text)).to.deep.equal(['11998', '11999']);
    expect(log.since(0).length).to.be.within(5_000, 10_000);
    expect(log.since(12_000)).to.deep.equal([]);
  });
});
