import { sql } from 'drizzle-orm';
import { field } from './noun.ts';
import { Day } from './shapes.ts';

/** The first and the last day of what holds from day to day: of the row's `effective`. */
export const effectiveFields = (lastDay = 'The last day; null where it has none.') => ({
  effectiveFrom: field(Day, { filter: true, sort: true, value: (row) => sql`lower(${row('effective')})` }),
  effectiveTo: field(Day.nullable().meta({ description: lastDay }), {
    filter: true,
    value: (row) => sql`(upper(${row('effective')}) - 1)`,
  }),
});
