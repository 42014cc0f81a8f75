import { sql } from 'drizzle-orm';
import { fact, type FactColumn } from '../../metrics/fact.ts';
import { businessHours, workingDay } from './business-hours.ts';
import {
  asked,
  dayThere,
  hoursBetween,
  orderColumns,
  place,
  placeColumns,
  placing,
  tiered,
  vendorColumns,
} from './hiring.ts';
import { openings } from './openings.ts';

const days = (what: string): FactColumn => ({
  type: 'integer',
  description: `Whole calendar days, by the facility’s zone, from released_at to ${what}; null where it has not come.`,
});
const hours = (what: string): FactColumn => ({
  type: 'numeric',
  description: `Hours, exact, from released_at to ${what}; null where it has not come.`,
});
const businessHour = (what: string): FactColumn => ({
  type: 'numeric',
  description: `Business hours, by the program’s calendar as it is said now, from released_at to ${what}; null where it has not come.`,
});
const flag = (description: string): FactColumn => ({ type: 'boolean', description });
const instant = (description: string): FactColumn => ({ type: 'timestamptz', description });

const submission = 'the first submission for the order since then';
const fill = 'the acceptance of the offer that filled it';
const start = 'the first day worked';

/** An opening of an order that is filled once: contract or direct hire. */
export const positions = fact({
  name: 'positions',
  summary: 'One row an opening of an order (contract or direct hire; per-diem orders have shifts instead).',
  columns: {
    tenant_id: { type: 'uuid', description: 'The tenant.' },
    position_id: { type: 'uuid', description: 'The opening.' },
    order_id: { type: 'uuid', description: 'Its order.' },
    ...placeColumns,
    vendor_id: { type: 'uuid', description: 'The vendor of whom fills it now; null while it is not filled.' },
    tier: vendorColumns.tier,
    ...orderColumns,
    date: {
      type: 'date',
      description: 'The day on which it was first opened, by the facility’s zone: its cohort.',
    },
    first_opened_at: instant('When it was first opened.'),
    opened_at: instant('Its latest opening: after a fall-off it was opened again.'),
    released_at: instant(
      'The order’s first release, or the latest opening where that came later; of an opening that was opened again after its order had ended the first release since. Null until then.',
    ),
    position_state: { type: 'text', description: 'open, filled, canceled or closed.' },
    is_filled: flag(
      'Whether somebody who accepted stands on it: an opening that fell open again is not filled.',
    ),
    is_canceled: flag('Whether it was canceled, by itself or with its order.'),
    is_canceled_before_fill: flag('Whether it was canceled while nobody had been placed on it since its latest opening.'),
    first_submitted_at: instant('The first submission for the order since released_at.'),
    filled_at: instant('When the offer that filled it was accepted; null while it is not filled.'),
    started_on: { type: 'date', description: 'The first day worked of whom fills it, by the facility’s zone.' },
    days_to_submit: days(submission),
    hours_to_submit: hours(submission),
    business_hours_to_submit: businessHour(submission),
    days_to_fill: days(fill),
    hours_to_fill: hours(fill),
    business_hours_to_fill: businessHour(fill),
    days_to_start: days(start),
    business_hours_to_start: businessHour('the beginning of the first day worked'),
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
    const started = sql`(r.started_on::timestamp at time zone f.time_zone)`;
    const [released_day, submitted_day, filled_day, started_day] = [
      ['dr', released],
      ['ds', sql`r.first_submitted_at`],
      ['df', sql`r.filled_at`],
      ['dt', started],
    ] as const;
    const offered = sql`greatest(coalesce(wo.extended_at, r.filled_at), r.released_at)`;
    const agreed = sql`greatest(coalesce(wo.vendor_accepted_at, r.filled_at), r.released_at)`;
    const vendorWait = sql`(${hoursBetween(released, sql`greatest(ws.created_at, r.released_at)`)}
      + ${hoursBetween(offered, agreed)}
      + case when wo.confirmed_by = 'worker' then ${hoursBetween(agreed, sql`r.filled_at`)} else 0 end)`;
    return sql`
select r.tenant_id, r.id, r.order_id, ${place}, r.vendor_id, m.tier, ${asked}, ${dayThere(sql`r.created_at`)}, r.created_at, r.opened_at,
  r.released_at, r.position_state, r.is_filled, r.is_canceled, r.is_canceled_before_fill, r.first_submitted_at, r.filled_at, r.started_on,
  ${dayThere(sql`r.first_submitted_at`)} - ${dayThere(released)}, ${hoursBetween(released, sql`r.first_submitted_at`)},
  ${businessHours([...released_day], [...submitted_day])},
  ${dayThere(sql`r.filled_at`)} - ${dayThere(released)}, ${hoursBetween(released, sql`r.filled_at`)},
  ${businessHours([...released_day], [...filled_day])},
  r.started_on - ${dayThere(released)}, ${businessHours([...released_day], [...started_day])},
  ${vendorWait}, ${hoursBetween(released, sql`r.filled_at`)} - ${vendorWait}
from ${openings(from)} r${placing(from)}${tiered(from)}
  left join ${from('programs', 'g')} on g.tenant_id = r.tenant_id and g.id = r.program_id
  left join ${from('submissions', 'ws')} on ws.tenant_id = r.tenant_id and ws.id = r.submission_id
  left join ${from('offers', 'wo')} on wo.tenant_id = r.tenant_id and wo.id = r.offer_id
  ${workingDay(from, ...released_day, then)}
  ${workingDay(from, ...submitted_day, then)}
  ${workingDay(from, ...filled_day, then)}
  ${workingDay(from, ...started_day, then)}`;
  },
});
