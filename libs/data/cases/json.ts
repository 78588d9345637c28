/** Numbers and booleans as they are read, NaN where a value is missing; levels; or what is said of the column. */
type Expected = readonly number[] | readonly string[] | RegExp;

/** Members of JSON Lines as they are written, taken in turn, and what the column of them is read as. A case is a row. */
export const JSON_CASES: readonly (readonly [values: readonly string[], Expected])[] = [
  // Numbers in quotes are texts
  [['"1"', '"2"', '"3"'], /levels such as "1": numbers in quotes are texts: write them without/],
  [Array.from({ length: 60 }, (_, i) => `"${i}.5"`), /60 different texts .* numbers in quotes are/],
  [['"5"', '1', '2'], /numbers, and texts that look like numbers/],
  [['"1,5"', '"2,5"', '"3,5"'], /levels such as "1,5": numbers are read where/],
  [['"01"', '"1"', '"10"'], /numbers in quotes are texts/],
  // Missing
  [
    ['null', '1.5', '2'],
    [NaN, 1.5, 2],
  ],
  [
    ['""', '"NaN"', '"n/a"', '1'],
    [NaN, NaN, NaN, 1],
  ],
  [['null'], /no row has a value/],
  // Numbers
  [
    ['-0', '0.0', '1.5'],
    [0, 0, 1.5],
  ],
  [
    ['1E2', '1e-2', '100'],
    [100, 0.01, 100],
  ],
  [
    ['0.1000000000000000055511151231257827', '0.1', '3'],
    [0.1, 0.1, 3],
  ],
  [['1e309', '1', '2'], /"1e309" .* a number outside the range of float64/],
  [['1e-400', '1', '2'], /"1e-400" .* a number outside the range of float64/],
  [['9007199254740993', '1', '2'], /a whole number that float64 does not hold/],
  [['9007199254740993.0', '1', '2'], /a whole number that float64 does not hold/],
  [['9.007199254740993e15', '1', '2'], /a whole number that float64 does not hold/],
  [
    ['9007199254740993.0', '9007199254740993', '9007199254740992.00'],
    ['9007199254740992', '9007199254740993'],
  ],
  [
    ['9007199254740993', '9007199254740992'],
    ['9007199254740992', '9007199254740993'],
  ],
  [['"Infinity"', '1', '2'], /infinite numbers are not read/],
  // Booleans
  [
    ['true', 'false', 'null'],
    [1, 0, NaN],
  ],
  [
    ['"true"', 'true', 'false'],
    [1, 1, 0],
  ],
  [['true', '1', '0'], /booleans are read where all cells are of one pair/],
  [
    ['true', '"maybe"'],
    ['maybe', 'true'],
  ],
  // Texts
  [
    ['"\\u0041"', '"A"', '" A"', '"b"'],
    ['A', 'b'],
  ],
  [['"caf\\u00e9"', '"cafe\\u0301"', '"b"'], /differ invisibly/],
  // Moments, as in CSV
  [
    ['"2024-01-01T10:00:00+05:30"', '"2024-01-02T10:00Z"'],
    [19723.1875, 19724.416666666668],
  ],
  [['"2024-01-01T10:00:00"', '"2024-01-02T10:00Z"'], /have no zone and are read as UTC/],
  [['{"$date":"2024-01-01T00:00:00Z"}'], /found an object/],
  [['[1]'], /found a list of 1 item/],
];
