import type { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { refuse } from '../../kernel/errors.ts';
import { reference } from '../../kernel/shapes.ts';
import { readsSubject } from './policy.ts';

/** The members of an input of which one says what it is about: `orderId`, `submissionId`, … */
export const subjectMembers = <const Name extends string>(nouns: readonly Name[]) =>
  Object.fromEntries(nouns.map((noun) => [`${noun}Id`, reference(noun).optional()])) as {
    [Key in `${Name}Id`]: z.ZodOptional<ReturnType<typeof reference>>;
  };

/** The one thing that was named; refuses none, several, and what the actor does not read: it would not see what it says of it. */
export function namedSubject<const Name extends string>(
  nouns: readonly Name[],
  input: { [Key in `${Name}Id`]?: string | undefined },
  actor: Actor,
): { noun: Name; id: string } {
  const named = nouns.flatMap((noun) => {
    const id = (input as Record<string, string | undefined>)[`${noun}Id`];
    return id === undefined ? [] : [{ noun, id }];
  });
  if (named.length !== 1)
    throw refuse(
      '/',
      'one_subject',
      `It is about one thing: ${nouns.map((noun) => `${noun}Id`).join(', ')}.`,
    );
  const [{ noun, id }] = named as [{ noun: Name; id: string }];
  if (!readsSubject(noun, actor))
    throw refuse(`/${noun}Id`, 'not_found', `There is no such ${noun}, or none that you may see.`);
  return { noun, id };
}
