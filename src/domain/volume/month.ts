import { boundaryAt, epochDay, instantAt } from '../../kernel/zone.ts';

const shifted = (month: string, months: number): string =>
  Temporal.PlainDate.from(month).add({ months }).toString();

/** The month of a day, by its first day. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

/** The month after a month, both by their first days. */
export const monthAfter = (month: string): string => shifted(month, 1);

/** The month before a month, both by their first days. */
export const monthBefore = (month: string): string => shifted(month, -1);

/** The last day of a month. */
export const lastDayOfMonth = (month: string): string =>
  Temporal.PlainDate.from(month).add({ months: 1 }).subtract({ days: 1 }).toString();

/** The instant at which a day begins in a zone. */
export const beginningOf = (day: string, zone: string): string =>
  instantAt(boundaryAt(epochDay(day), '00:00', zone));
