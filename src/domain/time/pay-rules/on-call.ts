import type { PayPolicy } from './policy.ts';
import { without } from './span.ts';
import type { WorkedSpan } from './split.ts';

/** The minutes on call that are paid as such: not while other work is done, nor in a callback unless the policy goes on. */
export function onCallSpans(
  onCall: readonly WorkedSpan[],
  worked: readonly WorkedSpan[],
  { onCall: rule }: PayPolicy,
): WorkedSpan[] {
  const ending = worked.filter(
    ({ interval }) => interval.kind !== 'callback' || !rule?.continuesDuringCallback,
  );
  return onCall.flatMap((span) => without(span, ending).map((part) => ({ ...span, ...part })));
}
