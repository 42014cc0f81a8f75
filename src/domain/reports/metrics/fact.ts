import type { SQL } from 'drizzle-orm';

/** A table as an item of FROM under an alias: as it is, or, in a report as of an instant, its versions of then. */
export type From = (table: string, alias: string) => SQL;

export interface FactColumn {
  type: 'uuid' | 'text' | 'date' | 'timestamptz' | 'boolean' | 'integer' | 'bigint' | 'numeric';
  /** What it holds, with unit, zone or currency: the comment on the view's column. */
  description: string;
}

/**
 * What can be counted: one row a thing, as the view `reporting.<name>` shows it to whoever may see the rows beneath
 * (security invoker). It names nobody: people and places are ids. Every figure of the service is an aggregate over one
 * of these, so the same question asked in SQL has the same answer.
 */
export interface Fact {
  /** The view's name in the schema `reporting`. */
  name: string;
  /** One sentence: what one row is. The comment on the view. */
  summary: string;
  /** Every column of the view, in order. Columns named as `dimensions` says can be grouped and filtered by. */
  columns: Readonly<Record<string, FactColumn>>;
  /**
   * The rows with exactly those columns in that order. Tables of tenants are named through `from` alone, reference tables
   * directly: they have no versions. `then` is the instant of the past that is asked about, a timestamptz; absent, what
   * depends on the day goes by the tenant's own clock.
   */
  rows(from: From, then?: SQL): SQL;
  /**
   * Days by a zone, each with the column of its instant: whoever bounds such a day may bound the instant by a day more on
   * both ends too, by which the rows are found at once.
   */
  instants?: Readonly<Record<string, string>>;
  /** The noun that a row tells of, and the column with its id: what a figure is drilled down to. */
  subject: { noun: string; column: string };
  /** The column that says whose row it is, where small cells are kept from analysts. */
  person: string;
  /** Where sums of it are kept, the smallest first: what is made of `sum(measure)` alone is read from the first that has all it needs. */
  totals?: readonly Totals[];
  /** Where it is kept whose rows there are, by month. */
  people?: readonly KeptPeople[];
}

/**
 * Sums of a fact's rows, kept with each change in its own transaction and shown as the view `reporting.<name>`: the
 * dimensions, measures and days that it has are named as the fact names them, so that the same text runs over both.
 */
export interface Totals {
  name: string;
  /** One sentence: what one row sums. The comment on the view. */
  summary: string;
  columns: Readonly<Record<string, FactColumn>>;
  rows(from: From): SQL;
  /** What of its day a row holds whole; the day column holds the first day of it. Weeks begin on Sunday. */
  grain: 'day' | 'week' | 'month';
  /** Where a row is one of the fact's own and not a sum: of those that have its day it holds every one. */
  isEach?: true;
}

/** Of how many rows in a month each person is, by group: kept as sums are, so that small cells are found without the rows. */
export interface KeptPeople {
  /** Its part of the kept rows. */
  cube: string;
  /** The fact's day by which rows fall into months. */
  cohort: string;
  /** Which rows count, as a condition on the fact's columns. */
  where: string;
  /** As metrics say the same: of such a value that is not 0, or is there at all. */
  of: readonly string[];
  /** The groups: for each dimension of the fact its value, of a kept row `r`, in the order of the dimensions. */
  groups: SQL;
  /** What the groups are read from, beside the row `r`. */
  beside(from: From): SQL;
}

export const fact = (declaration: Fact): Fact => declaration;
