import type { Circumstances } from './failure';

/** What cucumber hands a hook: a scenario, and for one around a step the step. */
interface HookParameter {
  readonly pickle: { readonly name: string; readonly tags: readonly { readonly name: string }[] };
  readonly pickleStep?: { readonly text: string; readonly type?: string };
}

/** Where a scenario is: which it is, and which step is on. Hooks tell it, because cucumber tells steps nothing. */
export class Place {
  #scenario: Omit<Circumstances, 'people' | 'step'> = { scenario: '', tags: [] };
  #step: Circumstances['step'];

  /** Takes the first thing that a definition was called with. @returns true if it is a hook's. */
  note(parameter: unknown): boolean {
    if (!isHookParameter(parameter)) return false;
    const { pickle, pickleStep } = parameter;
    this.#scenario = { scenario: pickle.name, tags: pickle.tags.map(({ name }) => name) };
    this.#step = pickleStep && { text: pickleStep.text, isGiven: pickleStep.type === 'Context' };
    return true;
  }

  /** @param isHook what goes on around the steps is in none of them. */
  now(isHook: boolean): Omit<Circumstances, 'people'> {
    return isHook || !this.#step ? this.#scenario : { ...this.#scenario, step: this.#step };
  }
}

function isHookParameter(value: unknown): value is HookParameter {
  return typeof value === 'object' && value !== null && 'pickle' in value && 'gherkinDocument' in value;
}
