import { invalidInput } from '../../../kernel/errors.ts';

type Told = Readonly<Record<string, unknown>>;

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Refuses with `locked_by_template`, at each pointer, what a template locked and is told otherwise; both canonical. */
export function assertUnlocked(locked: readonly string[], held: Told, told: Told): void {
  const errors = locked
    .filter((key) => told[key] !== undefined && !same(held[key], told[key]))
    .map((key) => ({
      pointer: `/${key}`,
      code: 'locked_by_template',
      message: 'The template locks it.',
    }));
  if (errors.length > 0) throw invalidInput({ errors });
}
