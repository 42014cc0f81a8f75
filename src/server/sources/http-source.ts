import { z } from 'zod';
import type { SourceAnswer, SourceQuestion } from '../../kernel/primary-source.ts';
import { SourceFault } from './source-fault.ts';

const mostBytes = 65_536;
const longestWait = 3_600;

const words = (max: number) => z.string().trim().min(1).max(max);
const day = z.iso.date();

/** What a live source answers, 200: nothing that the contract does not name. */
const answer = z.strictObject({
  records: z
    .array(
      z.strictObject({
        number: words(100).nullable().default(null),
        status: words(200),
        isInForce: z.boolean(),
        expiresOn: day.nullable().default(null),
        multistate: z.boolean().nullable().default(null),
        disciplined: z.boolean().nullable().default(null),
        lastName: words(100).nullable().default(null),
        npi: words(10).nullable().default(null),
      }),
    )
    .max(100),
  reference: words(500).nullable().default(null),
});

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > mostBytes) throw new SourceFault(`it answered more than ${mostBytes} bytes`, 'final');
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function waitOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after'));
  return seconds > 0 ? Math.min(seconds, longestWait) : undefined;
}

/**
 * Asks a live source: the question as JSON by POST, `{ records, reference }` back. 408, 425, 429 and 5xx are asked
 * again, after its Retry-After where it has one; any other status is final. Redirects are not followed.
 */
export const httpSource =
  (url: string, token: () => string | undefined) =>
  async (asked: SourceQuestion, signal: AbortSignal): Promise<SourceAnswer> => {
    const secret = token();
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(secret && { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify(asked),
      redirect: 'error',
      signal,
    }).catch((error: unknown) => {
      if (signal.aborted) throw new SourceFault('it did not answer in time', 'passing');
      throw new SourceFault(`it could not be reached (${causeOf(error)})`, 'passing');
    });
    const { status } = response;
    // An answer that is not read holds its connection.
    if (status !== 200) await response.body?.cancel();
    if ([408, 425, 429].includes(status) || status >= 500)
      throw new SourceFault(`it answered ${status}`, 'passing', waitOf(response));
    if (status !== 200) throw new SourceFault(`it answered ${status}`, 'final');
    const text = await limitedText(response).catch((error: unknown) => {
      throw signal.aborted ? new SourceFault('it did not answer in time', 'passing') : error;
    });
    return read(text);
  };

const causeOf = (error: unknown): string =>
  ((error as Error).cause as { code?: string } | undefined)?.code ?? (error as Error).name;

function read(text: string): SourceAnswer {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new SourceFault('its answer is not JSON', 'final');
  }
  const result = answer.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SourceFault(
    `its answer is not the contract’s: /${issue!.path.join('/')} ${issue!.code}`,
    'final',
  );
}
