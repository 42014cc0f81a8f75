import { sql, type SQL } from 'drizzle-orm';
import { fact, type From, type Totals } from '../../metrics/fact.ts';
import { orderColumns, placeColumns } from './hiring.ts';
import { hours } from './hours.ts';
import { hoursByOrder } from './hours-totals.ts';
import { currencyColumn, monthColumn, tenantColumn } from './kept.ts';
import { spend } from './spend.ts';
import { spendByOrder } from './spend-totals.ts';
import { rowsOf, workforceColumns } from './workforce-rows.ts';

const { program_id, facility_id } = placeColumns;
const { profession, state } = orderColumns;

/** Charges, hours and what was imported, one under the other; `ids` stands for what a row of each is named by. */
const together = (
  from: From,
  [charges, time]: readonly [SQL, SQL],
  ids: readonly [charge: SQL, time: SQL, measure: SQL],
  day: SQL,
): SQL => sql`
  select s.tenant_id, s.date, ${ids[0]} s.program_id, s.facility_id, s.profession, s.state, s.currency,
    s.accrued_amount, case when s.engagement_kind = 'staffing' then s.accrued_amount else 0 end, 0::numeric, 0::numeric, 0::numeric, 0::numeric
  from ${charges}
  union all
  select h.tenant_id, h.date, ${ids[1]} h.program_id, h.facility_id, h.profession, h.state, p.currency::text,
    0, 0, h.worked_minutes, 0, 0, 0
  from ${time} left join ${from('programs', 'p')} on p.tenant_id = h.tenant_id and p.id = h.program_id
  union all
  select w.tenant_id, ${day}, ${ids[2]} w.program_id, w.facility_id, w.profession, f.state::text, w.currency::text,
    0, 0, 0, coalesce(w.employed_hours * 60, 0), coalesce(w.employed_cost, 0), coalesce(w.addressable_spend, 0)
  from ${from('workforce_measures', 'w')}
  left join ${from('facilities', 'f')} on f.tenant_id = w.tenant_id and f.id = w.facility_id`;

const workforceByMonth: Totals = {
  name: 'workforce_by_month',
  summary:
    'Contingent work of a profession at a facility in a calendar month, beside what was imported of the client’s own staff.',
  columns: {
    ...tenantColumn,
    ...monthColumn,
    program_id,
    facility_id,
    profession,
    state,
    ...currencyColumn,
    ...workforceColumns,
  },
  grain: 'month',
  rows: (from) =>
    together(
      from,
      [rowsOf(spendByOrder, from, 's'), rowsOf(hoursByOrder, from, 'h')],
      [sql``, sql``, sql``],
      sql`date_trunc('month', w.worked_on::timestamp)::date`,
    ),
};

/** Contingent work beside the client's own staff and what it could spend. */
export const workforce = fact({
  name: 'workforce',
  summary:
    'A share of a charge, approved hours of a day, or what was imported of the client’s own staff of a profession at a facility on a day.',
  columns: {
    ...tenantColumn,
    date: {
      type: 'date',
      description: 'The last day worked of a charge, the workday of hours, the day of what was imported.',
    },
    workforce_measure_id: { type: 'uuid', description: 'What was imported; null of a charge and of hours.' },
    worker_id: { type: 'uuid', description: 'The contingent worker; null where none.' },
    program_id,
    facility_id,
    profession,
    state,
    ...currencyColumn,
    ...workforceColumns,
  },
  subject: { noun: 'workforceMeasure', column: 'workforce_measure_id' },
  person: 'worker_id',
  totals: [workforceByMonth],
  rows: (from) =>
    together(
      from,
      [rowsOf(spend, from, 's'), rowsOf(hours, from, 'h')],
      [sql`null::uuid, s.worker_id,`, sql`null::uuid, h.worker_id,`, sql`w.id, null::uuid,`],
      sql`w.worked_on`,
    ),
});
