import { sql, type SQL } from 'drizzle-orm';
import type { FactColumn, From, Totals } from '../../metrics/fact.ts';

/** The rows of a fact or of kept totals as an item of FROM, columns by their names. */
export const rowsOf = ({ columns, rows }: Pick<Totals, 'columns' | 'rows'>, from: From, alias: string): SQL =>
  sql`(${rows(from)}) as ${sql.raw(`${alias} (${Object.keys(columns).join(', ')})`)}`;

const figure = (description: string): FactColumn => ({ type: 'numeric', description });

/** What is summed of work by whomever it is done. */
export const workforceColumns = {
  managed_spend: figure('What was accrued through the program, in `currency`.'),
  contingent_cost: figure('That of it which is for staffing, contract and per diem, in `currency`.'),
  contingent_minutes: figure('Approved minutes of contingent workers.'),
  employed_minutes: figure('Minutes of the client’s own staff, as imported.'),
  employed_cost: figure('Cost of the client’s own staff, as imported, in `currency`.'),
  addressable_spend: figure('What could be spent through the program, as imported, in `currency`.'),
};
