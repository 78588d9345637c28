import { LambdaForestError } from '@lambda-forest/text';

/** Thrown by `binTable` and by growers for a table, target or bag that trees cannot be grown on. */
export class HistogramInputError extends LambdaForestError {
  constructor(problem: string, remedy: string) {
    super('HISTOGRAM_INPUT_INVALID', problem, { remedy });
  }
}
