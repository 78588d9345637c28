/** What Lambda and API Gateway let through, in bytes and milliseconds. */

/** Lambda: an event or a result of a synchronous call, as JSON. */
export const MAX_PAYLOAD_BYTES = 6_291_456;

/** An answer's body as JSON text: the rest of the payload has room for its envelope. */
export const MAX_ANSWER_BYTES = MAX_PAYLOAD_BYTES - 16_384;

/** API Gateway's HTTP API: a request's body. */
export const MAX_GATEWAY_BODY_BYTES = 10_485_760;

/** API Gateway's HTTP API: how long it waits for an answer. */
export const GATEWAY_TIMEOUT_MS = 30_000;

/** How a package gets to Lambda: as the zip itself, or as a container image that is built from it. */
export type Packaging = 'zip' | 'image';

/**
 * What Lambda takes of each, bytes unpacked. Lambda's 50 MB for the zip itself hold only where it is sent in the
 * request; `apps/deploy` uploads it to S3. AWS's base image counts with the 10 GiB of an image; the largest model
 * file is 256 MiB, so that there is room for both.
 */
export const MAX_UNPACKED_BYTES = {
  zip: 262_144_000,
  image: 10_737_418_240,
} as const satisfies Record<Packaging, number>;
