/**
 * Names that mean something to us, to the answers that we write, or to every object of JavaScript. A table may have them
 * all the same: as a level, a class, a group and a column. A new one is a row here.
 */
export const RESERVED_NAMES: readonly string[] = [
  // the level for all others, and what it is called beside one of that name
  '(other)',
  '(other 2)',
  // members and columns of answers
  'prediction',
  'class_name',
  'error',
  'errors',
  'warnings',
  'probabilities',
  'probability_prediction',
  'interval_lower',
  'interval',
  // members of requests
  'features',
  'instances',
  'inputs',
  'input-0',
  // features that are made of a text and of a column of names, or nearly of a date
  'text.word',
  'who.mean',
  'date_year',
  'date.hour',
  // metrics and their dimensions
  'accuracy',
  'service',
  'macro avg',
  'missing',
  'none',
  // members of every object, and of every list
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '0',
];

/** Features that are made of a date. As levels, they would be more than are told apart one by one. */
export const DATE_NAMES: readonly string[] = ['date.days', 'date.month', 'date.weekday'];
