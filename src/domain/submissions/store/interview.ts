import { and, eq, inArray, sql } from 'drizzle-orm';
import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Changes, type Row } from '../../../kernel/transaction.ts';
import { interviewLife, openInterviewStates } from '../lifecycle/interview.ts';
import { interviewCanceled } from '../model/interview.ts';
import { interviews } from '../tables.ts';

export type InterviewRow = Row<typeof interviews>;
type Happened = EventDeclaration<{ submissionId: string; orderId: string }>;

/** What the events of an interview tell. */
export const factsOfInterview = ({ submissionId, orderId }: InterviewRow) => ({ submissionId, orderId });

/** Takes one step of an interview's life: the changed row and what happened. */
export async function moveInterview(
  row: InterviewRow,
  verb: keyof typeof interviewLife.verbs,
  happened: Happened,
  context: Context,
  { changes = {}, reason }: { changes?: Changes<typeof interviews>; reason?: string } = {},
): Promise<{ row: InterviewRow; fact: Fact }> {
  const moved = await context.tx.change(interviews, row, {
    ...changes,
    ...(reason !== undefined && { reason }),
    state: step(interviewLife, verb, row.state),
  });
  return { row: moved, fact: happened(moved, factsOfInterview(moved), reason) };
}

/** Cancels the meetings with a candidate who is no longer to be had. */
export async function cancelInterviewsOf(submissionId: string, context: Context): Promise<Fact[]> {
  const { tx, actor } = context;
  const open = await tx.db
    .select()
    .from(interviews)
    .where(
      and(
        eq(interviews.tenantId, actor.tenantId),
        eq(interviews.submissionId, submissionId),
        inArray(interviews.state, [...openInterviewStates]),
      ),
    )
    .orderBy(interviews.id)
    .for('update');
  const facts: Fact[] = [];
  // The vendor's and the client's words alike: why a submission ended is not everybody's to know.
  const reason = 'The candidate is no longer to be had.';
  for (const row of open)
    facts.push((await moveInterview(row, 'cancel', interviewCanceled, context, { reason })).fact);
  return facts;
}

/** The zones in which a meeting is told: the facility's, and that of the worker's home state. */
export const zonesOf = (
  { facilityId, workerId }: { facilityId: string; workerId: string },
  { tx, actor }: Context,
): Promise<{ facilityTimeZone: string; workerTimeZone: string }> =>
  asTenant(tx, async () => {
    const [found] = await tx.rows<{ facility: string; worker: string }>(sql`
      select f.time_zone as facility, s.time_zone as worker from facilities f, workers w
      join states s on s.code = w.home_state
      where f.tenant_id = ${actor.tenantId} and f.id = ${facilityId} and w.tenant_id = f.tenant_id and w.id = ${workerId}`);
    return { facilityTimeZone: found!.facility, workerTimeZone: found!.worker };
  });
