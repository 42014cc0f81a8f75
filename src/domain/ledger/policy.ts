import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt, Visibility } from '../../kernel/noun.ts';
import type { Ledger } from './model/account.ts';
import { ledgerOfOperator, ledgerOfWholeProgram } from './model/period.ts';

const finance = ['program_manager', 'client_finance', 'integration'] as const;

export const permissions = {
  readPeriods: permission('ledger.read_periods', ...finance, 'analyst'),
  managePeriods: permission('ledger.manage_periods', 'program_manager', 'client_finance'),
  close: permission('ledger.close', 'program_manager', 'client_finance'),
  readAccruals: permission('ledger.read_accruals', ...finance, 'analyst'),
  tieOut: permission('ledger.tie_out', ...finance),
  readAccounts: permission('ledger.read_accounts', ...finance),
  manageAccounts: permission('ledger.manage_accounts', ...finance),
  readExports: permission('ledger.read_exports', ...finance),
  export: permission('ledger.export', ...finance),
};

const ofPrograms = (row: RowAt, programIds: readonly string[] | null) =>
  programIds === null ? sql`true` : sql`${row('programId')} = any(${`{${programIds.join(',')}}`}::uuid[])`;

const isBound = ({ facilityIds, unitIds }: Pick<Actor, 'facilityIds' | 'unitIds'>) =>
  facilityIds !== null || unitIds !== null;

const whole = (row: RowAt, actor: Actor): SQL =>
  isBound(actor) ? sql`false` : ofPrograms(row, actor.programIds);

const clientLedger = (row: RowAt, actor: Actor): SQL =>
  sql`${row('ledger')} = 'client' and ${whole(row, actor)}`;

/** What is of a whole program is not for whoever is bound to parts of it. */
export const wholeVisible: Visibility = { operator: whole, client: whole };
/** Nor is the operator's own ledger for the client. */
export const ledgersVisible: Visibility = { operator: whole, client: clientLedger };

/** Refuses whoever is bound to parts of a program. */
export function assertWholeProgram(actor: Pick<Actor, 'facilityIds' | 'unitIds'>): void {
  if (isBound(actor)) throw ledgerOfWholeProgram();
}

/** Refuses the client at the operator's ledger, and whoever is bound to parts of a program at any. */
export function assertOwnLedger(actor: Actor, ledger: Ledger): void {
  assertWholeProgram(actor);
  if (actor.side === 'client' && ledger === 'operator') throw ledgerOfOperator();
}
