import { randomUUID } from 'node:crypto';
import { type ForwardedAnswer, type ForwardedRequest, Unreachable } from './places';

/** How long another node may take to answer, milliseconds. */
const ANSWER_WITHIN_MS = 20_000;

/** What one node asks of another, and the answers. */
export type Question =
  | { readonly kind: 'request'; readonly id: string; readonly request: ForwardedRequest }
  | { readonly kind: 'answer'; readonly id: string; readonly answer: ForwardedAnswer | null };

/** What other nodes may ask of this one. */
export interface Home {
  answer(request: ForwardedRequest): Promise<ForwardedAnswer>;
}

interface Waiting {
  readonly node: string;
  settle(answer: ForwardedAnswer | null | Unreachable): void;
}

/** Questions to other nodes that wait for an answer, and answers to theirs. */
export class Requests {
  readonly #waiting = new Map<string, Waiting>();

  constructor(
    private readonly say: (node: string, question: Question) => void,
    private readonly home: Home,
  ) {}

  /** Has another node answer an HTTP request. @throws Unreachable if it does not. */
  async forward(node: string, request: ForwardedRequest): Promise<ForwardedAnswer> {
    const answer = await this.#ask(node, { kind: 'request', id: randomUUID(), request });
    if (answer === null) throw new Unreachable(node);
    return answer;
  }

  /** Takes in a question of another node, or its answer. */
  hear(from: string, question: Question): void {
    const { id } = question;
    const answer = (given: ForwardedAnswer | null) => this.say(from, { kind: 'answer', id, answer: given });
    switch (question.kind) {
      case 'answer':
        this.#waiting.get(id)?.settle(question.answer);
        break;
      case 'request':
        this.home.answer(question.request).then(answer, () => answer(null));
        break;
    }
  }

  /** A node is gone: nobody waits for its answers any more. */
  lose(node: string): void {
    for (const waiting of [...this.#waiting.values()])
      if (waiting.node === node) waiting.settle(new Unreachable(node));
  }

  loseAll(): void {
    for (const { node, settle } of [...this.#waiting.values()]) settle(new Unreachable(node));
  }

  #ask(node: string, question: Question): Promise<ForwardedAnswer | null> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => settle(new Unreachable(node)), ANSWER_WITHIN_MS);
      const settle = (answer: ForwardedAnswer | null | Unreachable) => {
        clearTimeout(patience);
        this.#waiting.delete(question.id);
        if (answer instanceof Unreachable) reject(answer);
        else resolve(answer);
      };
      this.#waiting.set(question.id, { node, settle });
      this.say(node, question);
    });
  }
}
