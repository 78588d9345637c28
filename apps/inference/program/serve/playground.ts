/** The playground's page, as static files from memory. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

import type { GatewayAnswer } from './gateway-answer.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** The page loads nothing from elsewhere, runs no code that is not in its files, and cannot be framed. */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'cache-control': 'no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** By path, such as `/` and `/assets/index.js`. Empty if the page was not built. */
export type Playground = ReadonlyMap<string, GatewayAnswer>;

export async function readPlayground(folder: string): Promise<Playground> {
  const pages = new Map<string, GatewayAnswer>();
  for (const path of await filesBelow(folder)) {
    const type = CONTENT_TYPES[extname(path)];
    if (type === undefined) continue; // source maps and the like are not served
    const answer = {
      status: 200,
      headers: { ...HEADERS, 'content-type': type },
      body: await readFile(path),
    };
    const url = `/${relative(folder, path).replaceAll(sep, '/')}`;
    pages.set(url, answer);
    if (url === '/index.html') pages.set('/', answer);
  }
  return pages;
}

async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
