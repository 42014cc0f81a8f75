import type { Rate } from '../../../../kernel/money.ts';
import { revisionsOn } from '../revisions.ts';
import type { WorkedSpan } from '../split.ts';
import type { WeekInput } from '../week-input.ts';

/** What a minute is paid at before anything is added: the interval's own rate, else that in force on its day; null if unknown. */
export const baseRateIn =
  ({ revisions }: Pick<WeekInput, 'revisions'>) =>
  ({
    interval,
    workDate,
  }: Pick<WorkedSpan, 'workDate'> & { interval: WorkedSpan['interval'] | null }): Rate | null =>
    interval?.payRate ??
    (interval?.isElsewhere ? null : revisionsOn(workDate, revisions)[0]?.payRate) ??
    null;
