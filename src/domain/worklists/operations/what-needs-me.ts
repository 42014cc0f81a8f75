import { z } from 'zod';
import type { Noun } from '../../../kernel/noun.ts';
import { query } from '../../../kernel/operation.ts';
import { needs } from '../model/needs.ts';
import { mostNeeds, WhatNeedsMe } from '../model/work.ts';
import { permissions } from '../policy.ts';
import { waiting } from '../store/needs.ts';

export const whatNeedsMe = (nouns: ReadonlyMap<string, Noun>) =>
  query({
    name: 'whatNeedsMe',
    summary: 'Everything that waits for you, by kind, what is due first, with what you may do about it.',
    rest: 'GET /work-lists/what-needs-me',
    permission: permissions.read,
    input: z.strictObject({
      limit: z.int().min(1).max(mostNeeds).default(20).meta({ description: 'Items of each group.' }),
    }),
    output: WhatNeedsMe,
    async handle({ limit }, context) {
      return { groups: await waiting(needs, nouns, limit, context), asOf: context.now };
    },
  });
