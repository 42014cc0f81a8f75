import type { Role } from '../../../kernel/actor.ts';
import type { DimensionName } from './dimensions.ts';
import type { Fact } from './fact.ts';

export type MetricUnit = 'ratio' | 'money' | 'hours' | 'days' | 'count' | 'points';

/** A named figure: numerator ÷ denominator, or a sum, or how a value of rows is distributed. */
export interface Metric {
  /** snake_case, as product and industry call it. */
  name: string;
  /** Counted up whenever it would come to another figure; answers carry `name@version`. */
  version: number;
  title: string;
  /** In words, whole: what is counted, over what, of which rows, by which day. */
  definition: string;
  unit: MetricUnit;
  fact: Fact;
  /**
   * The fact's day by which a row falls into a period; null for what is so at an instant (the question's `asOf`, else
   * now), which has no periods.
   */
  cohort: string | null;
  /**
   * SQL aggregates over the fact's columns, which the catalog publishes: anyone may ask the view the same. `:now` stands
   * for the instant of the figure: the question's `asOf`, else the tenant's now.
   */
  numerator: string;
  /** Absent where the figure is the numerator itself. */
  denominator?: string;
  /** A value of each row in the metric's unit, and which rows have one: mean, median and p90 (continuous) of it are given. */
  distribution?: { value: string; where?: string };
  /** What does not count, in words; 'none'. */
  exclusions: string;
  /** Where the definition comes from, if from a rule or a standard. */
  source?: string;
  /** The roles that may ask for it. A vendor is answered from its own rows, only where the fact carries `vendor_id`. */
  readers: readonly Role[];
  /** Whether a figure is of one currency, which the fact's `currency` says: any of money is; a ratio of money says so here. */
  byCurrency?: true;
  /** Dimensions that the fact has and this figure must not be divided by. */
  notBy?: readonly DimensionName[];
  /** Which way is better; absent where neither is. */
  better?: 'higher' | 'lower';
}

export const metric = (declaration: Metric): Metric => declaration;

/** Its definition, as answers name it. */
export const definitionOf = ({ name, version }: Metric): string => `${name}@${version}`;

/** The fact's columns that its texts name. */
export function columnsOf({ fact, numerator, denominator = '', distribution }: Metric): string[] {
  const texts = `${numerator} ${denominator} ${distribution?.value ?? ''} ${distribution?.where ?? ''}`;
  const words = new Set(texts.match(/[a-z_]\w*/g));
  return Object.keys(fact.columns).filter((column) => words.has(column));
}

/** Roles by what they may know: of work done and planned, of money beside it. */
export const workReaders = [
  'program_manager',
  'tenant_admin',
  'client_finance',
  'requester',
  'approver',
  'analyst',
  'integration',
  'vendor_recruiter',
  'vendor_finance',
  'credentialing',
] as const satisfies readonly Role[];
export const moneyReaders = [
  'program_manager',
  'client_finance',
  'analyst',
  'integration',
  'vendor_recruiter',
  'vendor_finance',
] as const satisfies readonly Role[];
/** What vendors must not know of each other or of the client's plans. */
export const programReaders = [
  'program_manager',
  'tenant_admin',
  'client_finance',
  'analyst',
  'integration',
] as const satisfies readonly Role[];
