/**
 * What folders such as `year=2024` say, which Hive, Spark and Arrow write in the place of a column.
 *
 * @param path of a file
 * @returns names with their values, from the outermost folder on
 */
export function folderValues(path: string): readonly (readonly [name: string, value: string])[] {
  return [...path.matchAll(/([^\\/=]+)=([^\\/]*)[\\/]/g)].map(([, name, value]) => [name!, value!]);
}
