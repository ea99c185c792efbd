import { After, type ITestCaseHookParameter, Status } from '@cucumber/cucumber';
import type { GauntletWorld } from './world';

After(
  { name: 'what the parts of the target said' },
  async function (this: GauntletWorld, { result }: ITestCaseHookParameter) {
    if (result?.status === Status.FAILED) {
      for (const { part, lines } of await this.target.partLogs(this.began)) {
        const said = lines.length === 0 ? 'said nothing' : `said:\n${lines.join('\n')}`;
        this.log(`${part} ${said}`);
      }
    }
    await this.target.mend();
  },
);
