/** What the service refused, with its problem. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: { code: string; detail: string; errors?: { pointer: string; message: string }[] };

  constructor(what: string, status: number, problem: Refused['problem']) {
    super(`${what} → ${status} ${problem.code}: ${problem.detail} ${JSON.stringify(problem.errors ?? '')}`);
    this.status = status;
    this.problem = problem;
  }
}

type Json = Record<string, any>;

/** Speaks to the service over HTTP as one membership, on either surface; a refusal is thrown. */
export class Client {
  readonly #address: string;
  readonly token: string;

  constructor(address: string, token: string) {
    this.#address = address;
    this.token = token;
  }

  async rest(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Json> {
    const response = await fetch(`${this.#address}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as Json) : { text };
    if (!response.ok) throw new Refused(`${method} ${path}`, response.status, answer as never);
    return answer;
  }

  /** The bytes of a file as they are sent. */
  async file(path: string): Promise<Buffer> {
    const response = await fetch(`${this.#address}/v1${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (!response.ok) throw new Refused(`GET ${path}`, response.status, JSON.parse(bytes.toString()));
    return bytes;
  }

  get = (path: string) => this.rest('GET', path);
  post = (path: string, body: unknown = {}, headers?: Record<string, string>) =>
    this.rest('POST', path, body, headers);
  put = (path: string, body: unknown) => this.rest('PUT', path, body);

  async graphql(query: string, variables: Json = {}): Promise<Json> {
    const response = await fetch(`${this.#address}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as {
      data: Json;
      errors?: { message: string; extensions: Json }[];
    };
    if (errors?.[0])
      throw new Refused(
        'graphql',
        Number(errors[0].extensions['status'] ?? 500),
        errors[0].extensions as never,
      );
    return data;
  }

  /** Runs one mutation and answers the part of its payload that is asked for. */
  async mutate(name: string, input: Json, select: string): Promise<Json> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const data = await this.graphql(`mutation($input: ${type}!) { ${name}(input: $input) { ${select} } }`, {
      input,
    });
    return data[name] as Json;
  }
}
