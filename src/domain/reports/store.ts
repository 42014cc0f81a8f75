import { sql, type SQL } from 'drizzle-orm';
import { formatHours } from '../../kernel/hours.ts';
import type { Context } from '../../kernel/operation.ts';
import { workedTypes } from '../time/index.ts';
import type { SpendDimension, SpendRow } from './model.ts';
import { countable } from './policy.ts';

export interface SpendQuestion {
  by: readonly SpendDimension[];
  basis: 'accrued' | 'invoiced';
  programId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

interface Dimension {
  /** Columns of the answer, each with its SQL. */
  columns: [string, SQL][];
  names: [string, SQL][];
  join?: SQL;
}

const named = (noun: string, table: SQL): Dimension => {
  const alias = sql.identifier(noun);
  const id = sql`i.${sql.identifier(`${noun}_id`)}`;
  return {
    columns: [[`${noun}Id`, id]],
    names: [[`${noun}Name`, sql`${alias}.name`]],
    join: sql`left join ${table} ${alias} on ${alias}.tenant_id = i.tenant_id and ${alias}.id = ${id}`,
  };
};

const dimensions: Record<SpendDimension, Dimension> = {
  program: named('program', sql`programs`),
  facility: named('facility', sql`facilities`),
  unit: named('unit', sql`units`),
  vendor: named('vendor', sql`vendors`),
  cost_center: {
    columns: [
      ['costCenterId', sql`share."costCenterId"`],
      ['costCenterCode', sql`share.code`],
    ],
    names: [],
    // What no cost center bears is a part as well.
    join: sql`cross join lateral (
      select s."costCenterId", s.code, s.amount from jsonb_to_recordset(i.allocation) as s ("costCenterId" uuid, code text, amount numeric)
      union all select null, null, i.amount - coalesce(sum(s.amount), 0) from jsonb_to_recordset(i.allocation) as s (amount numeric)
        having count(*) = 0 or sum(s.amount) <> i.amount) share`,
  },
  month: { columns: [['month', sql`to_char(i.work_date_to, 'YYYY-MM')`]], names: [] },
};

const statesOf = {
  accrued: sql`('approved', 'invoiced', 'paid')`,
  invoiced: sql`('invoiced', 'paid')`,
} as const;

function conditions(question: SpendQuestion, context: Context): SQL {
  const { basis, programId, from, to } = question;
  return sql.join(
    [
      ...countable(context.actor),
      sql`i.state in ${statesOf[basis]}`,
      ...(programId ? [sql`i.program_id = ${programId}`] : []),
      ...(from ? [sql`i.work_date_to >= ${from}::date`] : []),
      ...(to ? [sql`i.work_date_to <= ${to}::date`] : []),
    ],
    sql` and `,
  );
}

/** Sums of billing items by the dimensions asked for and by currency, in the order of their values. */
export async function spend(question: SpendQuestion, context: Context): Promise<SpendRow[]> {
  const asked = question.by.map((dimension) => dimensions[dimension]);
  const split = question.by.includes('cost_center');
  const keys = asked.flatMap(({ columns, names }) => [...columns, ...names]);
  const grouped = [...keys, ['currency', sql`i.currency`] as [string, SQL]];
  const shown = grouped.map(([name, value]) => sql`${value} as ${sql.identifier(name)}`);
  // Differentials are charged on hours that are counted already, and premiums for none.
  const figures = split
    ? sql`sum(share.amount)::text as amount, null::text as fee, null::text as "vendorAmount", null::int8 as minutes`
    : sql`sum(i.amount)::text as amount, sum(i.fee_amount)::text as fee, sum(i.vendor_amount)::text as "vendorAmount",
      coalesce(sum(i.minutes) filter (where i.hour_type is null or i.hour_type = any(${`{${workedTypes.join(',')}}`}::text[])), 0) as minutes`;
  const places = sql.join(
    grouped.map((_, at) => sql.raw(String(at + 1))),
    sql`, `,
  );
  const rows = await context.tx.rows<SpendRow & { minutes: string | null }>(sql`
    select ${sql.join(shown, sql`, `)}, ${figures}
    from billing_items i ${sql.join(
      asked.flatMap(({ join }) => join ?? []),
      sql` `,
    )}
    where ${conditions(question, context)} group by ${places} order by ${places}`);
  return rows.map(({ minutes, ...row }) => ({
    ...row,
    hours: minutes === null ? null : formatHours(Number(minutes)),
  }));
}
