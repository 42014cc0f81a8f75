import { isCredit, type DocumentHead } from './document.ts';

/** When a document is to be paid and where to, in sentences. */
export function termsOf(head: DocumentHead): string[] {
  if (isCredit(head)) return ['To be deducted from what is owed.'];
  const days = head.termsDays === 0 ? 'Due on receipt.' : `Net ${head.termsDays} days.`;
  return [
    days,
    ...(head.dueOn === null ? [] : [`Due ${head.dueOn}.`]),
    ...(head.remitTo.length === 0 ? [] : [`Remit to: ${head.remitTo.join(', ')}.`]),
  ];
}
