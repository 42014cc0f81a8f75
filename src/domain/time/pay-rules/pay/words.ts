import { formatHours } from '../../../../kernel/hours.ts';

/** Minutes as hours in a step of an account: `12.25 h`. */
export const hoursText = (minutes: number): string => `${formatHours(minutes)} h`;
