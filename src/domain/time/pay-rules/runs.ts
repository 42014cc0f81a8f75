import type { WorkedSpan } from './split.ts';

/** The longest gap, in minutes, that a meal punched as out and in leaves; a longer one ends the run of work. */
export const longestMeal = 60;

/** Worked spans, in order, with the run of work they lie in: a meal does not end it, time off does. */
export function runOf(worked: readonly WorkedSpan[]): { span: WorkedSpan; workday: number }[] {
  let run = -1;
  let end = -Infinity;
  let shift: WorkedSpan['shift'] | null = null;
  return worked.map((span) => {
    if (span.shift !== shift && span.start - end > longestMeal) run += 1;
    ({ end } = span);
    ({ shift } = span);
    return { span, workday: run };
  });
}
