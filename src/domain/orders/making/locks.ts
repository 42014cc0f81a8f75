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

/** Refuses at /lockedFields what is locked twice, or locked and not told. */
export function assertLockable(locked: readonly string[], terms: object): void {
  const told = terms as Told;
  const errors = locked.flatMap((key, place) =>
    told[key] === undefined || locked.indexOf(key) < place
      ? [
          {
            pointer: `/lockedFields/${place}`,
            code: told[key] === undefined ? 'not_told' : 'repeated',
            message: told[key] === undefined ? 'The template does not tell it.' : 'A term stands once.',
          },
        ]
      : [],
  );
  if (errors.length > 0) throw invalidInput({ errors });
}
