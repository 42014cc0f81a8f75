import { z } from 'zod';
import type { Noun } from '../../../kernel/noun.ts';
import { query } from '../../../kernel/operation.ts';
import { Instant } from '../../../kernel/shapes.ts';
import { StateCount } from '../model/work.ts';
import { permissions } from '../policy.ts';
import { countStates } from '../store/counts.ts';

export const stateCounts = (nouns: ReadonlyMap<string, Noun>) =>
  query({
    name: 'stateCounts',
    summary: 'How many orders, submissions, offers, assignments and more you see, by state.',
    rest: 'GET /work-lists/counts',
    permission: permissions.read,
    input: z.strictObject({}),
    output: z.strictObject({ counts: z.array(StateCount), asOf: Instant }).meta({ id: 'StateCounts' }),
    rows: 'counts',
    async handle(_, context) {
      return { counts: await countStates(nouns, context), asOf: context.now };
    },
  });
