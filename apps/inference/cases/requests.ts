/** Requests as clients, gateways and other services send them, and what is right for each: test/cases.test.ts sends them. */
import { httpApiEvent } from '../test/client.ts';

export interface RequestCase {
  readonly name: string;
  /** Which of the models in test/models.ts. */
  readonly model: 'flowers' | 'houses' | 'marks' | 'paints' | 'towns';
  readonly event: object;
  /** Default: 200. */
  readonly status?: number;
  /** Texts of the answer, as they are in its JSON. */
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
}

const ROW = '{"features":[1,2]}';
const CSV = { 'content-type': 'text/csv' };

function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): object {
  return httpApiEvent('POST', path, body, headers);
}

function infer(tensor: object, more: object = {}): object {
  const input = { name: 'x', shape: [1, 2], datatype: 'FP64', data: [1, 2], ...tensor };
  return post('/v2/models/flowers/infer', { inputs: [input], ...more });
}

/** The body is not JSON, and the message says where and what. */
function noJson(name: string, body: string, ...has: readonly string[]): RequestCase {
  return { name, model: 'flowers', event: post('/predict', body), status: 400, has };
}

function csv(name: string, body: string, ...has: readonly string[]): RequestCase {
  const event = post('/predict/batch', body, CSV);
  return { name, model: 'flowers', event, status: 400, has };
}

function tensor(name: string, event: object, ...has: readonly string[]): RequestCase {
  return { name, model: 'flowers', event, status: 400, has };
}

/** What other servers, or the other route, take: one message says what both take here. */
function foreignBody(name: string, path: string, body: unknown): RequestCase {
  const has = [
    'Found 1 field',
    '{\\"features\\": row} at /predict or {\\"instances\\": rows} at /predict/batch',
  ];
  return { name, model: 'flowers', event: post(path, body), status: 400, has };
}

