import { invalidInput } from '../../../kernel/errors.ts';

/** Refuses at /lockedFields what is locked twice, or locked and not told. */
export function assertLockable(locked: readonly string[], terms: object): void {
  const told = terms as Record<string, unknown>;
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
