import type { FieldCase } from '../field-case.ts';
import { CSV_CASES } from './csv.ts';
import { DEPLOYMENT_CASES } from './deployment.ts';
import { SERVICE_CASES } from './service.ts';
import { TRAINING_CASES } from './training.ts';
import { TYPED_CASES } from './typed.ts';

/** Every case, in the order in which they run. A list of its own for each matter. */
export const CASES: readonly FieldCase[] = [
  ...CSV_CASES,
  ...TYPED_CASES,
  ...TRAINING_CASES,
  ...SERVICE_CASES,
  ...DEPLOYMENT_CASES,
];
