import { z } from 'zod';
import { refuse, type Problem } from '../../../kernel/errors.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { exclusionListNotLoading } from '../model/exclusion-list.ts';
import { exclusionRecordAdded, recordMembers, type StatedRecord } from '../model/exclusion-record.ts';
import { leiePreset } from '../model/leie.ts';
import { samPreset } from '../model/sam.ts';
import { exclusionRecord } from '../nouns/exclusion-list.ts';
import { permissions } from '../policy.ts';
import { keepRecords, listRecords, loadingLists, type Listed } from '../store/records.ts';

const input = z.strictObject({ exclusionListId: reference('exclusionList'), ...recordMembers });

/** Why the record cannot stand on a list, if it cannot. */
function faultOf({
  lastName,
  businessName,
  excludedOn,
  endsOn,
  reinstatedOn,
}: StatedRecord): Problem | undefined {
  if ((lastName === undefined) === (businessName === undefined))
    return refuse(
      '/lastName',
      'invalid_value',
      'A record is of a person, with a last name, or of a business.',
    );
  if (endsOn !== undefined && endsOn < excludedOn)
    return refuse('/endsOn', 'before_start', 'The end is before the start.');
  if (reinstatedOn !== undefined && reinstatedOn < excludedOn)
    return refuse('/reinstatedOn', 'before_start', 'The reinstatement is before the exclusion.');
  return undefined;
}

async function addRecords(
  inputs: readonly z.output<typeof input>[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  assertWholeTenant(context.actor);
  const loading = await loadingLists(
    inputs.map(({ exclusionListId }) => exclusionListId),
    context,
  );
  const listed: Listed[] = [];
  const outcomes = inputs.map(
    ({ exclusionListId: listId, ...record }, place): Outcome<{ id: string }> | Problem => {
      const fault = loading.has(listId) ? faultOf(record) : exclusionListNotLoading();
      if (fault) return fault;
      listed.push({ place, listId, record });
      return { result: { id: listId }, unchanged: true };
    },
  );
  const kept = await keepRecords(listed, context);
  await listRecords(
    kept.map(({ place, id }) => ({ listId: inputs[place]!.exclusionListId, recordId: id })),
    context,
  );
  for (const { place, id, isNew } of kept) {
    const result = { id };
    const subject = { id, version: 1 };
    // The same row of an earlier list: what is new is only that it stands on this one too.
    outcomes[place] = isNew
      ? { result, events: [exclusionRecordAdded(subject, {})] }
      : { result, unchanged: true };
  }
  return outcomes;
}

export const addExclusionRecord = bulkCommand({
  name: 'addExclusionRecord',
  summary:
    'Add a record to an exclusion list that is being loaded; the same row of an earlier list is the same record.',
  rest: 'POST /exclusion-records',
  permission: permissions.manageLists,
  input,
  output: exclusionRecord,
  errors: [exclusionListNotLoading, wholeTenantOnly],
  bulk: {
    name: 'addExclusionRecords',
    rest: 'POST /exclusion-records/bulk',
    summary: 'Add up to 1,000 records to exclusion lists, with a result for each row.',
  },
  presets: { oig_leie: leiePreset, sam_extract: samPreset },
  handleMany: addRecords,
});
