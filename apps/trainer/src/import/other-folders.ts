import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { UsageError } from '@lambda-forest/cli';

/** What MLflow's description calls the model's file, those of one library first. */
const MLFLOW_FILE =
  /^\s*(?:pickled_model|lgb_model|xgb_model|cb_model|model_path|model_file|data):\s*["']?([^"'\s]+)/m;

/** Files that are models by themselves. */
const MODEL_FILE = /\.(json|ubj|txt|pkl|pickle|joblib|skops|onnx)$/;

/**
 * Of a folder that is not one of YDF.
 *
 * @param names of its files
 * @throws {UsageError} with what to name instead, where that is known
 */
export async function refuseOtherFolder(folder: string, names: readonly string[]): Promise<void> {
  const has = (name: string) => names.includes(name);
  if (has('MLmodel')) {
    const text = await readFile(join(folder, 'MLmodel'), 'utf8');
    const file = MLFLOW_FILE.exec(text)?.[1];
    throw new UsageError(
      'Found a folder of MLflow, expected the model in it.',
      file === undefined
        ? 'Name the model file that its MLmodel names.'
        : `Name ${join(folder, file)}.`,
    );
  }
  if (has('saved_model.pb')) {
    throw new UsageError(
      'Found a SavedModel of TensorFlow, expected the model of YDF in it.',
      `Name ${join(folder, 'assets')}; networks are not read.`,
    );
  }
  if (has('metadata') && (has('data') || has('stages') || has('treesMetadata'))) {
    throw new UsageError(
      'Found a model of Spark, which is not read.',
      'Export it with convert_sparkml of onnxmltools, and import that file.',
    );
  }
  const [model] = names.filter((name) => MODEL_FILE.test(name));
  if (model === undefined) return;
  throw new UsageError(
    'Found a folder, expected the model in it.',
    `Name its file, such as ${join(folder, model)}.`,
  );
}
