import type { Fact } from '../../kernel/event.ts';
import type { Consequence, Context } from '../../kernel/operation.ts';
import type { SourceRecord } from '../../kernel/primary-source.ts';
import { normalizeName } from '../workers/index.ts';
import { exclusionRecordAdded, type StatedRecord } from './model/exclusion-record.ts';
import { listedRecord, type Asked } from './model/listing.ts';
import {
  askedPerson,
  listOfSource,
  sharedExclusions,
  standingRecords,
  type ExclusionRecordRow,
} from './store/listing.ts';
import { keepFound, liftEnded, type Found } from './store/matches.ts';
import { findWorkers } from './store/matching.ts';
import { keepRecords, listRecords } from './store/records.ts';
import { exclusionRecords } from './tables.ts';
import { nextLift } from './timers.ts';

const nameOf = ({ firstName = '', lastName = '' }: Pick<StatedRecord, 'firstName' | 'lastName'>) =>
  normalizeName(firstName, lastName);

/** Whether the record is what the source says again; a day or a number that it adds makes no other exclusion of it. */
const isSame = (held: ExclusionRecordRow, said: StatedRecord, { workerId }: Asked): boolean =>
  held.exclusionType === said.exclusionType &&
  held.normalizedName === nameOf(said) &&
  (said.listNumber === workerId || held.listNumber === said.listNumber);

/** Writes the records that are new on the list; one that the source took back on the same day counts again. */
async function addRecords(listId: string, said: readonly StatedRecord[], context: Context) {
  const kept = await keepRecords(
    said.map((record, place) => ({ place, listId, record })),
    context,
  );
  await listRecords(
    kept.map(({ id }) => ({ listId, recordId: id })),
    context,
  );
  const rows = await context.tx.takeAll(
    exclusionRecords,
    kept.map(({ id }) => id),
  );
  for (const row of rows.values())
    if (row.endedOn !== null)
      rows.set(row.id, await context.tx.change(exclusionRecords, row, { endedOn: null }));
  return {
    rows: [...rows.values()],
    facts: kept.filter(({ isNew }) => isNew).map(({ id }) => exclusionRecordAdded({ id, version: 1 }, {})),
  };
}

/** What the source says by itself, where no comparison of names and numbers would have found it. */
function foundBySource(row: ExclusionRecordRow, asked: Asked): Found {
  const isNumber = row.npi !== null && row.npi === asked.npi;
  const isName = row.normalizedName === nameOf(asked);
  return {
    workerId: asked.workerId,
    vendorId: null,
    recordId: row.id,
    exclusionKey: row.exclusionKey,
    signals: [...(isNumber ? (['npi'] as const) : []), ...(isName ? (['name'] as const) : []), 'listed'],
    score: isNumber ? '1.000' : '0.900',
    basis: row.rowDigest,
  };
}

/** Ends what the source says no more, save what speaks of others too. */
async function endRecords(
  asked: Asked,
  over: readonly ExclusionRecordRow[],
  context: Context,
): Promise<void> {
  const shared = await sharedExclusions(
    asked.workerId,
    over.map(({ exclusionKey }) => exclusionKey),
    context,
  );
  await context.tx.changeAll(
    exclusionRecords,
    over
      .filter(({ exclusionKey }) => !shared.has(exclusionKey))
      .map((row) => ({ row, changes: { endedOn: context.now.slice(0, 10) } })),
  );
}

/**
 * Keeps what the source of an exclusion list answered about a worker: each exclusion that it says is in force becomes a
 * record of the tenant's list of that source, and a match that waits for a person, once; asked again, it stays as it was
 * decided. What the source says no more has ended, and its match is lifted.
 */
export async function keepListing(
  workerId: string,
  { source, records }: { source: string; records: readonly SourceRecord[] },
  context: Context,
): Promise<Consequence> {
  const asked = await askedPerson(workerId, context);
  if (!asked) return {};
  const today = context.now.slice(0, 10);
  const said = records
    .filter(({ isInForce }) => isInForce)
    .map((record) => listedRecord(record, asked, today));
  const { list, facts } = await listOfSource(source, said.length > 0, context);
  if (!list) return {};
  const standing = await standingRecords(workerId, list.id, context);
  const isHeld = (one: StatedRecord) => standing.some((row) => isSame(row, one, asked));
  const isSaid = (row: ExclusionRecordRow) => said.some((one) => isSame(row, one, asked));
  const added = await addRecords(
    list.id,
    said.filter((one) => !isHeld(one)),
    context,
  );
  await endRecords(
    asked,
    standing.filter((row) => !isSaid(row)),
    context,
  );
  const named = [...added.rows, ...standing.filter(isSaid)];
  const compared = (await findWorkers([workerId], context)).filter(({ exclusionKey }) =>
    named.some((row) => row.exclusionKey === exclusionKey),
  );
  const known = new Set(compared.map(({ exclusionKey }) => exclusionKey));
  const rest = named.filter(({ exclusionKey }) => !known.has(exclusionKey));
  const { facts: raised } = await keepFound(
    [...compared, ...rest.map((row) => foundBySource(row, asked))],
    context,
  );
  const events: Fact[] = [...facts, ...added.facts, ...raised, ...(await liftEnded(context))];
  return { events, timers: await nextLift(context) };
}
