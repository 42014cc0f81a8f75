import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { exclusionListLife } from '../lifecycle/exclusion-list.ts';
import {
  exclusionListIsEmpty,
  exclusionListIsOlder,
  exclusionListPublished,
  exclusionListSuperseded,
} from '../model/exclusion-list.ts';
import { exclusionList } from '../nouns/exclusion-list.ts';
import { permissions } from '../policy.ts';
import { liftEnded } from '../store/matches.ts';
import {
  bringIntoForce,
  countRecords,
  endAbsent,
  endReinstated,
  holdSeries,
  isOutdated,
  supersedeFormer,
} from '../store/publishing.ts';
import { exclusionLists } from '../tables.ts';

export const publishExclusionList = command({
  name: 'publishExclusionList',
  summary:
    'Put an exclusion list in force: a full one in the place of the former; whoever it no longer names is excluded no more, and everybody is screened again.',
  rest: 'POST /exclusion-lists/{exclusionListId}/publish',
  permission: permissions.manageLists,
  input: z.strictObject({ exclusionListId: reference('exclusionList') }),
  output: exclusionList,
  errors: [stepNotAllowed, wholeTenantOnly, exclusionListIsEmpty, exclusionListIsOlder],
  async handle({ exclusionListId }, context) {
    assertWholeTenant(context.actor);
    const row = await context.take(exclusionLists, exclusionListId);
    const state = step(exclusionListLife, 'publish', row.state);
    await holdSeries(row, context);
    if (row.kind === 'full' && (await isOutdated(row, context))) throw exclusionListIsOlder();
    const { records, added } = await countRecords(row, context);
    if (records === 0 && row.kind === 'full') throw exclusionListIsEmpty();
    await bringIntoForce(row, context);
    const absent = row.kind === 'full' ? await endAbsent(row, context) : 0;
    const ended = absent + (await endReinstated(row, context));
    const superseded = row.kind === 'full' ? await supersedeFormer(row, context) : [];
    const published = await context.tx.change(exclusionLists, row, {
      state,
      records,
      added,
      ended,
      publishedAt: context.now,
    });
    const lifted = await liftEnded(context);
    return {
      result: published,
      events: [
        exclusionListPublished(published, { records, added, ended }),
        ...superseded.map((former) => exclusionListSuperseded(former, {})),
        ...lifted,
      ],
    };
  },
});
