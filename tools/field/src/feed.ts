/**
 * Sends events into the handler as Lambda would, and prints what each is answered with:
 *
 *     node feed.ts FOLDER_OF_A_MODEL NAME EVENT.json...
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { openApiDocument } from '@lambda-forest/api/openapi';
import { decodeModel } from '@lambda-forest/serializer';

const BUNDLE = join(import.meta.dirname, '../../../dist/apps/inference/handler.cjs');
const CONTEXT = { awsRequestId: 'request', functionName: 'field' };

const [model = '', name = '', ...events] = process.argv.slice(2);
process.env['AWS_LAMBDA_FUNCTION_NAME'] = CONTEXT.functionName;

const folder = mkdtempSync(join(tmpdir(), 'field-feed-'));
try {
  const bytes = readFileSync(join(model, 'model.forest'));
  const handlerPath = join(folder, 'handler.cjs');
  copyFileSync(BUNDLE, handlerPath);
  writeFileSync(join(folder, 'model.forest'), bytes);
  const document = openApiDocument(decodeModel(bytes).schema, { name, version: '1' });
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
  const { handler } = (await import(pathToFileURL(handlerPath).href)) as {
    handler: (event: unknown, context: object) => Promise<unknown>;
  };
  for (const event of events) {
    const id = basename(event, '.json');
    try {
      const answer = await handler(JSON.parse(readFileSync(event, 'utf8')), CONTEXT);
      const { statusCode, status } = answer as Record<string, string | number | undefined>;
      console.log(`${id}: ${statusCode ?? status ?? ''} ${JSON.stringify(answer)}`);
    } catch (error) {
      console.log(`${id}: ${String(error)}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
