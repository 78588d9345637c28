/** A caller's own id of a request: the service logs it, and pages of other origins may send and read it. */
export const CORRELATION_HEADER = 'x-correlation-id';

/**
 * The origin of an address as browsers send it, or undefined of anything else: the scheme, the host in lower case, of
 * other scripts in Punycode, and a port that is not the usual one. An allowed origin that is written otherwise allows
 * nobody.
 */
export function originOf(address: string): string | undefined {
  const isAddress = /^https?:[^*,\s]*$/i.test(address) && URL.canParse(address);
  return isAddress ? new URL(address).origin : undefined;
}

/** What pages of an allowed origin may send beside what every page may: keys and signatures of authorizers too. */
export const CORS_HEADERS = [
  'authorization',
  'content-type',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
  'x-api-key',
  CORRELATION_HEADER,
] as const;
