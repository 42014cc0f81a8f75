import { z } from 'zod';
import { Day, Id, Instant, oneOf } from '../../../kernel/shapes.ts';
import { counted, needs } from './needs.ts';

const groups = needs.map(({ group }) => group) as unknown as [string, ...string[]];
export const NeedGroup = oneOf('NeedGroup', groups);

/** The most rows that a group is looked through for. */
export const mostNeeds = 100;

export const NeededItem = z
  .strictObject({
    noun: z.string(),
    id: Id,
    title: z
      .string()
      .meta({ description: 'What it is about, in words that you may read; never a person’s name.' }),
    state: z.string(),
    since: Instant,
    dueAt: Instant.nullable(),
    dueOn: Day.nullable(),
    verbs: z.array(z.string()).meta({ description: 'What you may do about it now.' }),
  })
  .meta({ id: 'NeededItem' });

export const WhatNeedsMe = z
  .strictObject({
    groups: z.array(
      z
        .strictObject({
          group: NeedGroup,
          noun: z.string(),
          total: z.int().meta({ description: `At most ${mostNeeds}.` }),
          hasMore: z.boolean().meta({ description: 'There are more than the total says.' }),
          items: z.array(NeededItem),
        })
        .meta({ id: 'NeededGroup' }),
    ),
    asOf: Instant,
  })
  .meta({ id: 'WhatNeedsMe' });
export type NeededGroup = z.input<typeof WhatNeedsMe>['groups'][number];

export const CountedNoun = oneOf('CountedNoun', counted);
export const StateCount = z
  .strictObject({ noun: CountedNoun, state: z.string(), count: z.int() })
  .meta({ id: 'StateCount' });
export type StateCount = z.input<typeof StateCount>;
