import type { BillRevision } from './week-input.ts';

/** The revisions in force on a day; exactly one where rates are complete. */
export const revisionsOn = (day: string, revisions: readonly BillRevision[]): BillRevision[] =>
  revisions.filter(({ from, until }) => from <= day && (until === null || day < until));
