import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { systemActor } from '../../src/kernel/actor.ts';
import type { Client, Service } from '../support/service.ts';
import { createWeeks, ok, type Placed, type Supplier, type Weeks } from '../support/weeks.ts';

/** A placement, and the weeks of it that were handed in, by their first days. */
export interface Standing extends Placed {
  supplier: Supplier;
  weeks: Map<string, string>;
}

/** A program whose money moves: who acts in it, and what of it there is to act on. */
export interface Money {
  service: Service;
  weeks: Weeks;
  suppliers: Supplier[];
  /** Approves what vendors are paid. */
  checker: Client;
  /** Records what is paid; neither issues nor approves. */
  cashier: Client;
  feeds: Client;
  placed: Standing[];
  /** Placements that stand ready: to make one takes longer than a step. */
  spare: Standing[];
  expenseCategoryId: string;
  expenses: string[];
  imported: { reference: string; revision: number; vendorId: string; kind: string }[];
  purchaseOrders: number;
  payments: number;
  now: string;
}

export const weekStarts = ['2026-02-01', '2026-02-08'] as const;

const feeTerms = [
  { fee_percent: '2.75', fee_basis: 'line' },
  { fee_percent: '3.33', fee_model: 'client_funded', fee_basis: 'invoice' },
  { fee_percent: '1.75', fee_model: 'client_funded' },
];

/** The rows that the world was given by hand bill what nobody worked. */
async function clearBills(admin: pg.Client, tenantId: string): Promise<void> {
  const bills = [
    'credit_applications',
    'payment_applications',
    'payments',
    'invoice_disputes',
    'invoice_taxes',
    'invoice_lines',
    'invoices',
    'invoice_runs',
    'invoice_series',
    'billing_items',
    'charges',
    'expenses',
    'timesheets',
    'spend_totals',
    'hours_totals',
    'timesheet_totals',
    'timesheet_approvals',
    'people_totals',
  ];
  await admin.query('begin; set local session_replication_role = replica');
  for (const table of bills) await admin.query(`delete from ${table} where tenant_id = $1`, [tenantId]);
  await admin.query('delete from row_versions where tenant_id = $1 and table_name = any ($2)', [
    tenantId,
    bills,
  ]);
  await admin.query('commit');
}

/** Sets it up: vendors under each model and basis of the fee, a tax, and placements to begin with. */
export async function openMoney(service: Service, admin: pg.Client): Promise<Money> {
  const weeks = await createWeeks(service);
  await clearBills(admin, weeks.tenantId);
  const { programId, manager } = weeks;
  const suppliers = [weeks.atlas];
  for (const terms of feeTerms) suppliers.push(await weeks.supplier(terms));
  const category = ok(
    await manager.post('/expense-categories', { programId, code: 'tolls', name: 'Tolls', kind: 'amount' }),
    201,
  );
  const money: Money = {
    service,
    weeks,
    suppliers,
    checker: await service.member(weeks.tenantId, { role: 'program_manager' }),
    cashier: await service.member(weeks.tenantId, { role: 'program_manager' }),
    feeds: await service.member(weeks.tenantId, { role: 'integration' }),
    placed: [],
    spare: [],
    expenseCategoryId: category.id,
    expenses: [],
    imported: [],
    purchaseOrders: 0,
    payments: 0,
    now: '2026-02-16T12:00:00Z',
  };
  await weeks.costCenter('7001');
  await weeks.costCenter('7002');
  ok(
    await manager.post('/tax-rules', {
      programId,
      name: 'Sales tax',
      jurisdiction: 'OH',
      percent: '5.75',
      effectiveFrom: '2026-01-01',
      vendorIds: [suppliers[1]!.id],
    }),
    201,
  );
  for (let more = 0; more < 12; more += 1) {
    const supplier = suppliers[more % suppliers.length]!;
    money.spare.push({ ...(await weeks.placed(supplier)), supplier, weeks: new Map() });
  }
  return money;
}

/** Rows as the tenant's own hand reads them. */
export const rowsOf = <T extends object>({ service, weeks }: Money, query: ReturnType<typeof sql>) =>
  service.as(systemActor(weeks.tenantId), (tx) => tx.rows<T & Record<string, unknown>>(query));

/** The documents of a kind that stand issued, in the order of their making. */
export const documentsOf = (money: Money, kinds: readonly string[]) =>
  rowsOf<{ id: string; state: string; vendorId: string | null; open: string; total: string }>(
    money,
    sql`select id, state, vendor_id as "vendorId", (total - paid_amount - credited_amount)::text as open, total::text as total
      from invoices where program_id = ${money.weeks.programId} and state <> 'draft'
        and kind = any (${`{${kinds.join(',')}}`}::text[]) order by created_at, id`,
  );
