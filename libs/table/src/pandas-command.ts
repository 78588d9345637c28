const TO_CSV = `to_csv('table.csv', index=False)`;

/** A command that reads a table with pandas, such as by `read_orc('FILE')`, and writes it again. Default: as CSV. */
export function pandasCommand(read: string, write = TO_CSV): string {
  return `python -c "import pandas; pandas.${read}.${write}"`;
}
