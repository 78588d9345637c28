/** Something about a table that a person should look at. */
export interface Suspicion {
  /** What programs compare. */
  readonly code:
    | 'duplicate-rows'
    | 'contradicting-rows'
    | 'leak'
    | 'class-imbalance'
    | 'rare-class'
    | 'mostly-missing'
    | 'similar-levels'
    | 'look-alike-levels'
    | 'marker-levels'
    | 'leading-zeros'
    | 'trailing-zeros'
    | 'exponents'
    | 'day-numbers'
    | 'mixed-zones'
    | 'marker-numbers'
    | 'row-numbers'
    | 'swallowed-rows'
    | 'header'
    | 'empty-files'
    | 'folder-columns'
    | 'totals'
    | 'similar-names'
    | 'mixed-types';
  readonly column?: string;
  /** What was found, in words, with lines of the file where there are some. */
  readonly message: string;
}
