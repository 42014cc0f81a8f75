import { sql } from 'drizzle-orm';
import { fact, type FactColumn } from '../../metrics/fact.ts';
import { dayThere, hoursBetween } from './hiring.ts';
import { opening, openingColumns, openingPlaced } from './openings.ts';
import { timedOpenings } from './timed-openings.ts';

const days = (what: string): FactColumn => ({
  type: 'integer',
  description: `Whole calendar days, by the facility’s zone, from released_at to ${what}; null where it has not come.`,
});
const hours = (what: string): FactColumn => ({
  type: 'numeric',
  description: `Hours, exact, from released_at to ${what}; null where it has not come.`,
});
const instant = (description: string): FactColumn => ({ type: 'timestamptz', description });

const submission = 'the first submission for the order since then';
const fill = 'the acceptance of the offer that filled it';

/** How long an opening took, from its latest opening. */
export const positionTimes = fact({
  name: 'position_times',
  summary: 'One row an opening of an order (contract or direct hire): when it came how far.',
  columns: {
    ...openingColumns,
    opened_at: instant('Its latest opening: after a fall-off it was opened again.'),
    released_at: instant(
      'The order’s first release, or the latest opening where that came later; of an opening that was opened again after its order had ended the first release since. Null until then.',
    ),
    first_submitted_at: instant('The first submission for the order since released_at.'),
    filled_at: instant('When the offer that filled it was accepted; null while it is not filled.'),
    started_on: {
      type: 'date',
      description: 'The first day worked of whom fills it, by the facility’s zone.',
    },
    days_to_submit: days(submission),
    hours_to_submit: hours(submission),
    days_to_fill: days(fill),
    hours_to_fill: hours(fill),
    days_to_start: days('the first day worked'),
    vendor_wait_hours: {
      type: 'numeric',
      description:
        'Of hours_to_fill those in which a vendor was waited for: until it submitted whom it was filled with, from the last extension of the offer until it was accepted, and until the worker confirmed where the worker does.',
    },
    client_wait_hours: {
      type: 'numeric',
      description: 'The others of hours_to_fill: review, interviews, choice, offer, confirmation.',
    },
  },
  subject: { noun: 'position', column: 'position_id' },
  person: 'position_id',
  instants: { date: 'first_opened_at' },
  rows(from, then) {
    const released = sql`r.released_at`;
    const filled = sql`r.filled_at`;
    const submitted = sql`r.first_submitted_at`;
    const offered = sql`greatest(coalesce(wo.extended_at, r.filled_at), r.released_at)`;
    const agreed = sql`greatest(coalesce(wo.vendor_accepted_at, r.filled_at), r.released_at)`;
    const vendorWait = sql`case when r.filled_at is not null then ${hoursBetween(released, sql`greatest(ws.created_at, r.released_at)`)}
      + ${hoursBetween(offered, agreed)}
      + case when wo.confirmed_by = 'worker' then ${hoursBetween(agreed, filled)} else 0 end end`;
    return sql`
select ${opening}, r.opened_at, r.released_at, r.first_submitted_at, r.filled_at, r.started_on,
  ${dayThere(submitted)} - ${dayThere(released)}, ${hoursBetween(released, submitted)},
  ${dayThere(filled)} - ${dayThere(released)}, ${hoursBetween(released, filled)}, r.started_on - ${dayThere(released)},
  ${vendorWait}, ${hoursBetween(released, filled)} - ${vendorWait}
from ${timedOpenings(from, then)} r${openingPlaced(from)}
  left join ${from('submissions', 'ws')} on ws.tenant_id = r.tenant_id and ws.id = r.submission_id
  left join ${from('offers', 'wo')} on wo.tenant_id = r.tenant_id and wo.id = r.offer_id`;
  },
});
