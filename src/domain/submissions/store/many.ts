import { sql } from 'drizzle-orm';
import { notFound, Problem, stepNotAllowed } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context, Outcome } from '../../../kernel/operation.ts';
import { asTenant, type Changes } from '../../../kernel/transaction.ts';
import { openInterviewStates } from '../lifecycle/interview.ts';
import { openOfferStates } from '../lifecycle/offer.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { submissions } from '../tables.ts';
import type { SubmissionRow } from './submission.ts';

type Verb = 'present' | 'reject';
interface Held<Input> {
  row: SubmissionRow;
  input: Input;
}

const repeated = () => stepNotAllowed({ detail: 'The submission is named twice.' });

/** Takes one verb on many submissions at once, all held: rows that stand in the way are thrown as their own problems. */
export async function moveSubmissions(
  rows: readonly { row: SubmissionRow; changes: Changes<typeof submissions> }[],
  verb: Verb,
  { tx }: Context,
): Promise<SubmissionRow[]> {
  return tx.changeAll(
    submissions,
    rows.map(({ row, changes }) => ({
      row,
      changes: { ...changes, state: step(submissionLife, verb, row.state) },
    })),
  );
}

/** Of held submissions those with a meeting or an offer that ends with them, also one that the caller does not know of. */
export async function withMeetingOrOffer(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Set<string>> {
  const among = sql`${`{${ids.join(',')}}`}::uuid[]`;
  const found = await asTenant(tx, () =>
    tx.rows<{ id: string }>(sql`
      select i.submission_id as id from interviews i where i.tenant_id = ${actor.tenantId}
        and i.submission_id = any (${among}) and i.state = any (${`{${openInterviewStates.join(',')}}`}::text[])
      union select o.submission_id from offers o where o.tenant_id = ${actor.tenantId}
        and o.submission_id = any (${among}) and o.state = any (${`{${openOfferStates.join(',')}}`}::text[])`),
  );
  return new Set(found.map(({ id }) => id));
}

/**
 * Runs a verb over the submissions that inputs name, held in the order of their ids; an input whose submission the
 * caller does not see, or whose state does not take the verb, gets a problem in its place.
 */
export async function eachSubmission<Input extends { submissionId: string }>(
  inputs: readonly Input[],
  context: Context,
  run: (held: readonly Held<Input>[]) => Promise<readonly (readonly Fact[])[]>,
  verb: Verb = 'present',
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const found = await context.tx.takeAll(
    submissions,
    inputs.map(({ submissionId }) => submissionId),
  );
  const [only] = inputs.length === 1 ? [...found.values()] : [];
  if (only) context.expectVersion(only);
  const seen = new Set<string>();
  const judged = inputs.map((input): Held<Input> | Problem => {
    const row = found.get(input.submissionId);
    if (!row) return notFound();
    if (seen.has(row.id)) return repeated();
    seen.add(row.id);
    try {
      step(submissionLife, verb, row.state);
      return { row, input };
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  });
  const held = judged.filter((one): one is Held<Input> => !(one instanceof Problem));
  const told = held.length === 0 ? [] : await run(held);
  let next = 0;
  return judged.map((one) => {
    if (one instanceof Problem) return one;
    return { result: one.row, events: told[next++] as [Fact, ...Fact[]] };
  });
}