export const REQUESTS: readonly RequestCase[] = [
  noJson(
    'NaN of Python',
    '{"features":[1,\nNaN]}',
    'Found NaN, for which JSON has null, on line 2, column 1',
  ),
  noJson(
    'None of Python',
    '{"features":[1,None]}',
    'Found None, for which JSON has null, on line 1, column 16',
  ),
  noJson(
    'single quotes',
    "{'features':[1,2]}",
    'single or curly quotes, for which JSON has double ones, on line 1, column 2',
  ),
  noJson('a comma too many', '{"features":[1,2,]}', 'Found a comma too many, on line 1, column 17'),
  noJson(
    'a number of JavaScript',
    '{"features":[1.,2]}',
    'a number that JSON writes in another way',
  ),
  noJson(
    'a number with zeros before',
    '{"features":[007,2]}',
    'in another way, on line 1, column 14',
  ),
  noJson('a number with a sign', '{"features":[1,+2]}', 'in another way, on line 1, column 16'),
  noJson('curly quotes', '{\u201cfeatures\u201d:[1,2]}', 'curly quotes'),
  noJson('a name without quotes', '{features:[1,2]}', 'a word without quotes, on line 1, column 2'),
  noJson('a form', 'features=1&features=2', 'a word without quotes, on line 1, column 1'),
  noJson('a line break in a text', '{"features":["a\nb",2]}', 'control character', 'on line 1'),
  noJson(
    'a comma before the first value',
    '{"features":[,2]}',
    'comma too many, on line 1, column 14',
  ),
  noJson('a blank that JSON does not have', '{"features":[\u00a01,2]}', 'on line 1, column 14'),
  noJson('a comment', '{"features":[1,2]} # of a\n', 'a comment', 'on line 1, column 20'),
  noJson('a word of another language', '{"features":[1,NULL]}', 'NULL, for which JSON has null'),
  noJson('a missing comma', '{"features":[1 2]}', "Expected ',' or ']'", 'column 16'),
  noJson('two bodies in one', `${ROW}\n${ROW}`, 'on line 2, column 1'),
  noJson('a private word', '{"features":[1,secret]}', 'on line 1, column 16'),
  noJson('JSON that breaks off', '{"features":[1,2]', 'line 1, column 18'),
  noJson('a character that a gateway replaced', '{"features":[1,2],"\ufffd":1}', 'not UTF-8'),
  { name: 'a byte order mark', model: 'flowers', event: post('/predict', `\ufeff${ROW}`) },
  { name: 'Ctrl-Z at the end of JSON', model: 'flowers', event: post('/predict', `${ROW}\x1a`) },
  {
    name: 'Ctrl-Z at the end of CSV',
    model: 'flowers',
    event: post('/predict/batch', 'width,height\r\n1,2\r\n\x1a', CSV),
  },
  {
    name: 'charset us-ascii',
    model: 'flowers',
    event: post('/predict', ROW, { 'content-type': 'application/json; charset=us-ascii' }),
  },
  ...['text/json', 'application/x-json; charset=', 'Application/JSON;charset="us-ascii"'].map(
    (type) => ({
      name: `the content type ${type}`,
      model: 'flowers' as const,
      event: post('/predict', ROW, { 'content-type': type }),
    }),
  ),
  {
    name: 'an empty content type',
    model: 'flowers',
    event: post('/predict', ROW, { 'content-type': '' }),
  },
  ...['application/csv', 'text/x-csv', 'application/x-csv; header=present'].map((type) => ({
    name: `the content type ${type}`,
    model: 'flowers' as const,
    event: post('/predict/batch', 'width,height\n1,2\n', { 'content-type': type }),
  })),
  {
    name: 'another content type',
    model: 'flowers',
    event: post('/predict/batch', ROW, { 'content-type': 'application/vnd.api+json' }),
    status: 415,
    has: ['application/vnd.api+json', 'expected application/json or text/csv in UTF-8'],
  },
  {
    name: 'the content type of curl -d',
    model: 'flowers',
    event: post('/predict', ROW, { 'content-type': 'application/x-www-form-urlencoded' }),
    status: 415,
    has: ['application/x-www-form-urlencoded', 'expected application/json in UTF-8'],
  },
  ...['header=absent', 'charset=utf-8; header="absent"'].map((parameter): RequestCase => ({
    name: `CSV with ${parameter}`,
    model: 'flowers',
    event: post('/predict/batch', '1,2\n', { 'content-type': `text/csv; ${parameter}` }),
    status: 415,
    has: ['header=', 'CSV has a header'],
  })),
  {
    name: 'CSV with header=present',
    model: 'flowers',
    event: post('/predict/batch', 'width,height\n1,2\n', {
      'content-type': 'text/csv; header=present',
    }),
    has: ['"succeeded":1'],
  },
  {
    name: 'a second charset',
    model: 'flowers',
    event: post('/predict', ROW, {
      'content-type': 'application/json; charset=utf-8; charset=latin1',
    }),
    status: 415,
  },
  {
    name: 'a compressed body',
    model: 'flowers',
    event: {
      ...post('/predict', 'H4sIAAAAAAAAA6tWSktNLCktSi1WsoquVspMUbIy1FEqS8wpTVWyAgB3pQJ2HgAAAA==', {
        'content-encoding': 'gzip',
      }),
      isBase64Encoded: true,
    },
    status: 415,
    has: ['Found the content-encoding'],
  },
  ...['identity', 'Identity', ''].map((encoding) => ({
    name: `Latin-1 that is said to be ${encoding || 'nothing'}`,
    model: 'flowers' as const,
    event: {
      ...post('/predict', 'eyJmZWF0dXJlcyI6WyLpIl19', { 'content-encoding': encoding }),
      isBase64Encoded: true,
    },
    status: 400,
    has: ['Found bytes that are not UTF-8'],
  })),
  ...['!', ROW].map((body) => ({
    name: `a body that is not Base64, although the event says so: ${body}`,
    model: 'flowers' as const,
    event: { ...post('/predict', body), isBase64Encoded: true },
    status: 400,
    has: ['not Base64'],
  })),
  {
    name: 'Base64 with line breaks, in the alphabet of addresses',
    model: 'flowers',
    event: {
      ...post('/predict', 'eyJmZWF0dXJlcyI6WzEsMl0g\r\nICAgICAgfQ=='),
      isBase64Encoded: true,
    },
  },
  {
    name: 'a content type in a list',
    model: 'flowers',
    event: {
      httpMethod: 'POST',
      path: '/predict/batch',
      headers: { 'Content-Type': ['text/csv'] },
      body: 'width,height\n1,2\n',
    },
    has: ['"succeeded":1'],
  },
  {
    name: 'the header of a compressed body that the gateway has inflated',
    model: 'flowers',
    event: post('/predict', ROW, { 'content-encoding': 'gzip' }),
  },
  {
    name: "a body that is JSON itself, as in the console's test events",
    model: 'flowers',
    event: { httpMethod: 'POST', path: '/predict', body: { features: [1, 2] } },
  },

  {
    name: 'an index without a name that training left out',
    model: 'towns',
    event: post('/predict/batch', ',town\n0,x\n1,z\n', CSV),
    has: ['"succeeded":2'],
  },
  csv('an index without a name', ',width,height\n0,1,2\n', 'no name in column 1'),
  {
    name: 'a delimiter behind each row',
    model: 'flowers',
    event: post('/predict/batch', 'width,height,\n1,2,\n', CSV),
    has: ['"succeeded":1'],
  },
  csv('a value behind the last name', 'width,height,\n1,2,3\n', 'column has no name'),
  csv('no header', '5,6\n7,8\n', 'none of the columns in the first line', 'width'),
  csv('names in another case', 'Width,height\n1,2\n', 'in column 1, expected \\"width\\"'),
  csv('an unknown column', 'width,height,depth\n1,2,3\n', '/depth', 'in column 3'),
  csv('nothing', ' \n', 'empty body'),
  csv('a list of JSON', '[{"width":1,"height":2}]', 'Found JSON, expected CSV', 'application/json'),
  csv('JSON Lines', '{"width":1,"height":2}\n{"width":1,"height":2}\n', 'Found JSON, expected CSV'),
  {
    name: 'a hexadecimal number',
    model: 'flowers',
    event: post('/predict/batch', 'width,height\n0x10,1\n', CSV),
    has: ['"failed":1'],
    lacks: ['quotes'],
  },
  {
    name: 'a quoted empty cell alone in its row',
    model: 'marks',
    event: post('/predict/batch', 'mark\n1\n""\n5\n', CSV),
    has: ['"succeeded":3'],
  },

  {
    name: 'null for what is optional',
    model: 'flowers',
    event: infer({ parameters: null }, { id: null, outputs: null, parameters: null }),
    has: ['class_name'],
  },
  {
    name: 'an empty list of outputs',
    model: 'flowers',
    event: infer({}, { outputs: [] }),
    has: ['predict_proba', 'class_name'],
  },
  tensor(
    'outputs by their names alone',
    infer({}, { outputs: 'predict' }),
    '/outputs: Found a text',
  ),
  tensor('a shape of texts', infer({ shape: ['1', 2] }), 'Found a dimension of a text'),
  tensor(
    'a ragged tensor',
    infer({ shape: [2, 2], data: [[1], [2, 3, 4]] }),
    '/inputs/0/data/0: Found 1 value, expected 2',
    '/inputs/0/data/1',
  ),
  tensor(
    'one row of two',
    infer({ shape: [2, 2], data: [[1, 2, 3, 4]] }),
    '/inputs/0/data: Found 1 value, expected 2',
  ),
  tensor(
    'scalars among rows',
    infer({ shape: [2, 2], data: [[1, 2], 3, 4] }),
    '/inputs/0/data/1: Found a number',
  ),
  tensor('a shape of three', infer({ shape: [1, 1, 2] }), 'Found 3 dimensions'),
  tensor('a shape of no rows', infer({ shape: [0, 2], data: [] }), 'Found a dimension of 0'),
  tensor('a shape of any rows', infer({ shape: [-1, 2] }), 'Found a dimension of -1'),
  tensor(
    'numbers that are no bytes',
    infer({ datatype: 'UINT8', data: [-1, 256] }),
    '/inputs/0/data/0: Found a number that is no UINT8',
    '/inputs/0/data/1',
  ),
  {
    name: 'values that do not fit, by the names of their columns',
    model: 'flowers',
    event: post('/v2/models/flowers/infer', {
      inputs: [
        { name: 'height', shape: [2], datatype: 'FP64', data: [1, 'x'] },
        { name: 'width', shape: [2], datatype: 'FP64', data: [true, 2] },
      ],
    }),
    status: 400,
    has: ['/rows/0/width: Found a boolean', '/rows/1/height: Found a text'],
  },
  tensor('a type that is an object', infer({ datatype: { toString: 1 } }), '/inputs/0/datatype'),
  tensor('a fraction called true', infer({ datatype: 'BOOL', data: [0.5, 1] }), 'no BOOL'),
  ...[
    ['INT64', 2 ** 63],
    ['UINT64', 2 ** 64],
    ['FP16', 65_520],
    ['UINT8', 256],
  ].map(([datatype, beyond]) =>
    tensor(
      `the first number beyond ${datatype}`,
      infer({ datatype, data: [[1, beyond]] }),
      `/inputs/0/data/0/1: Found a number that is no ${datatype}`,
    ),
  ),
  tensor('a fraction called whole', infer({ datatype: 'INT32', data: [1.5, 1] }), 'no INT32'),
  tensor(
    'a name that is an object',
    infer({ name: { toString: 1 } }),
    '/inputs/0/name: Found an object',
  ),
  {
    name: 'binary tensors',
    model: 'flowers',
    event: post('/v2/models/flowers/infer', 'x', {
      'content-type': 'application/octet-stream',
      'Inference-Header-Content-Length': '1',
    }),
    status: 415,
    has: ['binary tensors', 'binary_data=False'],
  },

  tensor('a shape that is a number', infer({ shape: 2 }), '/inputs/0/shape: Found a number'),
  tensor('no shape', infer({ shape: undefined }), '/inputs/0/shape: Found nothing'),
  tensor('no datatype', infer({ datatype: undefined }), '/inputs/0/datatype: Found nothing'),
  tensor(
    "Triton's classes",
    infer({}, { outputs: [{ name: 'predict_proba', parameters: { classification: 3 } }] }),
    '/outputs/0: Found classification, expected predict or predict_proba or class_name',
  ),
  tensor(
    'outputs as texts',
    infer({}, { outputs: ['predict'] }),
    '/outputs/0: Found nothing, expected predict or',
  ),
  ...['nothing', 'flowers/versions/9'].map((path) => ({
    name: `another model than the one that is served: ${path}`,
    model: 'flowers' as const,
    event: httpApiEvent('GET', `/v2/models/${path}`),
    status: 404,
    has: ['expected flowers, version 1.2.3'],
  })),

  foreignBody('rows for the other route', '/predict', { instances: [[1, 2]] }),
  foreignBody('a row for the other route', '/predict/batch', { features: [1, 2] }),
  foreignBody('columns without a member around them', '/predict', { width: 1, height: 2 }),
  foreignBody('what MLflow takes', '/predict/batch', {
    dataframe_split: { columns: ['width', 'height'], data: [[1, 2]] },
  }),
  foreignBody('what SageMaker takes', '/predict', { inputs: [1, 2] }),
  foreignBody('a row alone', '/predict', [1, 2]),
  foreignBody('rows alone', '/predict/batch', [[1, 2]]),

  {
    name: 'a column that training left out',
    model: 'flowers',
    event: post('/predict', { features: { width: 1, height: 2, id: 'a' } }),
  },
  {
    name: 'the same in CSV',
    model: 'flowers',
    event: post('/predict/batch', 'id,width,height\na,1,2\n', CSV),
    has: ['"failed":0'],
  },
  {
    name: 'the same as a tensor',
    model: 'flowers',
    event: post('/v2/models/flowers/infer', {
      inputs: [
        { name: 'width', shape: [1], datatype: 'FP64', data: [1] },
        { name: 'height', shape: [1], datatype: 'FP64', data: [2] },
        { name: 'id', shape: [1], datatype: 'BYTES', data: ['a'] },
      ],
    }),
  },
  {
    name: 'a member that may be missing',
    model: 'paints',
    event: post('/predict', { features: { colour: 'red', ['__proto__']: 5 } }),
  },
  {
    name: 'a level that is written in another form of Unicode',
    model: 'towns',
    event: post('/predict', { features: ['Télé'.normalize('NFD')] }),
    status: 400,
    has: ['a level in another form of Unicode'],
  },
  {
    name: 'an unknown name beside it',
    model: 'paints',
    event: post('/predict', { features: { colour: 'red', ['__proto__']: 5, Price: 5 } }),
    status: 400,
    has: ['expected \\"price\\"'],
  },

  {
    name: 'a base path before a route with {proxy+}',
    model: 'flowers',
    event: { ...post('/ml/predict', ROW), pathParameters: { proxy: 'predict' } },
  },
  {
    name: 'a base path before a route with another greedy parameter',
    model: 'flowers',
    event: {
      ...post('/ml/predict', ROW),
      routeKey: 'ANY /ml/{path+}',
      pathParameters: { path: 'predict' },
    },
  },
  {
    name: 'a greedy parameter that is not the last of the event',
    model: 'flowers',
    event: {
      ...post('/of/acme/predict', ROW),
      routeKey: 'ANY /of/{tenant}/{proxy+}',
      pathParameters: { proxy: 'predict', tenant: 'acme' },
    },
  },
  {
    name: 'a base path before a route of its own',
    model: 'flowers',
    event: { ...post('/ml/predict', ROW), routeKey: 'POST /predict' },
  },
  {
    name: 'the same with a parameter',
    model: 'flowers',
    event: {
      ...httpApiEvent('GET', '/ml/v2/models/flowers/ready'),
      routeKey: 'GET /v2/models/{name}/ready',
      pathParameters: { name: 'flowers' },
    },
    has: ['"ready":true'],
  },
  {
    name: 'the same in payload format 1.0',
    model: 'flowers',
    event: { httpMethod: 'POST', path: '/ml/predict', resource: '/predict', body: ROW },
  },
  {
    name: 'a named stage in payload format 1.0',
    model: 'flowers',
    event: {
      httpMethod: 'POST',
      path: '/dev/predict',
      body: ROW,
      requestContext: { stage: 'dev' },
    },
  },
  {
    name: 'a stage called v2, which is not before the path',
    model: 'flowers',
    event: {
      ...httpApiEvent('GET', '/v2/models/flowers'),
      requestContext: { stage: 'v2', http: { method: 'GET' } },
    },
  },
  {
    name: 'another path',
    model: 'flowers',
    event: httpApiEvent('GET', '/ml/nothing'),
    status: 404,
    has: ['/ml/nothing'],
  },
];

