import type { Forest } from './forest.ts';

/**
 * The forest that answers with its scores, before any link: the margins of boosted trees. Of two classes it is the
 * one score that decides.
 */
export function withoutLink(forest: Forest): Forest {
  const outputCount = forest.link.kind === 'binary-logistic' ? 1 : forest.outputCount;
  return { ...forest, outputCount, link: { kind: 'identity', factor: 1 } };
}
