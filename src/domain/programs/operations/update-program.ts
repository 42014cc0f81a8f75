import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { programChanged, TimeZone } from '../model.ts';
import { program } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { changeOf } from '../store.ts';
import { programs } from '../tables.ts';

export const updateProgram = command({
  name: 'updateProgram',
  summary: 'Change a program.',
  rest: 'PATCH /programs/{programId}',
  permission: permissions.manage,
  input: z.strictObject({
    programId: reference('program'),
    name: text(200).optional(),
    timeZone: TimeZone.optional(),
    requesterSeesPay: z.boolean().optional(),
  }),
  output: program,
  handle: ({ programId, ...changes }, context) =>
    changeOf(programs, programId, changes, programChanged, context),
});
