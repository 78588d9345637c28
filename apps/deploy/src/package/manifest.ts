import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What `inference:package` says of the package that it wrote: `manifest.json` beside `function.zip`. */
export const manifestSchema = z.object({
  /** The model's name. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  /** The model's version. */
  version: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  model: z.object({
    /** Of the model file inside, lower-case hexadecimal. */
    sha256,
    /** Of that file. */
    bytes: z.int().min(1),
  }),
  zip: z.object({
    /** Of `function.zip`, lower-case hexadecimal. */
    sha256,
    /** Of `function.zip`. */
    bytes: z.int().min(1),
  }),
  /** What Lambda calls: file and name, `handler.handler`. */
  handler: z
    .string()
    .regex(/^[\w./-]+\.\w+$/)
    .default('handler.handler'),
});

export type PackageManifest = z.output<typeof manifestSchema>;
