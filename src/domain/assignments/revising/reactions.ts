import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { reaction, type Consequence, type Context } from '../../../kernel/operation.ts';
import {
  approvalGranted,
  approvalPaused,
  approvalRejected,
  approvalResumed,
  withdrawApproval,
} from '../../approvals/index.ts';
import { revisionLife } from '../lifecycle/revision.ts';
import {
  assignmentCanceled,
  assignmentCanceledByClient,
  assignmentEnded,
  assignmentFellOff,
  workerDidNotShow,
} from '../model/assignment.ts';
import {
  revisionOffered,
  revisionPaused,
  revisionRefused,
  revisionRejected,
  revisionResumed,
  revisionRetracted,
  revisionWithdrawn,
} from '../model/revision.ts';
import type { AssignmentRow } from '../store/assignment.ts';
import { revisionUnderWayOf, type AssignmentRevisionRow } from '../store/revision.ts';
import { assignmentRevisions, assignments } from '../tables.ts';
import { enact } from './enact.ts';
import { afterApproval } from './route.ts';

type ChainFact = ReturnType<typeof approvalGranted>;
type Verb = 'approve' | 'refuse' | 'pauseApproval' | 'resumeApproval';

/** The terms of the chain and, held before them, their assignment, if the chain is of terms and the verb is still to be taken. */
async function termsOf(
  { data }: ChainFact,
  verb: Verb,
  context: Context,
): Promise<{ assignment: AssignmentRow; revision: AssignmentRevisionRow } | undefined> {
  if (data.subjectNoun !== 'assignment_revision') return undefined;
  const seen = await context.tx.find(assignmentRevisions, data.subjectId);
  if (!seen) return undefined;
  const assignment = await context.take(assignments, seen.assignmentId, { version: false });
  const revision = await context.take(assignmentRevisions, seen.id, { version: false });
  return (revisionLife.verbs[verb].from as readonly string[]).includes(revision.state)
    ? { assignment, revision }
    : undefined;
}

const following = (
  name: string,
  on: typeof approvalGranted,
  verb: Exclude<Verb, 'approve'>,
  told: (row: AssignmentRevisionRow) => EventDeclaration<{ assignmentId: string }>,
) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle(fact, context): Promise<Consequence> {
      const found = await termsOf(fact, verb, context);
      if (!found) return {};
      const row = await context.tx.change(assignmentRevisions, found.revision, {
        state: step(revisionLife, verb, found.revision.state),
      });
      return { events: [told(row)(row, { assignmentId: row.assignmentId }, fact.reason)] };
    },
  });

const grant = reaction({
  name: 'enactApprovedRevision',
  on: approvalGranted,
  when: 'with',
  async handle(fact, context): Promise<Consequence> {
    const found = await termsOf(fact, 'approve', context);
    if (!found) return {};
    const { assignment, revision } = found;
    if ((await afterApproval(assignment, revision, context)) === 'in_force')
      return enact(assignment, revision, 'approve', context);
    const offered = await context.tx.change(assignmentRevisions, revision, {
      state: step(revisionLife, 'approve', revision.state, 'pending_consent'),
      vendorSees: true,
    });
    return { events: [revisionOffered(offered, { assignmentId: assignment.id })] };
  },
});

/** Withdraws terms that are under way, and their approval; those who knew of them are told. */
export async function withdrawTerms(
  revision: AssignmentRevisionRow,
  reason: string | undefined,
  context: Context,
): Promise<[AssignmentRevisionRow, [Fact, ...Fact[]]]> {
  const row = await context.tx.change(assignmentRevisions, revision, {
    state: step(revisionLife, 'withdraw', revision.state),
  });
  const told = row.vendorSees ? revisionWithdrawn : revisionRetracted;
  const isRouted = revision.state === 'pending_approval' || revision.state === 'approval_paused';
  const closed = isRouted ? await withdrawApproval({ noun: 'assignment_revision', id: row.id }, context) : [];
  return [row, [told(row, { assignmentId: row.assignmentId }, reason), ...closed]];
}

const closing = <Data>(name: string, on: EventDeclaration<Data>) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ subject }, context): Promise<Consequence> {
      const revision = await revisionUnderWayOf(subject.id, context);
      if (!revision) return {};
      const [, events] = await withdrawTerms(revision, 'The assignment came to its end.', context);
      return { events };
    },
  });

/** What approvals do to terms, and what the end of their assignment does, in the transaction of the decision. */
export const revisingReactions = [
  grant,
  following('refuseRevision', approvalRejected, 'refuse', ({ vendorSees }) =>
    vendorSees ? revisionRejected : revisionRefused,
  ),
  following('pauseRevisionApproval', approvalPaused, 'pauseApproval', () => revisionPaused),
  following('resumeRevisionApproval', approvalResumed, 'resumeApproval', () => revisionResumed),
  closing('withdrawRevisionsOfEnded', assignmentEnded),
  closing('withdrawRevisionsOfFallenOff', assignmentFellOff),
  closing('withdrawRevisionsOfCanceled', assignmentCanceled),
  closing('withdrawRevisionsOfCanceledByClient', assignmentCanceledByClient),
  closing('withdrawRevisionsOfNoShow', workerDidNotShow),
];
