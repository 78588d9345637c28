import type { Dataset, Table } from '@lambda-forest/data';
import type {
  ClassificationIntervals,
  ClassificationMetrics,
  MetricName,
  RegressionIntervals,
  RegressionMetrics,
} from '@lambda-forest/evaluator';
import type { Schema } from '@lambda-forest/schema';

/** Everything that a report shows. Plain values: nothing is computed from a forest here. */
export interface ReportInput {
  readonly model: ModelFacts;
  /** What the model's training rows were like. */
  readonly schema: Schema;
  /** The metric that leads: of folds, and of the rows when a feature is shuffled. */
  readonly metric: MetricName;
  readonly evaluation: Evaluation;
  /** Findings of the training. Absent if a saved model is evaluated. */
  readonly training?: TrainingFindings;
  readonly explanation: Explanation;
}

/** What a model is, where it comes from and how to recognise it. */
export interface ModelFacts {
  readonly name: string;
  readonly version: string;
  readonly lambdaForest: string;
  /** Whether its trees are averaged or added up, or some and the others. */
  readonly learner: 'forest' | 'boosting' | 'blend';
  /** Trained by another library: which rows it was trained on, and how, is unknown. */
  readonly isImported: boolean;
  readonly engine: { readonly name: string; readonly version: string };
  /** Options by their names in snake_case. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly data: { readonly source: string; readonly sha256: string; readonly rows: number };
  readonly split: {
    readonly testSize: number;
    readonly trainRows: number;
    readonly testRows: number;
    readonly stratified: boolean;
    readonly folds: number;
    /** How the test rows were chosen, if neither by class in classification nor at random in regression. */
    readonly kind?: 'stratified' | 'random' | 'time' | 'group' | 'file';
    /** The column of times or groups. */
    readonly column?: string;
  };
  readonly file: { readonly name: string; readonly sha256: string; readonly bytes: number };
  readonly trees: number;
  readonly nodes: number;
}

/** Scores for rows whose truth is known. */
export interface Evaluation {
  /** What the rows are called in a sentence, such as `the test rows`. */
  readonly rowsName: string;
  /** In original units. */
  readonly dataset: Dataset;
  /** n indices into the dataset, at least one. */
  readonly rows: Uint32Array;
  /** The places of the dataset's rows in its files. */
  readonly table: Pick<Table, 'lines' | 'parts'>;
  /** n rows of outputCount numbers, row-major. */
  readonly scores: Float64Array;
  readonly metrics: ClassificationMetrics | RegressionMetrics;
  /** Of the metrics; absent if they would have taken too long. */
  readonly intervals?: ClassificationIntervals | RegressionIntervals;
  /** Of a quantity: the share of true values within the middle 80 % of the trees' answers. Absent below ten trees. */
  readonly intervalCoverage?: number;
}

export interface TrainingFindings {
  /** What the learner was chosen from. Absent where there was nothing to choose. */
  readonly choice?: ChoiceFindings;
  /** The formats of the table's files, such as `CSV separated by ";", UTF-8`: each once. */
  readonly formats: readonly string[];
  /** Columns that were not learned from, and the reason in words. */
  readonly leftOut: readonly { readonly column: string; readonly why: string }[];
  readonly crossValidation: {
    /** The metric of each fold, null where it is not defined. */
    readonly scores: readonly (number | null)[];
    readonly mean: number | null;
    readonly standardDeviation: number | null;
  };
  /** The metric of the trees that had not seen a row. Absent without bootstrap. */
  readonly outOfBagScore?: number | null;
  /** By increasing number of trees. Absent without bootstrap. */
  readonly outOfBagCurve?: OutOfBagCurve;
}

/** Candidates, the simplest first, one of them chosen. */
export interface ChoiceFindings {
  /** What was compared, such as `log-loss`. */
  readonly loss: string;
  readonly candidates: readonly {
    readonly learner: string;
    /** In words: those that tell it from others of its learner. */
    readonly options: string;
    readonly isChosen: boolean;
    /** Mean of the held-out rows of so many folds. */
    readonly loss: number;
    readonly folds: number;
    /** Above the chosen one's loss on the same rows. */
    readonly difference: number;
    readonly standardError: number;
  }[];
}

export interface OutOfBagCurve {
  /** Error: 1 - accuracy, or RMSE. */
  readonly points: readonly { readonly trees: number; readonly error: number }[];
  /** Training rows that were scored. */
  readonly rows: number;
  readonly allRows: number;
}

/** How much a model needs each column, the most important first: by permutation where it was measured. */
export interface Importances {
  readonly columns: readonly {
    /** As given: all parts of a date, or all words of a text, are one column. */
    readonly name: string;
    /** Its features, by their indices. */
    readonly features: readonly number[];
    /** Its share of the decrease in impurity. Absent for a saved model, which does not keep it by feature. */
    readonly impurity?: number;
    /** How much worse the metric is when the column is shuffled. Absent for columns that were not shuffled. */
    readonly permutation?: { readonly mean: number; readonly deviation: number };
  }[];
  /** How columns were shuffled, and of how many of the evaluated rows. Absent if they were not. */
  readonly permutation?: { readonly repeats: number; readonly rows: number };
}

/** Why the model answers as it does. */
export interface Explanation {
  readonly importances: Importances;
  /** Of each column the feature that matters most, the most important column first. */
  readonly leading: readonly number[];
  /** Of the features that matter most, the most important first. */
  readonly partialDependence: readonly {
    readonly feature: number;
    /** Features that were set along with it because they carry the same information, such as the year of a day. */
    readonly together?: readonly number[];
    /** Values of the feature in original units; for a category indices of levels. */
    readonly grid: ArrayLike<number>;
    /** One row of outputCount numbers for each value, row-major. */
    readonly mean: ArrayLike<number>;
  }[];
  /** What partial dependence was averaged over. */
  readonly partialDependenceRows: {
    /** In a sentence, such as `training rows`. */
    readonly name: string;
    /** Indices into the dataset. */
    readonly rows: Uint32Array;
  };
}
