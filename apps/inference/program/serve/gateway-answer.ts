/** A function's result as API Gateway's HTTP API makes an HTTP answer of it, payload format 2.0. */
export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | string;
}

/** @param result what the function returned, parsed */
export function toGatewayAnswer(result: unknown): GatewayAnswer {
  const { statusCode, headers, body, cookies, isBase64Encoded } = members(result);
  if (typeof statusCode !== 'number') {
    // A function may return the body alone.
    const text = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: text };
  }
  const text = typeof body === 'string' ? body : '';
  return {
    status: statusCode,
    headers: {
      ...Object.fromEntries(
        Object.entries(members(headers)).map(([name, value]) => [
          name.toLowerCase(),
          String(value as string | number),
        ]),
      ),
      ...(Array.isArray(cookies) && { 'set-cookie': cookies.map(String) }),
    },
    body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
  };
}

/** What API Gateway answers by itself. */
export function gatewayMessage(status: number, message: string): GatewayAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
  };
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
