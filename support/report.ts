import { After, type ITestCaseHookParameter, Status, setDefinitionFunctionWrapper } from '@cucumber/cucumber';
import { inWords } from './checkers/privacy';
import { Violations, violation } from './checkers/violation';
import { failureOf, toldTwice } from './reporting/failure';
import { fitToPrint, sayingInstead } from './reporting/said';
import { GauntletWorld } from './world';

type Definition = (this: unknown, ...values: unknown[]) => unknown;

/**
 * Whatever a step or a hook fails with goes to the report: told for whoever has ordered the server, then for a developer, and with
 * its secrets shortened.
 */
setDefinitionFunctionWrapper((definition: Definition): Definition => {
  return function (this: unknown, ...values) {
    const isHook = this instanceof GauntletWorld && this.place.note(values[0]);
    const fail = (failure: unknown): never => {
      if (failure instanceof Error) leaveUsOut(failure);
      if (!(this instanceof GauntletWorld)) throw failure;
      const { secrets } = this.players;
      const people = this.players.all().map(({ name }) => name);
      const told = toldTwice(failureOf(failure, { ...this.place.now(isHook), people }));
      throw sayingInstead(fitToPrint(failure, secrets), secrets.shorten(told));
    };
    try {
      const outcome = Reflect.apply(definition, this, values);
      return outcome instanceof Promise ? outcome.catch(fail) : outcome;
    } catch (failure) {
      return fail(failure);
    }
  };
});

/** A stack shows the way to the failure, and not the wrapping. */
function leaveUsOut(failure: Error): void {
  const isOurs = (line: string) => line.includes(__filename) || /[\\/]util-arity[\\/]/.test(line);
  if (failure.stack)
    failure.stack = failure.stack
      .split('\n')
      .filter((line) => !isOurs(line))
      .join('\n');
}

/** This file is required before all others that have such hooks, so that it has the last word. */
After(
  { name: 'no secret is in the report' },
  function (this: GauntletWorld, { result }: ITestCaseHookParameter) {
    if (result?.status === Status.SKIPPED) return;
    const failure = result?.message ? [{ what: 'the message of the failure', text: result.message }] : [];
    const violations = this.privacy.report([...this.said.parts, ...failure]);
    this.log(inWords(this.privacy.searched));
    if (violations.length > 0) throw new Violations(violations.map(reportHoldsNothing));
  },
);

const reportHoldsNothing = violation('whoever reads the report', 'no secret in it');
