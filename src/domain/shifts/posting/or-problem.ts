import { Problem } from '../../../kernel/errors.ts';

const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  throw error;
};

/** What was made, or why it was refused. */
export function orProblem<T>(make: () => T): T | Problem {
  try {
    return make();
  } catch (error) {
    return problemOf(error);
  }
}

/** The same of what is awaited; for what only reads. */
export const orProblemOf = <T>(run: () => Promise<T>): Promise<T | Problem> => run().catch(problemOf);
