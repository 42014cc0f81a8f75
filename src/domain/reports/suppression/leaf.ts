/** Fewer people than this are a small cell. */
export const fewestPeople = 5;

/** Rows of one currency that have the same values in every dimension of the fact: whose they are, and of which months. */
export interface Group {
  currency: string | null;
  values: readonly (string | null)[];
  people: readonly Owner[];
}

export interface Owner {
  /** Null: the rows are nobody’s. */
  person: string | null;
  /** Their first days; '' where the rows have no days. */
  months: readonly string[];
}

/** Cells by what they are told by. */
export const keyOf = (values: readonly (string | null)[]): string => JSON.stringify(values);
