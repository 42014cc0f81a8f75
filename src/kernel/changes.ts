/** A field of a row before and after; null where there was none. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** A row, by the name that events give its noun, and a transaction that changed it. */
export interface ChangedRow {
  noun: string;
  id: string;
  transactionId: string;
}
