import { LATEST_FILE } from './model-name.ts';

/**
 * The paths of models below the folder `artifacts`, with `/` between the parts:
 *
 * ```text
 * <name>/latest.json               {"version":"1.0.0"}: the version that was trained last
 * <name>/<version>/model.forest    and the other ARTIFACT_FILES
 * ```
 */
export const ARTIFACT_FILES = {
  /** The model itself: docs/model-format.md. */
  model: 'model.forest',
  /** Everything about the model that is not the model, with the date. */
  metadata: 'metadata.json',
  /** How good it is. */
  metrics: 'metrics.json',
  /** What the model learned, to look at: one page without network or script. */
  report: 'report.html',
  /** Purpose, limits and ethical notes, to be filled in. */
  card: 'model-card.md',
} as const;

/** The folder of all versions of a model. */
export function modelFolder(name: string): string {
  return name;
}

/** The folder of one version. */
export function versionFolder(name: string, version: string): string {
  return `${modelFolder(name)}/${version}`;
}

/** The file that names a model's latest version. */
export function latestPath(name: string): string {
  return `${modelFolder(name)}/${LATEST_FILE}`;
}
