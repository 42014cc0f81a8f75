import { sql } from 'drizzle-orm';
import { fact, type FactColumn } from '../../metrics/fact.ts';
import { businessHours, workingDay, workingDays } from './business-hours.ts';
import { opening, openingColumns, openingPlaced } from './openings.ts';
import { timedOpenings } from './timed-openings.ts';

const hours = (what: string): FactColumn => ({
  type: 'numeric',
  description: `Business hours, by the program’s calendar as it is said now, from the opening’s release (position_times.released_at) to ${what}; null where it has not come.`,
});

/** The same in business hours: apart, because the calendar is more than other questions need to read. */
export const positionBusinessTimes = fact({
  name: 'position_business_times',
  summary: 'One row an opening of an order (contract or direct hire): how many business hours it took.',
  columns: {
    ...openingColumns,
    business_hours_to_submit: hours('the first submission for the order since then'),
    business_hours_to_fill: hours('the acceptance of the offer that filled it'),
    business_hours_to_start: hours('the beginning of the first day worked'),
  },
  subject: { noun: 'position', column: 'position_id' },
  person: 'position_id',
  instants: { date: 'first_opened_at' },
  rows(from, then) {
    const released = ['dr', sql`r.released_at`] as const;
    const submitted = ['ds', sql`r.first_submitted_at`] as const;
    const filled = ['df', sql`r.filled_at`] as const;
    const started = ['dt', sql`(r.started_on::timestamp at time zone f.time_zone)`] as const;
    return sql`
with days as (${workingDays(from, then)})
select ${opening}, ${businessHours(released, submitted)}, ${businessHours(released, filled)}, ${businessHours(released, started)}
from ${timedOpenings(from, then)} r${openingPlaced(from)}
  left join ${from('programs', 'g')} on g.tenant_id = r.tenant_id and g.id = r.program_id
  ${workingDay(...released)}
  ${workingDay(...submitted)}
  ${workingDay(...filled)}
  ${workingDay(...started)}`;
  },
});
