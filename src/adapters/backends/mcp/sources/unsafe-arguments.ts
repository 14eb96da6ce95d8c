import { entriesOf } from '../../vendor-records/json.ts';
import { wordsOf } from './read-only.ts';

/** Words of arguments that lead out of the house, run something, or read whatever they are told to. */
const UNSAFE: ReadonlySet<string> = new Set(
  `addr address arg argument body callback cmd code command commandline content curl destination domain
   email endpoint exec expr expression file filename filepath fqdn header host hostname href iri jmespath
   jq jsonpath link logql mail message param parameter path payload promql proxy query recipient registry
   script server shell sql statement target uri url urn webhook website www`.split(/\s+/),
);

/** Words that are harmless next to another: the address of a machine only names something in the network. */
const HARMLESS: Readonly<Record<string, RegExp>> = {
  addr: /^(?:ip|ipv4|ipv6|mac)$/,
  address: /^(?:ip|ipv4|ipv6|mac)$/,
  code: /^(?:country|error|exit|reason|response|status)$/,
};

const UNSAFE_ENDING = /(?:ur[il]|href|endpoint|webhook|host(?:name)?|command)$/;

/** Words in titles, descriptions and patterns of an argument that is an address or is executed. */
const SAYS_UNSAFE =
  /\b(?:ur[il]s?|iris?|hyperlinks?|https?|endpoints?|webhooks?|host ?names?|shell|scripts?|sql|promql)\b|:\/\//i;

/** The places that a description sends its reader to. */
const REFERENCE = /\bhttps?:\/\/\S{1,500}/g;

const UNSAFE_FORMAT = /uri|iri|url|host|email/i;

/** Any other may look like anything. */
const PLAIN_NAME = /^[\w.-]+$/;

const MAX_DEPTH = 12;

/**
 * Is true for a tool with an argument that may carry data out of the network: an address, a command, a free
 * query, or whatever is put into it. A schema that cannot be followed to its end counts as one that does.
 */
export const hasUnsafeArgument = (inputSchema: object | undefined): boolean =>
  inputSchema === undefined ||
  isFree(inputSchema) ||
  Object.entries(inputSchema).some((entry) => isUnsafeEntry(entry, 0));

type Entry = readonly [key: string, value: unknown];

function isUnsafe(schema: unknown, depth: number): boolean {
  if (!isObject(schema)) return isUnsafeText(schema);
  if (depth > MAX_DEPTH) return true;
  if (Array.isArray(schema)) return schema.some((inner) => isUnsafe(inner, depth + 1));
  if (isFreeObject(schema)) return true;
  return Object.entries(schema).some((entry) => isUnsafeEntry(entry, depth));
}

function isUnsafeEntry([key, value]: Entry, depth: number): boolean {
  switch (key) {
    case 'properties':
    case '$defs':
    case 'definitions':
      return entriesOf(value).some(
        ([name, inner]) =>
          (key === 'properties' && isUnsafeName(name)) || isUnsafe(inner, depth + 1),
      );
    case 'required':
      return Array.isArray(value) && value.some((name) => isUnsafeName(String(name)));
    case 'patternProperties':
    case 'propertyNames':
      return true;
    case '$ref':
    case '$dynamicRef':
      return !String(value).startsWith('#');
    case '$schema':
    case '$id':
      return false;
    case 'description':
      return isUnsafeText(String(value).replaceAll(REFERENCE, ''));
    case 'format':
      return UNSAFE_FORMAT.test(String(value));
    default:
      return isUnsafe(value, depth + 1);
  }
}

function isUnsafeName(name: string): boolean {
  if (!PLAIN_NAME.test(name)) return true;
  const words = wordsOf(name).map(singularOf);
  return [...words, words.join('')].some(
    (word) =>
      (UNSAFE.has(word) || UNSAFE_ENDING.test(word)) &&
      !words.some((other) => HARMLESS[word]?.test(other)),
  );
}

const singularOf = (word: string): string => word.replace(/(?:(?<=ss)es|(?<!s)s)$/, '');

const isUnsafeText = (value: unknown): boolean =>
  typeof value === 'string' && SAYS_UNSAFE.test(value);

/** Takes whatever else it is given. */
const isFree = (schema: object): boolean =>
  'additionalProperties' in schema &&
  schema.additionalProperties !== false &&
  !hasProperties(schema.additionalProperties);

/** An object of which nobody says what belongs in it. */
const isFreeObject = (schema: object): boolean =>
  isFree(schema) ||
  ('type' in schema &&
    [schema.type].flat().includes('object') &&
    !('properties' in schema || 'additionalProperties' in schema));

const hasProperties = (schema: unknown): boolean => isObject(schema) && 'properties' in schema;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
