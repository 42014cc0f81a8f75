import { Placeholder, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { statementName } from './statement-names.ts';

/** A statement's text, ready for values. */
export interface Plan {
  text: string;
  /** Values that are always the same, and numbered placeholders for those that are not. */
  params: readonly unknown[];
}

const dialect = new PgDialect();

/** The statement's text and parameters. */
export function planOf(statement: SQL): Plan {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  return { text, params };
}

/** The plan's parameters with the request's own values in their places. */
const filled = ({ params }: Plan, values: readonly unknown[]): unknown[] =>
  params.map((each) => (each instanceof Placeholder ? values[Number(each.name)] : each));

/** The plan with values, as the driver takes it. */
export const questionOf = (plan: Plan, values: readonly unknown[]) => {
  const name = statementName(plan.text);
  return { text: plan.text, values: filled(plan, values), ...(name !== undefined && { name }) };
};
