import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { Id, oneOf } from '../../../kernel/shapes.ts';
import { ApprovalSubject } from './policy.ts';

export const ChainState = oneOf('ApprovalChainState', [
  'pending',
  'paused',
  'approved',
  'rejected',
  'withdrawn',
]);
export const StepState = oneOf('ApprovalStepState', [
  'waiting',
  'pending',
  'paused',
  'approved',
  'rejected',
  'skipped',
]);

export const approverIsSubmitter = declareError(
  'approver_is_submitter',
  'forbidden',
  'Nobody decides on what they submitted or changed themselves.',
);
export const titleNotHeld = declareError(
  'title_not_held',
  'forbidden',
  'Only a holder of the step’s title, at its level and place, decides it.',
);
export const approvalRunning = declareError(
  'approval_running',
  'conflict',
  'An approval of the same subject has not ended.',
);

/** What a chain routes, as its events tell it. */
export const ChainData = z.strictObject({ subjectNoun: ApprovalSubject, subjectId: Id });
export type ChainSubject = z.output<typeof ChainData>;

const chainFact = <Type extends `${string}.${string}`>(type: Type, summary: string) =>
  event({ type, summary, sides: ['operator', 'client'], data: ChainData });
export const approvalStarted = chainFact('approval_chain.started', 'An approval was routed.');
export const approvalPaused = chainFact(
  'approval_chain.paused',
  'An approval waits because nobody who may decide holds the title of its step.',
);
export const approvalResumed = chainFact('approval_chain.resumed', 'A paused approval goes on.');
export const approvalGranted = chainFact('approval_chain.approved', 'Every needed step was approved.');
export const approvalRejected = chainFact('approval_chain.rejected', 'A step was rejected, with a reason.');
export const approvalWithdrawn = chainFact('approval_chain.withdrawn', 'An approval is no longer asked for.');

const stepFact = <Type extends `${string}.${string}`>(type: Type, summary: string) =>
  event({
    type,
    summary,
    sides: ['operator', 'client'],
    data: z.strictObject({ chainId: z.string(), titleId: z.string() }),
  });
export const stepOpened = stepFact('approval_step.opened', 'A step waits for its approver.');
export const stepPaused = stepFact(
  'approval_step.paused',
  'Nobody who may decide holds the title of a step.',
);
export const stepResumed = stepFact('approval_step.resumed', 'A paused step waits for its approver.');
export const stepApproved = stepFact('approval_step.approved', 'A step was approved.');
export const stepRejected = stepFact('approval_step.rejected', 'A step was rejected.');
