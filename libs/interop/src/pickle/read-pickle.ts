/**
 * Reads a pickle as data, protocols 2 to 5 (Lib/pickletools.py): a stack machine whose calls are written down instead of
 * made. A name that is not known is refused before anything depends on it.
 */
import { formatInteger } from '@lambda-forest/text';

import { code, INSTRUCTIONS } from './instructions.ts';
import { byteLengthOf } from './nd-array.ts';
import { PickleReader } from './pickle-reader.ts';
import { MAX_CONTAINERS, PickleStack } from './pickle-stack.ts';
import { nameOf } from './values.ts';
import type { Made, PickleValue } from './values.ts';

/** Instructions of a pickle, those of pickles in it included. */
const MAX_STEPS = 100_000_000;

/** joblib writes one pickle inside another, and no more. */
const MAX_DEPTH = 4;

const STOP = code('.');
const BUILD = code('b');

/** What is left for pickles inside each other. */
interface Budget {
  steps: number;
  containers: number;
}

/** @throws {ForeignModelError} for bytes that are no pickle, are cut off, or name something unknown */
export function readPickle(bytes: Uint8Array): PickleValue {
  const budget = { steps: MAX_STEPS, containers: MAX_CONTAINERS };
  return run(new PickleReader(bytes), budget, 0);
}

/** @param depth of pickles inside each other */
function run(reader: PickleReader, budget: Budget, depth: number): PickleValue {
  if (depth > MAX_DEPTH) throw reader.refuse(`more than ${MAX_DEPTH} pickles in each other`);
  const stack = new PickleStack(reader, budget);
  while (budget.steps-- > 0) {
    const read = reader.byte();
    if (read === STOP) return stack.pop();
    if (read === BUILD) {
      const made = stack.setState();
      if (nameOf(made.by) !== 'joblib.numpy_pickle.NumpyArrayWrapper') continue;
      stack.pop();
      stack.push(readBeside(made, reader, budget, depth));
      continue;
    }
    const instruction = INSTRUCTIONS[read];
    if (instruction === undefined) throw reader.refuse(`the instruction ${read}`);
    instruction(stack, reader);
  }
  throw reader.refuse(`more than ${formatInteger(MAX_STEPS)} instructions`);
}

/** joblib writes the numbers of an array right behind what describes it, or one of objects as a pickle of its own. */
function readBeside(
  { state }: Made,
  reader: PickleReader,
  budget: Budget,
  depth: number,
): PickleValue {
  if (!(state instanceof Map)) throw reader.refuse('an array without a description');
  const wrapper: ReadonlyMap<PickleValue, PickleValue> = state;
  const length = byteLengthOf(wrapper);
  return length === undefined
    ? run(reader, budget, depth + 1)
    : { kind: 'raw-array', wrapper, bytes: reader.arrayBytes(wrapper, length) };
}
