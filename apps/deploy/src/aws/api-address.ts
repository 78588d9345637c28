/** The real address of a deployed API. */
const EXECUTE_API = /^https?:\/\/([a-z0-9]+)\.execute-api\.([a-z0-9-]+)/;

/**
 * The address of an API, without a slash at its end. On AWS that is the one in the stack's outputs. An emulator
 * answers for every API at one address, and the path names the API.
 *
 * @param url of the API, as the stack has it
 * @param endpoint AWS_ENDPOINT_URL: an emulator's address, or undefined for AWS itself
 */
export function apiAddress(url: string, endpoint: string | undefined): string {
  const plain = url.replace(/\/+$/, '');
  if (endpoint === undefined || endpoint === '') return plain;
  const [, api] = EXECUTE_API.exec(plain) ?? [];
  if (api === undefined) return plain;
  return `${endpoint.replace(/\/+$/, '')}/_aws/execute-api/${api}/$default`;
}

/** The region that the address of an API names, or undefined for a custom domain. */
export function regionOf(url: string): string | undefined {
  const region = EXECUTE_API.exec(url)?.[2];
  return region === 'localhost' ? undefined : region;
}
