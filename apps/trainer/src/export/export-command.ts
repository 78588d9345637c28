import { basename, dirname, resolve } from 'node:path';

import type { Shell } from '@lambda-forest/cli';
import { writeOnnx } from '@lambda-forest/interop';
import { inputColumns } from '@lambda-forest/schema';
import { count, formatInteger, printable, quote } from '@lambda-forest/text';

import { requireFolder, writeFiles } from '../files/write-files.ts';
import { loadModel } from '../models/load-model.ts';
import { PRODUCT_VERSION } from '../train/package-versions.ts';
import type { ExportOptions } from './export-options.ts';

const REMEDY = 'Name another file with --output.';

/**
 * Writes a model in another format.
 *
 * @throws {LambdaForestError} for what is the user's to mend
 */
export async function runExport(options: ExportOptions, shell: Shell): Promise<void> {
  const model = await loadModel(options.model, options['artifacts-dir']);
  const { schema, provenance } = model;
  const file = resolve(options.output ?? `${provenance.name}.onnx`);
  const [folder, name] = [dirname(file), basename(file)];
  await requireFolder(folder, [name], REMEDY);
  const naming = { name: provenance.name, producerVersion: PRODUCT_VERSION };
  const { bytes, outputs } = writeOnnx(model, naming, options.opset === '15' ? 15 : 21);
  await writeFiles(folder, { [name]: bytes }, REMEDY);
  const columns = inputColumns(schema);
  const dates = columns.filter(({ kind }) => kind === 'datetime').map((date) => quote(date.name));
  shell.say(
    ...[
      `Exported  ${provenance.name} ${provenance.version} as ONNX, opset ${options.opset}`,
      `Inputs    ${count(columns.length, 'column')}; an empty text or NaN is a missing value`,
      ...(dates.length > 0
        ? [
            `          of the dates ${dates.join(', ')}, their parts as numbers: no operator reads dates`,
          ]
        : []),
      `Outputs   ${outputs.join(', ')}`,
      `File      ${file}, ${formatInteger(bytes.length)} bytes`,
    ].map(printable),
  );
}
