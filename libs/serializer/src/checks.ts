/**
 * Whether the decoder checks what it reads. The service's bundle is built with this as `false`
 * (apps/inference/build/trusted-model.cjs): packaging decoded the same file with every check, and the hash that
 * the service expects says that it is the same one. What a hash can say is checked there too.
 */
export const CHECKS = true as boolean;
