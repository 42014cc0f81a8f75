import { and, asc, eq, sql } from 'drizzle-orm';
import { step } from '../../../../kernel/lifecycle.ts';
import type { Context } from '../../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../../kernel/transaction.ts';
import { programs } from '../../../programs/index.ts';
import type { agreements } from '../../tables.ts';
import type { TermsGiven } from '../model.ts';
import { bandFrom, conversionStepOf, termKinds, windowOf, type TermKey } from '../rows.ts';
import type * as tables from '../tables.ts';

type Agreement = Row<typeof agreements>;
type TermTable = typeof tables.agreementFees;
type TermRow = Record<string, unknown>;

// The kinds differ in their columns only, which the database types; here each is a row of named values.
const heldIn = (table: TermTable, agreementId: string, { tx, actor }: Context): Promise<TermRow[]> =>
  tx.db
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, actor.tenantId),
        eq(table.agreementId, agreementId),
        eq(table.state, 'in_force'),
      ),
    )
    .orderBy(asc(table.id));

const said = (row: TermRow, columns: readonly string[]) =>
  JSON.stringify(columns.map((column) => row[column]));

const scopeOf = ({ id, programId, vendorId }: Agreement) => ({ agreementId: id, programId, vendorId });

/** The program of an agreement, whose zone and currency its terms are in; a vendor off its panel sees neither elsewhere. */
export const programOf = ({ programId }: Agreement, { tx }: Context): Promise<Row<typeof programs>> =>
  asTenant(tx, async () => (await tx.find(programs, programId))!);

/** What one kind of terms of an agreement says now. */
export const termsHeld = (key: TermKey, agreementId: string, context: Context): Promise<TermRow[]> =>
  heldIn(termKinds[key].table as unknown as TermTable, agreementId, context);

/** Sets terms of one kind in place of those held; the agreement is held. */
export async function replaceTerms(
  key: TermKey,
  agreement: Agreement,
  wanted: readonly TermRow[],
  context: Context,
): Promise<void> {
  const { life, table: one } = termKinds[key];
  const table = one as unknown as TermTable;
  const held = (await heldIn(table, agreement.id, context)) as unknown as Row<TermTable>[];
  await context.tx.changeAll(
    table,
    held.map((row) => ({ row, changes: { state: step(life, 'supersede', row.state) } })),
  );
  const rows = wanted.map((row) => ({ ...row, ...scopeOf(agreement), state: life.initial }));
  await context.tx.insert(table, rows as unknown as Row<TermTable>[]);
}

/** Whether the terms held say just this, in whatever order. */
export function saysJust(key: TermKey, held: readonly TermRow[], wanted: readonly TermRow[]): boolean {
  const { columns } = termKinds[key];
  const texts = (rows: readonly TermRow[]) =>
    JSON.stringify(rows.map((row) => said(row, columns)).toSorted());
  return texts(held) === texts(wanted);
}

/** The columns of terms as they were given; a kind that was not said is absent. */
export const rowsGiven = (given: TermsGiven): Partial<Record<TermKey, TermRow[]>> =>
  Object.fromEntries(
    (Object.keys(termKinds) as TermKey[])
      .filter((key) => given[key] !== undefined)
      .map((key) => [key, (termKinds[key].rows as (terms: unknown) => TermRow[])(given[key])]),
  );

/** The columns of what is held, to be said again of another agreement. */
export const again = (key: TermKey, held: readonly TermRow[]): TermRow[] =>
  held.map((row) => Object.fromEntries(termKinds[key].columns.map((column) => [column, row[column]])));

/** The penalty windows of an agreement. */
export async function windowsOf(agreementId: string, context: Context) {
  const rows = await termsHeld('penaltyWindows', agreementId, context);
  return (rows as unknown as Row<typeof tables.agreementPenaltyWindows>[]).map(windowOf);
}

/** The conversion schedule of an agreement. */
export async function scheduleOf(agreementId: string, context: Context) {
  const rows = await termsHeld('conversionSchedule', agreementId, context);
  return (rows as unknown as Row<typeof tables.agreementConversionFees>[]).map(conversionStepOf);
}

/** What an agreement guarantees; undefined where it guarantees nothing. */
export async function guaranteeOf(agreementId: string, context: Context) {
  const [row] = await termsHeld('guaranteedHours', agreementId, context);
  return row as unknown as Row<typeof tables.agreementGuarantees> | undefined;
}

/** What an agreement says of hires by the client itself; undefined where it says nothing. */
export async function placementTermsOf(agreementId: string, context: Context) {
  const [row] = await termsHeld('placementTerms', agreementId, context);
  return row as unknown as Row<typeof tables.agreementPlacementTerms> | undefined;
}

/** The volume bands of an agreement, from the lowest. */
export async function bandsOf(agreementId: string, context: Context) {
  const rows = await termsHeld('volumeBands', agreementId, context);
  return (rows as unknown as Row<typeof tables.agreementVolumeBands>[])
    .map(bandFrom)
    .toSorted((one, other) => Number(one.from) - Number(other.from));
}

/** The fee of an order's type where the agreement says one of its own for it. */
export async function feeFor(agreementId: string, orderType: string, { tx, actor }: Context) {
  const [found] = await tx.rows<Pick<Row<TermTable>, 'feeModel' | 'feePercent' | 'feeBasis'>>(sql`
    select f.fee_model as "feeModel", f.fee_percent::text as "feePercent", f.fee_basis as "feeBasis" from agreement_fees f
    where f.tenant_id = ${actor.tenantId} and f.agreement_id = ${agreementId} and f.order_type = ${orderType}
      and f.state = 'in_force'`);
  return found;
}
