import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, text } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { exclusionListLife } from '../lifecycle/exclusion-list.ts';
import {
  exclusionListCreated,
  ExclusionListKind,
  ExclusionListSource,
  listSources,
} from '../model/exclusion-list.ts';
import { exclusionList } from '../nouns/exclusion-list.ts';
import { permissions } from '../policy.ts';
import { exclusionLists } from '../tables.ts';

export const createExclusionList = command({
  name: 'createExclusionList',
  summary:
    'Announce an exclusion list; import its records (presets oig_leie and sam_extract take the files as published), then publish it.',
  rest: 'POST /exclusion-lists',
  permission: permissions.manageLists,
  input: z.strictObject({
    source: ExclusionListSource,
    name: text(100).optional().meta({ description: 'Of a list of another source: which one it is.' }),
    kind: ExclusionListKind,
    asOfDate: Day.meta({ description: 'The day or period for which it was published.' }),
  }),
  output: exclusionList,
  errors: [wholeTenantOnly],
  example: { source: 'oig_leie', kind: 'full', asOfDate: '2026-01-31' },
  async handle({ name = null, ...about }, { actor, tx }) {
    assertWholeTenant(actor);
    if ((about.source === 'other') !== (name !== null) || listSources.some((source) => source === name))
      throw refuse(
        '/name',
        'invalid_value',
        'A list of another source has a name of its own, and no other has one.',
      );
    const [row] = await tx.insert(exclusionLists, [{ ...about, name, state: exclusionListLife.initial }]);
    return { result: row!, events: [exclusionListCreated(row!, {})] };
  },
});
