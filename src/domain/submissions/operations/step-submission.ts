import type { EventDeclaration } from '../../../kernel/event.ts';
import { stepCommand, type StepCommand } from '../../../kernel/step-command.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import * as happened from '../model/submission.ts';
import { submission } from '../nouns/submission.ts';
import { submissions } from '../tables.ts';

type Verb = keyof typeof submissionLife.verbs;
type Data = { orderId: string };

const stepping = (
  verb: Verb,
  summary: string,
  event: EventDeclaration<Data>,
  more: Partial<StepCommand<typeof submissions, Verb, Data>> = {},
) =>
  stepCommand({
    noun: submission,
    table: submissions,
    life: submissionLife,
    verb,
    summary,
    event,
    data: ({ orderId }) => ({ orderId }),
    ...more,
  });

/** The verbs by which a candidate comes nearer to an offer. */
export const submissionSteps = [
  stepping('review', 'Take a submission up for the MSP’s review.', happened.submissionReviewed),
  stepping('shortlist', 'Put a presented candidate on the shortlist.', happened.submissionShortlisted, {
    changes: ({ shortlistedAt }, { now }) => ({ shortlistedAt: shortlistedAt ?? now }),
  }),
  stepping('requestInterview', 'Ask to meet a candidate.', happened.interviewRequested, {
    name: 'requestInterview',
    changes: ({ shortlistedAt }, { now }) => ({ shortlistedAt: shortlistedAt ?? now }),
  }),
];
