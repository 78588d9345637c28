import { LambdaForestError } from '@lambda-forest/text';

/** One thing that is wrong with the data, and where a person finds it. */
export interface DataIssue {
  /** The file, where there are several. */
  readonly source?: string;
  /** Line of the file on which the row starts, from 1 (the header's). Absent if no single row is at fault. */
  readonly row?: number;
  /** How many rows below it have the same issue. Default none. */
  readonly alike?: number;
  /** Name of the column, or its number from 1 if it has none. Absent if no single column is at fault. */
  readonly column?: string;
  /** The cell or class at fault, as the file has it. */
  readonly value?: string;
  /** What was found and what was expected, without the place. */
  readonly message: string;
}

export interface DataValidationDetails {
  /** How to fix it, in the imperative. */
  readonly remedy: string;
  /** The first issues, in the order in which they were found. Default none. */
  readonly issues?: readonly DataIssue[];
  /** All rows and places with an issue, with those that `issues` leaves out. Default the length of `issues`. */
  readonly issueCount?: number;
  /** The problem without the issues. Default: the problem. */
  readonly headline?: string;
  readonly cause?: unknown;
}

/** Thrown for data that cannot be trained on: a malformed file, a bad cell, too few rows or classes. */
export class DataValidationError extends LambdaForestError {
  /** At most MAX_ISSUES, each with its row and column; the message names the first few. */
  readonly issues: readonly DataIssue[];
  /** How many rows and places have an issue, in all. */
  readonly issueCount: number;
  /** What to print above a list of the issues: how many there are, where, and what to do. */
  readonly headline: string;

  constructor(problem: string, details: DataValidationDetails) {
    super('DATA_INVALID', problem, details);
    this.issues = details.issues ?? [];
    this.issueCount = details.issueCount ?? this.issues.length;
    this.headline = `${details.headline ?? problem} ${details.remedy}`;
  }
}

/** Thrown for a packed file that cannot be unpacked to its end. */
export class PackedFileError extends LambdaForestError {
  /** @param fault the code that unpacking ended with */
  constructor(source: string, fault: string, cause?: unknown) {
    super(
      'FILE_DAMAGED',
      `Found ${source} compressed and damaged or cut off (${fault}), expected a whole file.`,
      {
        remedy: 'Get the file again, or unpack it.',
        cause,
      },
    );
  }
}
