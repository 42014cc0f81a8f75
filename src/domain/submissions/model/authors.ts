import type { Actor } from '../../../kernel/actor.ts';

/** The users who had a hand in it, and the one who has it now: none of them approves it. */
export const withAuthor = (authors: readonly string[], { userId }: Pick<Actor, 'userId'>): string[] => [
  ...new Set(userId === null ? authors : [...authors, userId]),
];
