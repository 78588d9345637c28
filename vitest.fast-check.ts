import fc from 'fast-check';

/**
 * Before every test file: random cases are the same in every run, so that a test which passed here passes
 * elsewhere. `FC_SEED=random` looks for new ones, `FC_SEED=<number>` for those of another seed.
 */
const DEFAULT_SEED = 2026;

const { FC_SEED: given } = process.env;
if (given !== 'random')
  fc.configureGlobal({ seed: given === undefined ? DEFAULT_SEED : Number(given) });
