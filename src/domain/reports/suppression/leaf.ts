/** Fewer people than this are a small cell. */
export const fewestPeople = 5;

/** The rows of one month that have the same values in every dimension of the fact, and whose they are. */
export interface Leaf {
  values: readonly (string | null)[];
  people: readonly string[];
}

/** Cells by what they are told by. */
export const keyOf = (values: readonly (string | null)[]): string => JSON.stringify(values);
