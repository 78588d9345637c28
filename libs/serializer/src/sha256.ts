import { createHash } from 'node:crypto';

export const SHA256_BYTES = 32;

/** The SHA-256 of a whole model file, in hexadecimal: what `metadata.json` records and a service expects. */
export function modelSha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Two lower-case digits a byte. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
