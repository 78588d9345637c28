/**
 * The numbers of each distinct value, row by row.
 *
 * @param codes length rowCount: which value a row has; NaN has none
 * @param values row-major, `width` numbers for each distinct value
 * @returns `width` columns of length rowCount, NaN where a row has no value
 */
export function spreadValues(
  codes: Float64Array | Uint32Array,
  values: Float64Array,
  width: number,
): readonly Float64Array[] {
  return Array.from({ length: width }, (_, part) => {
    const column = new Float64Array(codes.length);
    for (let row = 0; row < codes.length; row++) {
      column[row] = values[codes[row]! * width + part] ?? NaN;
    }
    return column;
  });
}
