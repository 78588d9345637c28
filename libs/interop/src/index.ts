export { isAskedAsBoolean, withBooleans } from './booleans.ts';
export { ForeignModelError, UnsayableModelError } from './errors.ts';
export { MAX_LEVELS } from './foreign-model.ts';
export type {
  ForeignCategory,
  ForeignColumn,
  ForeignModel,
  ReadingChoice,
} from './foreign-model.ts';
export { MAX_FOREIGN_BYTES, readForeignFolder, readForeignModel } from './read-model.ts';
export { YDF_FILE as FOREIGN_FOLDER_FILE } from './ydf/folder.ts';
export { writeOnnx } from './onnx/write/write-onnx.ts';
export { ARRAY_START_BYTES, isArrayFile, readArrayFile } from './numpy/array-file.ts';
export type { ArrayTable } from './numpy/array-file.ts';
