import { originOf } from '@lambda-forest/api';

/** What is wrong with an address of the configuration, as the end of "found ..."; undefined if nothing is. */

/** Letters, digits and dashes between dots, none at the ends of a label; the last label is not a number. */
const DOMAIN =
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/** Names that AWS gives away itself, of which nobody else can have a certificate. */
const AMAZON = /\.(amazonaws\.(com|com\.cn|eu)|cloudfront\.(net|cn)|(api|on)\.aws)$/;

export function domainMistake(text: string): string | undefined {
  if (AMAZON.test(text)) return 'expected a domain of your own';
  if (DOMAIN.test(text)) return undefined;
  const near = hostOf(text);
  return `expected a domain such as "${near ?? 'predict.example.com'}"`;
}

export function httpsMistake(text: string): string | undefined {
  const isAddress = URL.canParse(text) && /^https:\/\/(?!.*[?#])[!-~]+$/.test(text);
  if (!isAddress) {
    return 'expected an address that begins with https://, in ASCII and without a query';
  }
  // The gateway adds this itself to what tokens have as `iss`.
  if (/\/\.well-known(\/|$)/.test(text)) return 'expected it without "/.well-known/..."';
  // It fetches the keys over the internet: neither from this machine nor from a private network.
  const { hostname, username } = new URL(text);
  const isReachable = DOMAIN.test(hostname) && !PRIVATE.test(hostname) && username === '';
  return isReachable ? undefined : 'expected an address on the internet, without a user';
}

/** The last labels of names that nobody finds on the internet (RFC 6761, 6762, 7686, 8375, and ICANN's .internal). */
const PRIVATE =
  /\.(corp|home|home\.arpa|internal|intranet|invalid|lan|local|localdomain|localhost|onion|test)$/;

/** Of an address of e-mail: RFC 5321. */
const MAX_EMAIL_LENGTH = 254;

/** As SNS takes them: ASCII, without quotes, no dots at the ends of what is before the `@`, and no two in a row. */
export function emailMistake(text: string): string | undefined {
  const [, domain = ''] = /^(?!\.|.*\.[.@])[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([^@]+)$/.exec(text) ?? [];
  const host = domain.toLowerCase();
  if (!DOMAIN.test(host) || text.length > MAX_EMAIL_LENGTH) return 'expected an e-mail address';
  return PRIVATE.test(host) ? 'expected an e-mail address on the internet' : undefined;
}

/** For API Gateway each of them is a pattern; a star anywhere else matches nothing. */
const ALL_ORIGINS: ReadonlySet<string> = new Set(['*', 'https://*', 'http://*']);

export function originMistake(text: string): string | undefined {
  if (ALL_ORIGINS.has(text)) return undefined;
  const origin = originOf(text);
  if (origin === text) return undefined;
  const example = origin ?? 'https://example.com';
  return text.includes('*')
    ? `expected each origin by itself, such as "${example}", or "*" for all: a star is no part of an origin`
    : `expected an origin as browsers send it, such as "${example}", or "*"`;
}

function hostOf(text: string): string | undefined {
  const address = text.includes('://') ? text : `https://${text}`;
  const host = URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : '';
  return DOMAIN.test(host) ? host : undefined;
}
