import { weekdays } from '../../kernel/week.ts';
import type { Weekday } from '../../kernel/week.ts';

/** The weekday that begins with three letters, `Sun`. */
export const weekdayNamed = (short: string): Weekday =>
  weekdays.find((name) => name.startsWith(short.toLowerCase()))!;
