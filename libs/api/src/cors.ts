/** A caller's own id of a request: the service logs it, and pages of other origins may send and read it. */
export const CORRELATION_HEADER = 'x-correlation-id';

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
