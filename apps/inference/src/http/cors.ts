import { CORRELATION_HEADER, CORS_HEADERS } from '@lambda-forest/api';

import { allowedMethods } from '../router.ts';
import type { HttpRequest } from './request.ts';

/** How long a browser may remember what it was allowed. */
const MAX_AGE_SECONDS = '600';

/**
 * The headers that let a page of another origin read the answer: none unless its origin is allowed.
 *
 * @param origins allowed ones, or `*`
 */
export function corsHeaders(
  { header, method, route }: HttpRequest,
  origins: readonly string[],
): Readonly<Record<string, string>> {
  if (origins.length === 0) return {};
  const origin = header('origin');
  const isOpen = origins.includes('*');
  if (!isOpen && !origins.includes(origin)) return { vary: 'origin' };
  return {
    'access-control-allow-origin': isOpen ? '*' : origin,
    ...(!isOpen && { vary: 'origin' }),
    'access-control-expose-headers': CORRELATION_HEADER,
    ...(method === 'OPTIONS' && {
      'access-control-allow-methods': route ? allowedMethods(route) : '',
      'access-control-allow-headers': CORS_HEADERS.join(),
      'access-control-max-age': MAX_AGE_SECONDS,
    }),
  };
}
