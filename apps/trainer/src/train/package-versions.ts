import { readFileSync } from 'node:fs';

interface PackageFile {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The libraries whose packages take part in computing a model. */
const COMPUTING = ['schema', 'table', 'data', 'histogram', 'training', 'evaluator', 'serializer'];

/** This product's version. */
export const PRODUCT_VERSION = readPackage('../../package.json').version;

/**
 * Versions of everything that may change what training computes, by package name. Dependencies are pinned, so
 * what a library declares is what is installed.
 */
export function packageVersions(): Readonly<Record<string, string>> {
  const declared = COMPUTING.flatMap((library) =>
    Object.entries(readPackage(`../../../../libs/${library}/package.json`).dependencies ?? {}),
  );
  const others = declared
    .filter(([name]) => !name.startsWith('@lambda-forest/'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    'lambda-forest': PRODUCT_VERSION,
    node: process.versions.node,
    ...Object.fromEntries(others),
  };
}

function readPackage(location: string): PackageFile {
  return JSON.parse(readFileSync(new URL(location, import.meta.url), 'utf8')) as PackageFile;
}
