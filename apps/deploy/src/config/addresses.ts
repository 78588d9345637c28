/** What is wrong with an address of the configuration, as the end of "found ..."; undefined if nothing is. */

/** Letters, digits and dashes between dots, none at the ends of a label; the last label is not a number. */
const DOMAIN =
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

export function domainMistake(text: string): string | undefined {
  if (DOMAIN.test(text)) return undefined;
  const near = hostOf(text);
  return `expected a domain such as "${near ?? 'predict.example.com'}"`;
}

export function httpsMistake(text: string): string | undefined {
  const isAddress = URL.canParse(text) && /^https:\/\/[^\s?#]+$/.test(text);
  if (!isAddress) return 'expected an address that begins with https://';
  // The gateway adds this itself to what tokens have as `iss`.
  return text.includes('/.well-known/') ? 'expected it without "/.well-known/..."' : undefined;
}

/** For API Gateway each of them is a pattern; a star anywhere else matches nothing. */
const ALL_ORIGINS: ReadonlySet<string> = new Set(['*', 'https://*', 'http://*']);

/**
 * A browser sends the scheme, the host in lower case (of other scripts in Punycode) and a port that is not the
 * usual one. The gateway compares texts: another spelling allows nobody.
 */
export function originMistake(text: string): string | undefined {
  if (ALL_ORIGINS.has(text)) return undefined;
  const origin = /^https?:/i.test(text) && URL.canParse(text) ? new URL(text).origin : undefined;
  if (origin !== undefined && origin === text && !text.includes('*')) return undefined;
  const isStar = text.includes('*');
  const example = origin === undefined || isStar ? 'https://example.com' : origin;
  return isStar
    ? `expected each origin by itself, such as "${example}", or "*" for all: a star is no part of an origin`
    : `expected an origin as browsers send it, such as "${example}", or "*"`;
}

function hostOf(text: string): string | undefined {
  const address = text.includes('://') ? text : `https://${text}`;
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return DOMAIN.test(host) ? host : undefined;
}
