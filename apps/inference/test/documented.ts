/** Checks answers against the OpenAPI document that the service itself gives out. */
import Ajv2020 from 'ajv/dist/2020.js';
import { expect } from 'vitest';

import type { Answer, Client } from './client.ts';

/** Fails unless the answer to `method path` is as the document says. */
export type Documented = (method: string, path: string, answer: Answer) => void;

export async function documented(service: Client): Promise<Documented> {
  const document = (await service.send('GET', '/openapi.json')).json;
  const ajv = new Ajv2020.default({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'api');
  const validators = new Map<string, ReturnType<typeof ajv.compile>>();
  return (method, path, answer) => {
    const [type = ''] = (answer.headers['content-type'] ?? '').split(';');
    const escape = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');
    const place = [
      'paths',
      path,
      method.toLowerCase(),
      'responses',
      String(answer.status),
      'content',
      type,
      'schema',
    ];
    const reference = `api#/${place.map((part) => encodeURIComponent(escape(part))).join('/')}`;
    if (!validators.has(reference)) validators.set(reference, ajv.compile({ $ref: reference }));
    const validate = validators.get(reference)!;
    expect(validate(answer.json), `${answer.text} ${JSON.stringify(validate.errors)}`).toBe(true);
  };
}
