import type { MetricQuestion } from './question.ts';
import type { Totals } from './fact.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const beginsOn: Record<Totals['grain'], (date: Temporal.PlainDate) => boolean> = {
  day: () => true,
  week: ({ dayOfWeek }) => dayOfWeek === 7,
  month: ({ day: ofMonth }) => ofMonth === 1,
};
const made: Record<Totals['grain'], readonly MetricQuestion['grain'][]> = {
  day: ['day', 'week', 'month', 'quarter', 'year', undefined],
  week: ['week', undefined],
  month: ['month', 'quarter', 'year', undefined],
};

/** Whether the periods asked for are made of whole days, weeks or months, from the first to the last. */
export const isOfWhole = (
  kept: Totals['grain'],
  { grain, from, to }: Pick<MetricQuestion, 'grain' | 'from' | 'to'>,
): boolean =>
  made[kept].includes(grain) &&
  (from === undefined || beginsOn[kept](day(from))) &&
  (to === undefined || beginsOn[kept](day(to).add({ days: 1 })));
