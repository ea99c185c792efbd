import { After, Before, type ITestCaseHookParameter, Status } from '@cucumber/cucumber';
import type { GauntletWorld } from './world';

const began = new WeakMap<GauntletWorld, Date>();

Before({ name: 'the time, for the logs' }, function (this: GauntletWorld) {
  began.set(this, new Date());
});

After(
  { name: 'what the parts of the target said' },
  async function (this: GauntletWorld, { result }: ITestCaseHookParameter) {
    const since = began.get(this);
    if (since && result?.status === Status.FAILED) {
      for (const { part, lines } of await this.target.partLogs(since)) {
        const said = lines.length === 0 ? 'said nothing' : `said:\n${lines.join('\n')}`;
        this.log(`${part} ${said}`);
      }
    }
    await this.target.mend();
  },
);
