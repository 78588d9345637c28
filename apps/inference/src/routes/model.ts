import type { Answers, ModelInput } from '@lambda-forest/api';
import { inputColumns, kindOf, policiesOf } from '@lambda-forest/schema';
import type { InputColumn } from '@lambda-forest/schema';

import { json } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { snakeCaseKeys } from '@lambda-forest/text';
import type { Call } from './route.ts';

/** Names that the page suggests. */
const MAX_NAMES = 100;

function describeInput(column: InputColumn): ModelInput {
  const { name, known } = column;
  const kind = kindOf(column);
  const isOfNames = column.kind === 'names';
  return kind === 'names'
    ? { name, kind, commonest: known.slice(0, MAX_NAMES) }
    : { name, kind, levels: isOfNames ? known : undefined };
}

/** `GET /model`: what the model is made for, how good it is and where it comes from. */
export function modelRoute({ model }: Call): Reply {
  const { name, version, metrics, options, ...provenance } = model.provenance;
  return json({
    name,
    version,
    sha256: model.sha256,
    schema: snakeCaseKeys({
      ...model.schema,
      encodings: undefined, // may be megabytes
      policies: policiesOf(model.schema),
      inputs: inputColumns(model.schema).map(describeInput),
    }),
    metrics,
    // Options and metrics are the trainer's own JSON: their keys may be names of classes.
    provenance: { ...snakeCaseKeys(provenance), options },
  } satisfies Answers['Model']);
}
