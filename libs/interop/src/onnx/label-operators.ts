/** Operators behind the labels: each changes what a class is called. */
import { constantsOf } from './answer-operators.ts';
import { refused } from './attributes.ts';
import type { Attributes } from './attributes.ts';
import { STRING } from './proto.ts';
import type { Inputs, LabelsValue, Operators } from './values.ts';

export const LABEL_OPERATORS: Operators<LabelsValue> = {
  Identity: (input) => input,
  Cast: (input, attributes) => {
    attributes.ignore('to', 'saturate', 'round_mode');
    return input;
  },
  Reshape: (input, attributes) => {
    attributes.ignore('allowzero');
    return input;
  },
  Squeeze: (input, attributes) => {
    attributes.ignore('axes');
    return input;
  },
  Gather: (input, attributes, inputs) => {
    attributes.ignore('axis');
    return named(input, attributes, inputs);
  },
  ArrayFeatureExtractor: named,
  LabelEncoder: (input, attributes) => {
    const keys = attributes.wholes('keys_int64s').map(String);
    const values = attributes.texts('values_strings');
    attributes.ignore('default_string');
    const classes = input.classes?.map((label) => values[keys.indexOf(label)]);
    if (!classes?.every((label) => label !== undefined)) throw refused(attributes);
    return { ...input, classes };
  },
};

/** Labels are places in a list of names. */
function named(input: LabelsValue, attributes: Attributes, inputs: Inputs): LabelsValue {
  const [list] = constantsOf(inputs);
  if (list === undefined) throw refused(attributes);
  const { type, texts, numbers } = list.tensor;
  const names = type === STRING ? texts : numbers.map(String);
  const classes = input.classes?.map((label) => names[Number(label)]);
  if (!classes?.every((label) => label !== undefined)) throw refused(attributes);
  return { ...input, classes };
}
