import type { FieldCase } from '../field-case.ts';

/** Trains a model of a table with 20 trees. */
function train(name: string, options = ''): string {
  const data = name === 'iris' ? '' : `--data=${name}.csv`;
  return `lambda-forest train ${data} ${options} --name=${name} --n-estimators=20 --n-jobs=1 --output-dir=$OUT/model >$OUT/log 2>&1`;
}

/** Serves the model while `requests` run; `$URL` is its address. */
function serve(requests: string): string {
  return `node "$ROOT/apps/cli/bin/lambda-forest.cjs" serve --model=$OUT/model --port=0 >$OUT/serve 2>&1 &
    SERVER=$!
    trap 'kill $SERVER' EXIT
    for _ in $(seq 100); do grep -q Ready $OUT/serve && break; sleep 0.2; done
    URL=$(sed -n 's/^Ready: .* at //p' $OUT/serve)
    ${requests}`;
}

const JSON_TYPE = "-H 'content-type: application/json'";
const IRIS = '"$URL/v2/models/iris/infer"';

/** Packs the model, and sends events into the handler of the package. */
function feed(name: string, ...events: readonly string[]): string {
  return `node "$ROOT/tools/field/src/feed.ts" $OUT/model ${name} ${events.map((event) => `events/${event}.json`).join(' ')}`;
}

/** The service, by HTTP and by events. */
export const SERVICE_CASES: readonly FieldCase[] = (
  [
    {
      id: 'S1',
      script: `${train('cyrillic', '--target=Цена')}
        ${feed('cyrillic', 'cyrillic-python-default', 'cyrillic-utf8')}`,
      says: [/cyrillic-python-default: 200/, /cyrillic-utf8: 200/],
    },
    {
      id: 'S3',
      script: `${train('iris')}
        ${feed('iris', 'batch-all-rows-wrong')}`,
      says: [/"RowsRefused":3/],
    },
    {
      id: 'S4',
      script: `${train('iris')}
        POWERTOOLS_METRICS_DISABLED= ${feed('iris', 'rest-v1-stage-url')}
        POWERTOOLS_METRICS_DISABLED=maybe ${feed('iris', 'rest-v1-stage-url')}`,
      says: [/rest-v1-stage-url: 200[^]*rest-v1-stage-url: 503/, /in POWERTOOLS_METRICS_DISABLED/],
    },
    {
      id: 'S6',
      script: `${train('onemissing', '--target=y')}
        ${serve(`curl -s -H 'content-type: text/csv' --data-binary @one-column-pandas.csv $URL/predict/batch`)}`,
      says: [/"succeeded":3/],
    },
    {
      id: 'S7',
      script: `${train('iris')}
        ${serve(`curl -s ${JSON_TYPE} -d @oip-ragged.json ${IRIS}`)}`,
      says: [/\/inputs\/0\/data\/0: Found 3 values, expected 4/],
    },
    {
      id: 'S8',
      script: `${train('iris')}
        ${serve(`printf '{"features":[5,3,1,0],"\\xe9":1}' | curl -s ${JSON_TYPE} --data-binary @- $URL/predict`)}`,
      says: [/not UTF-8/],
    },
    {
      id: 'S9',
      script: `${train('iris')}
        ${serve(`curl -s $URL/v2/health/ready; curl -s ${JSON_TYPE} -d @oip-nulls-body.json ${IRIS}
        curl -s -H 'Inference-Header-Content-Length: 1' -d x ${IRIS}`)}`,
      says: [/"ready":true/, /"class_name"/, /binary tensors.*binary_data=False/],
    },
    {
      id: 'S11',
      script: `${train('iris')}
        ${feed('iris', 'rest-v1-base-path-mapping', 'http-v2-mapping-key', 'http-v2-named-stage')}`,
      says: [/rest-v1-base-path-mapping: 200/, /http-v2-mapping-key: 200/, /named-stage: 200/],
    },
    {
      id: 'S12',
      script: `${train('iris')}
        ${serve(`curl -s ${JSON_TYPE} --data-binary @bom.json $URL/predict`)}`,
      says: [/"class_name"/],
    },
    {
      id: 'S13',
      script: `${train('iris')}
        ${feed('iris', 'json-nan', 'json-single-quotes', 'json-trailing-comma', 'json-python-none', 'gzip', 'console-test-body-object')}`,
      says: [
        /json-nan: 400.*NaN.* on line 1, column 22/,
        /single-quotes: 400.*single or curly quotes/,
        /trailing-comma: 400.*a comma too many/,
        /python-none: 400.*None/,
        /gzip: 415.*gzip/,
        /body-object: 200/,
      ],
    },
    {
      id: 'S14',
      script: `${train('iris')}
        ${serve(`for f in pandas-index semicolon; do curl -s -H 'content-type: text/csv' --data-binary @$f.csv $URL/predict/batch; done`)}
        ${feed('iris', 'csv-index', 'csv-noheader', 'csv-case', 'csv-tab', 'csv-trailing-comma')}`,
      says: [
        /no name in column 1/,
        /csv-noheader: 400.*none of the columns/,
        /csv-case: 400.*Sepal_Length.*expected .{1,4}sepal_length/,
        /csv-tab: 200/,
        /csv-trailing-comma: 200/,
      ],
    },
    {
      id: 'S18',
      script: `${train('iris')}
        ${feed('iris', 'sqs', 'eventbridge-scheduled')}`,
      says: [/sqs: ForeignEventError.*aws:sqs/, /eventbridge-scheduled: ok/],
      never: [/Problem_INPUT_INVALID/],
    },
    {
      id: 'S20',
      script: `${train('iris')}
        ${feed('iris', 'preflight', 'ctype-ascii', 'csv-appcsv', 'alb-multi-value', 'oip-zero-rows', 'oip-minus-one', 'oip-3d', 'oip-datatype-int-frac')}`,
      says: [
        /ctype-ascii: 200/,
        /csv-appcsv: 200/,
        /alb-multi-value: 200.*multiValueHeaders/,
        /zero-rows: 400.*a dimension of 0/,
        /minus-one: 400.*a dimension of -1/,
        /oip-3d: 400.*3 dimensions/,
        /int-frac: 400.*no UINT8/,
      ],
    },
    {
      id: 'S20',
      script: `${train('iris')}
        LOG_FEATURES=maybe lambda-forest serve --model=$OUT/model --port=0`,
      exit: 2,
      says: [/LOG_FEATURES/, /answers 503/],
      never: [/Ready/],
    },
  ] satisfies Omit<FieldCase, 'folder'>[]
).map((one) => ({ ...one, folder: 'online' }));
