import type { ByteSource, ParquetFile } from './parquet-file.ts';

/**
 * Opens a Parquet file, which is read a group of rows and a column at a time. Most tables are text: what reads this
 * one is loaded now.
 *
 * @throws {DataValidationError} for a file that is not Parquet, or is damaged
 */
export async function openParquet(source: string, file: ByteSource): Promise<ParquetFile> {
  const { readFooter } = await import('./parquet-file.ts');
  return readFooter(source, file);
}
