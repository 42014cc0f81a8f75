import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { declareError, malformed } from '../../kernel/errors.ts';

const documentNotFound = declareError(
  'persisted_query_not_found',
  'malformed',
  'No document is kept under this hash; send its text with it once.',
);
const documentNotTrusted = declareError(
  'document_not_trusted',
  'forbidden',
  'Only the trusted documents are run here.',
);

const mostKept = 1_000;
const hash = /^[0-9a-f]{64}$/;
const hashOf = (query: string) => createHash('sha256').update(query, 'utf8').digest('hex');

export interface PersistedRequest {
  query?: unknown;
  extensions?: unknown;
}

const extensionsShape = z.object({
  persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string().regex(hash) }),
});

function claimedHash(extensions: unknown): string | undefined {
  const given: unknown = typeof extensions === 'string' ? (JSON.parse(extensions) as unknown) : extensions;
  return extensionsShape.safeParse(given).data?.persistedQuery.sha256Hash;
}

/** GraphQL documents by the SHA-256 of their text: kept as clients send them, or a trusted list and no others. */
export class Documents {
  readonly #trusted: ReadonlyMap<string, string> | undefined;
  /** In the order of use, the least recent first. */
  readonly #kept = new Map<string, string>();

  constructor(trusted?: ReadonlyMap<string, string>) {
    this.#trusted = trusted;
  }

  /** The text to run for a request that names a document, sends one, or both. */
  textOf({ query, extensions }: PersistedRequest): unknown {
    const claimed = claimedHash(extensions);
    if (this.#trusted) {
      const text = this.#trusted.get(claimed ?? (typeof query === 'string' ? hashOf(query) : ''));
      if (text === undefined) throw documentNotTrusted();
      return text;
    }
    if (claimed === undefined) return query;
    if (query === undefined || query === null) return this.#use(claimed);
    if (typeof query !== 'string' || hashOf(query) !== claimed)
      throw malformed({ detail: 'sha256Hash is not the SHA-256 of the query.' });
    this.#keep(claimed, query);
    return query;
  }

  #use(key: string): string {
    const text = this.#kept.get(key);
    // The word that clients of automatic persisted queries look for.
    if (text === undefined) throw documentNotFound({ detail: 'PersistedQueryNotFound' });
    this.#keep(key, text);
    return text;
  }

  #keep(key: string, text: string): void {
    this.#kept.delete(key);
    this.#kept.set(key, text);
    if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value!);
  }
}

/** The trusted documents of a file: a JSON list of GraphQL texts, or an object whose values are. */
export function readTrusted(file: string): ReadonlyMap<string, string> {
  const parsed = z
    .union([z.array(z.string()), z.record(z.string(), z.string())])
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  return new Map(Object.values(parsed).map((text) => [hashOf(text), text]));
}
