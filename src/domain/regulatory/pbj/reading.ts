import type { z } from 'zod';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { localDate } from '../../../kernel/zone.ts';
import { ccnOf, journalOf, pbjWeeks, type PbjDay } from '../../payroll/index.ts';
import { facilities } from '../../programs/index.ts';
import { registrationOf } from '../store/pbj.ts';
import { editsOf, type PbjEdit } from './edits.ts';
import { daysOf, type FederalQuarter } from './quarter.ts';
import { submissionParts, type SubmissionHead, type SubmissionPart } from './submission-xml.ts';

export interface SubmissionQuestion extends FederalQuarter {
  facilityId: string;
  staff: 'contract' | 'all';
}

/** What a facility submits for a quarter. */
export interface Submission {
  facilityId: string;
  ccn: string | null;
  stateCode: string;
  /** Null where nobody said under which number it submits: there are no files then. */
  head: SubmissionHead | null;
  quarter: ReturnType<typeof daysOf>;
  days: z.output<typeof PbjDay>[];
  parts: SubmissionPart[];
  edits: PbjEdit[];
  unmapped: ReturnType<typeof journalOf>['unmapped'];
}

const contract = 3;

/** Reads the approved hours of the quarter, within the caller's units, and makes the files of them. */
export async function readSubmission(
  { facilityId, staff, ...asked }: SubmissionQuestion,
  context: Context,
): Promise<Submission> {
  const quarter = daysOf(asked);
  const { from, to } = quarter;
  const { weeks, ccn } = await asTenant(context.tx, async () => ({
    weeks: await pbjWeeks({ facilityId, from, to }, context),
    ccn: await ccnOf(facilityId, context),
  }));
  const { state, timeZone } = (await context.tx.find(facilities, facilityId))!;
  const registration = await registrationOf(facilityId, context);
  const { rows, unmapped } = journalOf(
    weeks.filter(({ isOwnPool }) => staff === 'all' || !isOwnPool),
    from,
    to,
  );
  const head = registration ? { ...asked, facilityCode: registration.facilityCode, stateCode: state } : null;
  const days = rows.filter(({ payType }) => staff === 'all' || payType === contract);
  return {
    facilityId,
    ccn,
    stateCode: state,
    head,
    quarter,
    days,
    parts: head ? submissionParts(head, days) : [],
    edits: editsOf(days, localDate(context.now, timeZone)),
    unmapped,
  };
}
