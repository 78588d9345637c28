import { quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import type { OnnxAttribute, OnnxNode } from './proto.ts';
import { tensorOf, textOf } from './tensors.ts';
import type { Tensor } from './tensors.ts';

/** What a message calls a node. */
export function nameOf({ name = '', operator = '', outputs }: OnnxNode): string {
  return `the node ${quote(name || (outputs[0] ?? ''))} (${quote(operator)})`;
}

/** The attributes of a node, each asked for by its name. What nobody has asked for is refused in the end. */
export class Attributes {
  readonly node: OnnxNode;
  readonly #left: Map<string, OnnxAttribute>;

  /** @throws {ForeignModelError} for an attribute that occurs twice, or stands for another's */
  constructor(node: OnnxNode) {
    this.node = node;
    this.#left = new Map(node.attributes.map((attribute) => [attribute.name ?? '', attribute]));
    const isPlain = node.attributes.every(({ reference }) => reference === undefined);
    if (this.#left.size !== node.attributes.length || !isPlain)
      throw damaged(`Found an attribute twice, or by reference, in ${nameOf(node)}.`);
  }

  has(name: string): boolean {
    return this.#left.has(name);
  }

  whole(name: string, fallback: number): number {
    const attribute = this.#take(name);
    return attribute === undefined ? fallback : (attribute.int ?? 0);
  }

  number(name: string, fallback: number): number {
    const attribute = this.#take(name);
    return attribute === undefined ? fallback : (attribute.float ?? 0);
  }

  text(name: string, fallback: string): string {
    const text = this.#take(name)?.text;
    return text === undefined ? fallback : textOf(text);
  }

  wholes(name: string): readonly number[] {
    return this.#take(name)?.ints ?? [];
  }

  numbers(name: string): readonly number[] {
    return this.#take(name)?.floats ?? [];
  }

  texts(name: string): readonly string[] {
    return this.#take(name)?.texts.map(textOf) ?? [];
  }

  tensor(name: string): Tensor | undefined {
    const tensor = this.#take(name)?.tensor;
    return tensor && tensorOf(tensor, `${name} of ${nameOf(this.node)}`);
  }

  /** Attributes that decide nothing. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.#left.delete(name);
  }

  /** @throws {ForeignModelError} for an attribute that was not asked for */
  end(): void {
    const [unknown] = this.#left.keys();
    if (unknown === undefined) return;
    throw new ForeignModelError(
      `Found the attribute ${quote(unknown)} of ${nameOf(this.node)}, which is not read.`,
      'Import the model from a file of the library that trained it.',
    );
  }

  #take(name: string): OnnxAttribute | undefined {
    const attribute = this.#left.get(name);
    this.#left.delete(name);
    return attribute;
  }
}

/** Of an operator that is not folded. */
export function refused(attributes: Attributes): ForeignModelError {
  return new ForeignModelError(
    `Found ${nameOf(attributes.node)} in the graph, which trees cannot take over exactly.`,
    'Convert the model without that step and make it before the request, or import a file of the library that trained it.',
  );
}
