import { isClassPrediction } from '@lambda-forest/api';
import type { IssueCode, Prediction, ProblemCode, RangeWarning } from '@lambda-forest/api';

/** What one request was about, collected while it is answered: what logs and metrics are made from. */
export class Observation {
  /** Answers by class, or under the empty name for quantities. */
  readonly predictions = new Map<string, number>();
  /** Values outside the training range, by feature. */
  readonly outOfRange = new Map<string, number>();
  /** Fields refused, by kind. */
  readonly issues = new Map<IssueCode, number>();
  /** Rows refused, those of a batch one by one. */
  rowsRefused = 0;
  /** Rows that got a prediction. */
  rowsAnswered = 0;
  problem: ProblemCode | undefined;
  /** The features of a single prediction as they were sent, by name, if they are to be logged. */
  features: object | undefined;

  addPrediction(prediction: Prediction, warnings: readonly RangeWarning[]): void {
    this.rowsAnswered++;
    increment(this.predictions, isClassPrediction(prediction) ? prediction.class_name : '');
    for (const { feature } of warnings) increment(this.outOfRange, feature);
  }

  /** The request was refused as a whole, so that no row was answered. */
  forgetRows(): void {
    this.predictions.clear();
    this.outOfRange.clear();
  }

  addIssues(issues: Iterable<{ readonly code: IssueCode }>): void {
    for (const { code } of issues) increment(this.issues, code);
  }
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
