/** A caller's own id of a request: the service logs it, and pages of other origins may send and read it. */
export const CORRELATION_HEADER = 'x-correlation-id';

/** What pages of an allowed origin may send beside what every page may. */
export const CORS_HEADERS = ['content-type', CORRELATION_HEADER] as const;
