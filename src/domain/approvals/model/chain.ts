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

/** Why a paused chain waits. */
export const PausedFor = oneOf('ApprovalPausedFor', ['vacancy', 'decision']);

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
export const titleAskedAlready = declareError(
  'title_asked_already',
  'conflict',
  'The stage asks this title already.',
);
export const notPausedByHand = declareError(
  'approval_not_paused_by_hand',
  'conflict',
  'The approval waits for somebody to hold a title, and goes on by itself.',
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
  'An approval waits: nobody who may decide holds the title of a step, or somebody paused it, with a reason.',
);
export const approvalHoldLifted = chainFact(
  'approval_chain.hold_lifted',
  'An approval that somebody paused goes on, as soon as its step can be decided.',
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
  'A step waits: nobody who may decide holds its title, or its approval was paused.',
);
export const stepResumed = stepFact('approval_step.resumed', 'A paused step waits for its approver.');
export const stepApproved = stepFact('approval_step.approved', 'A step was approved.');
export const stepRejected = stepFact('approval_step.rejected', 'A step was rejected.');
export const stepReminded = stepFact('approval_step.reminded', 'A step has waited long for its approver.');
export const stepEscalated = stepFact(
  'approval_step.escalated',
  'A step waited too long: holders of another title may decide it too.',
);
export const stepReassigned = stepFact(
  'approval_step.reassigned',
  'A step was given to another title or to one person, with a reason.',
);
