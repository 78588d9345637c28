import { createProjectGraphAsync, readCachedProjectGraph } from '@nx/devkit';

/**
 * Makes sure that Nx has its project graph on disk. Without one, `@nx/enforce-module-boundaries` prints a
 * warning and lets every import pass, so a bare `eslint` right after a clone would be green for nothing.
 *
 * Nx itself loads the ESLint configuration while it makes the graph; then there is nothing to do.
 */
export async function ensureProjectGraph() {
  if ('NX_GRAPH_CREATION' in globalThis) return;
  try {
    readCachedProjectGraph();
  } catch {
    await createProjectGraphAsync({ exitOnError: false });
  }
}
