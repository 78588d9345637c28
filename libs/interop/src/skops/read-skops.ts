/**
 * skops files (skops/io/_general.py, _numpy.py, _sklearn.py): a ZIP archive of schema.json and arrays. Its nodes become
 * what a pickle of the same model holds, as data; nothing in it is imported or called.
 */
import { formatInteger, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { readNpy } from '../numpy/npy.ts';
import { requireKnown, SAVE_TREES } from '../pickle/known-names.ts';
import { made } from '../pickle/values.ts';
import type { Global, Made, PickleValue } from '../pickle/values.ts';
import { parseLenientJson } from '../reading/lenient-json.ts';
import { MAX_UNPACKED_BYTES } from '../reading/unpack.ts';
import { ZipArchive } from '../reading/zip.ts';
import { utf8Of } from '../reading/utf8.ts';

const SCHEMA = 'schema.json';
const MAX_SCHEMA_BYTES = 50_000_000;
/** Protocols whose nodes are known: skops 0.1 to 0.16. */
const LAST_PROTOCOL = 2;
/** Nodes in each other: a tree of a forest of a pipeline is about 20 deep. */
const MAX_DEPTH = 100;

/** By a file that only they have. */
const OTHER_ARCHIVES = [
  {
    file: /^model\.ini$/,
    what: "an archive of H2O's MOJO",
    remedy: 'Train the model with XGBoost, LightGBM or scikit-learn.',
  },
  {
    file: /(^|\/)data\.pkl$|\.weights\.h5$/,
    what: 'an archive of PyTorch or Keras',
    remedy: 'Import a model of trees; networks are not read.',
  },
  {
    file: /(^|\/)MLmodel$/,
    what: 'an archive of MLflow',
    remedy: 'Unpack it and name the model file in it, such as model.pkl.',
  },
] as const;

type Node = Readonly<Record<string, unknown>>;

/** @throws {ForeignModelError} for another archive, or a node that is not known */
export function readSkops(bytes: Uint8Array): PickleValue {
  const archive = new ZipArchive(bytes, MAX_UNPACKED_BYTES);
  if (!archive.has(SCHEMA)) {
    const other = OTHER_ARCHIVES.find(({ file }) => archive.names.some((name) => file.test(name)));
    throw new ForeignModelError(
      `Found ${other?.what ?? 'a ZIP archive without schema.json'}, expected one that skops wrote.`,
      other?.remedy ??
        'Unpack it and name the model in it, or save the model with skops.io.dump or joblib.dump.',
    );
  }
  const schema = archive.read(SCHEMA);
  if (schema.length > MAX_SCHEMA_BYTES) {
    throw new ForeignModelError(
      `Found ${formatInteger(schema.length)} bytes of schema.json, expected at most ${formatInteger(MAX_SCHEMA_BYTES)}.`,
      'Save the model with joblib.dump.',
    );
  }
  const root = nodeOf(parseLenientJson(utf8Of(schema, SCHEMA)));
  const { protocol, _skops_version: version } = root;
  if (typeof protocol !== 'number' || !(protocol >= 0 && protocol <= LAST_PROTOCOL)) {
    throw new ForeignModelError(
      `Found protocol ${String(protocol)} of skops ${String(version)}, expected 0 to ${LAST_PROTOCOL}.`,
      'Save the model with skops 0.16, or with joblib.dump.',
    );
  }
  return new SkopsReader(archive).valueOf(root);
}

class SkopsReader {
  readonly #archive: ZipArchive;
  readonly #arrays = new Map<string, ReturnType<typeof readNpy>>();
  /** By `__id__`; undefined while a node is read. */
  readonly #known = new Map<unknown, PickleValue | undefined>();
  #depth = 0;

  constructor(archive: ZipArchive) {
    this.#archive = archive;
  }

  valueOf(value: unknown): PickleValue {
    const node = nodeOf(value);
    const { __id__: id, __loader__: loader } = node;
    if (this.#known.has(id)) {
      const known = this.#known.get(id);
      if (known === undefined) throw damaged('Found an object of skops that holds itself.');
      return known;
    }
    const read = typeof loader === 'string' ? LOADERS.get(loader) : undefined;
    if (read === undefined) {
      throw new ForeignModelError(
        `Found the loader ${quote(String(loader))} in a file of skops, expected those of scikit-learn's trees and numpy's arrays; nothing was run.`,
        SAVE_TREES,
      );
    }
    if (this.#depth >= MAX_DEPTH) throw damaged(`Found objects more than ${MAX_DEPTH} deep.`);
    if (id !== undefined) this.#known.set(id, undefined);
    this.#depth++;
    const result = read(node, this);
    this.#depth--;
    if (id !== undefined) this.#known.set(id, result);
    return result;
  }

  list(value: unknown): PickleValue[] {
    if (!Array.isArray(value)) throw damaged('Found no list in a file of skops, expected one.');
    return value.map((each) => this.valueOf(each));
  }

  array(name: unknown): ReturnType<typeof readNpy> {
    if (typeof name !== 'string') throw damaged('Found an array of skops without its file.');
    const known = this.#arrays.get(name) ?? readNpy(this.#archive.read(name), quote(name));
    this.#arrays.set(name, known);
    return known;
  }
}

type Loader = (node: Node, reader: SkopsReader) => PickleValue;

const LOADERS: ReadonlyMap<string, Loader> = new Map<string, Loader>([
  ['JsonNode', ({ content }) => primitiveOf(content)],
  ['ListNode', ({ content }, reader) => reader.list(content)],
  ['TupleNode', ({ content }, reader) => reader.list(content)],
  ['SetNode', ({ content }, reader) => reader.list(content)],
  ['DictNode', dictionaryOf],
  ['NdArrayNode', arrayOf],
  ['TypeNode', globalOf],
  ['FunctionNode', globalOf],
  ['ObjectNode', (node, reader) => objectOf(node, [], node['content'], reader)],
  ['TreeNode', reducedOf],
  ['LossNode', reducedOf],
  ['PartialNode', partialOf],
  // Of what no prediction depends on.
  ['MaskedArrayNode', () => null],
  ['RandomStateNode', () => null],
  ['RandomGeneratorNode', () => null],
  ['DTypeNode', () => null],
  ['SliceNode', () => null],
]);

function nodeOf(value: unknown): Node {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Node;
  throw damaged('Found no node in the schema.json of skops, expected one.');
}

/** A number, a text, a boolean or None, as JSON in a text. */
function primitiveOf(content: unknown): PickleValue {
  const value = typeof content === 'string' ? parseLenientJson(content) : undefined;
  if (content === 'NaN' || content === 'Infinity' || content === '-Infinity')
    return Number(content);
  const isPrimitive = value === null || /^(number|string|boolean)$/.test(typeof value);
  if (isPrimitive) return value as PickleValue;
  throw damaged('Found a value of skops that is no number, text, boolean or None.');
}

/** Keys are texts in JSON; their types stand beside. */
function dictionaryOf({ content, key_types: types }: Node, reader: SkopsReader): PickleValue {
  const kinds = new Set(
    Object.values(nodeOf(types)['content'] ?? []).map((type) => nodeOf(type)['__class__']),
  );
  if (kinds.size > 1 || [...kinds].some((kind) => kind !== 'str' && kind !== 'int'))
    throw damaged('Found a dictionary of skops whose keys are not all texts or all whole numbers.');
  const toKey = kinds.has('int') ? Number : (key: string) => key;
  return new Map(
    Object.entries(nodeOf(content)).map(([key, value]) => [toKey(key), reader.valueOf(value)]),
  );
}

function arrayOf(node: Node, reader: SkopsReader): PickleValue {
  if (node['type'] === 'json') {
    const shape = reader.valueOf(node['shape']);
    const rows = reader.list(node['content']);
    // Of two dimensions: a list of lists.
    const list = Array.isArray(shape) && shape.length === 2 ? rows.flat() : rows;
    return made('numpy', '_reconstruct', [], [1, shape, OBJECTS, false, list]);
  }
  const array = reader.array(node['file']);
  if (node['__class__'] === 'ndarray') return array;
  const dtype = array.wrapper.get('dtype') ?? null;
  return made('numpy', 'scalar', [dtype, array.bytes], null);
}

const OBJECTS = made('numpy', 'dtype', ['O8'], [3, '|', null, null, null, -1, -1, 63]);

function globalOf({ __module__: module, __class__: name }: Node): Global {
  if (typeof module !== 'string' || typeof name !== 'string')
    throw damaged('Found a name in a file of skops that is no text.');
  const global: Global = { kind: 'global', module, name };
  requireKnown(global, 'a file of skops');
  return global;
}

function objectOf(
  node: Node,
  args: readonly PickleValue[],
  content: unknown,
  reader: SkopsReader,
): Made {
  const by = globalOf(node);
  const state = content === undefined || content === null ? null : reader.valueOf(content);
  return { kind: 'made', by, args, state };
}

/** What Cython's classes are made of. */
function reducedOf(node: Node, reader: SkopsReader): Made {
  const args = reader.valueOf(nodeOf(node['__reduce__'])['args']);
  return objectOf(node, Array.isArray(args) ? args : [], node['content'], reader);
}

function partialOf(node: Node, reader: SkopsReader): Made {
  const { func, args, kwds, namespace } = nodeOf(node['content']);
  const state = reader.list([func, args, kwds, namespace]);
  return { kind: 'made', by: globalOf(node), args: state.slice(0, 1), state };
}
