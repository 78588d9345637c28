import { snakeCaseKeys } from '@lambda-forest/text';
import type { JsonObject } from '@lambda-forest/serializer';

/**
 * Keys in snake_case, numbers with 12 significant digits: the digits behind them depend on the machine's own
 * logarithm, and the model's bytes, which hold the metrics, must not.
 */
export function roundNumbers(metrics: object): JsonObject {
  const text = JSON.stringify(snakeCaseKeys(metrics), (_key, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(12)) : value,
  );
  return JSON.parse(text) as JsonObject;
}
