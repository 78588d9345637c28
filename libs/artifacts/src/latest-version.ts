import { LatestVersionError } from './errors.ts';
import { isModelName } from './model-name.ts';

/** The content of `latest.json`. */
export function latestText(version: string): string {
  return `${JSON.stringify({ version })}\n`;
}

/**
 * The version that a `latest.json` names.
 *
 * @throws {LatestVersionError} if it names none
 */
export function parseLatest(text: string): string {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new LatestVersionError(error);
  }
  if (typeof content === 'object' && content !== null && 'version' in content) {
    const { version } = content;
    if (typeof version === 'string' && isModelName(version)) return version;
  }
  throw new LatestVersionError();
}