/** Events that ask for nothing of this service, and what the error says they are. */
export const FOREIGN_EVENTS: readonly (readonly [string, unknown])[] = [
  ['aws:sqs', { Records: [{ eventSource: 'aws:sqs', body: ROW }] }],
  ['aws:sns', { Records: [{ EventSource: 'aws:sns', Sns: {} }] }],
  ['aws:kafka', { eventSource: 'aws:kafka', records: {} }],
  ['aws.s3', { source: 'aws.s3', 'detail-type': 'Object Created', detail: {} }],
  ['Records', { Records: 5 }],
  ['feature', { feature: [1, 2] }],
  ['aws:dynamodb', [{ eventSource: 'aws:dynamodb', dynamodb: {} }]], // as EventBridge Pipes send them
  ['unknown', [[1, 2]]],
  ['unknown', 'a text'],
  ['com.warmhouse.orders', { source: 'com.warmhouse.orders', detail: {} }],
  ['warmth+room', { warmth: 21, room: 'a' }],
  ['swarm', { swarm: {} }],
  ['lukewarm', { source: 'lukewarm' }],
  [
    'invocationId+deliveryStreamArn+region',
    { invocationId: '', deliveryStreamArn: '', region: '' },
  ],
  [
    'requestContext+body',
    { requestContext: { routeKey: '$default', connectionId: '' }, body: ROW },
  ],
  [
    'type+methodArn+httpMethod',
    { type: 'REQUEST', methodArn: '', httpMethod: 'POST', path: '/predict' },
  ],
  ['agent+apiPath+httpMethod', { agent: {}, apiPath: '/predict', httpMethod: 'POST' }],
];

/** Events that keep a function warm: answered as health is, and not counted. */
export const PINGS: readonly unknown[] = [
  { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} },
  { source: 'serverless-plugin-warmup' },
  { warmer: true, concurrency: 3 },
  { 'lambda-warmer': true },
  { isWarmer: 1 },
  { isWarmup: true },
  { 'warm-up': 1 },
  { WarmUp: true },
  { prewarm: true },
  { name: 'zappa-keep-warm-handler.keep_warm_callback', source: 'keep-warm' },
  { source: 'my.lambda-warmer' },
  { source: 'aws.scheduler', 'detail-type': 'Scheduled Event' },
  { action: 'warmup' },
  { type: 'ping' },
  { keepAlive: true },
  '#warmup wait=200',
];
