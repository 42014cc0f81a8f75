import { holds } from '../../../kernel/actor.ts';
import { Problem, refuse } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { timesheetLife } from '../lifecycle.ts';
import { assertAfter, lastDayOfWeek } from '../locks/assert.ts';
import { permissions } from '../policy.ts';
import { assertWorkable, saysTheSame } from '../stated-time.ts';
import { sourceKey, weekFor, type Ground, type Told } from './ground.ts';
import { timeSourceTaken, timeSourceUnknown } from './model.ts';
import type { Deed } from './planning.ts';
import { ownFaults } from './stating.ts';
import { retiredSheetOf } from './store.ts';
import type { Sheet } from '../opening/weeks.ts';

/** What a row comes to: a deed, nothing to do in a week, or a refusal. */
export type Intent = Deed | { sheet: Sheet; unchanged: true } | Problem;

/** Whether a week takes what it is told: not locked, and open, or approved where the sender may correct that. */
function assertTakes(
  { state, facilityId, weekStartsOn }: Sheet,
  { lockedThrough }: Ground,
  { actor }: Context,
): void {
  assertAfter(lockedThrough.get(facilityId), lastDayOfWeek(weekStartsOn));
  const isApproved = state === 'approved' || state === 'invoiced';
  if (isApproved && holds(actor, permissions.correctImported)) return;
  step(timesheetLife, 'record', state);
}

function assertTogether(sheet: Sheet, oldSheet: Sheet | undefined): void {
  if (!oldSheet || oldSheet.id === sheet.id) return;
  if (sheet.state !== 'open' || oldSheet.state !== 'open')
    throw refuse(
      '/startsAt',
      'other_week',
      'It stood in another week, and one of the two was handed in: void it there and add it here.',
    );
}

async function voiding(told: Told, ground: Ground, context: Context): Promise<Intent> {
  const { assignment, row, place } = told;
  const { workerId, vendorId } = assignment;
  const { sourceId } = row;
  const named = { workerId, vendorId, sourceId };
  const old = ground.bySource.get(sourceKey(named));
  if (!old) {
    const sheet: Sheet | undefined = (await retiredSheetOf(named, context)) ?? weekFor(ground, told);
    if (!sheet || sheet.isNew || sheet.assignmentId !== assignment.id) throw timeSourceUnknown();
    return { sheet, unchanged: true };
  }
  const sheet = ground.sheets.get(old.timesheetId);
  if (sheet?.assignmentId !== assignment.id) throw timeSourceTaken();
  assertTakes(sheet, ground, context);
  return { place, sourceId, old, oldSheet: sheet, entry: undefined, sheet };
}

function stating(told: Told, ground: Ground, context: Context): Intent {
  const { assignment, row, place } = told;
  const entry = told.entry!;
  const { sourceId } = row;
  const sheet = weekFor(ground, told);
  if (!sheet) throw ground.unplaced.get(told)!;
  const old = ground.bySource.get(sourceKey({ ...assignment, sourceId }));
  const oldSheet = old && ground.sheets.get(old.timesheetId);
  if (old && oldSheet?.assignmentId !== assignment.id) throw timeSourceTaken();
  if (old && saysTheSame([old], [entry])) return { sheet: oldSheet!, unchanged: true };
  if (old && row.action === 'add') throw timeSourceTaken();
  if (!old && row.action === 'change') throw timeSourceUnknown();
  const { weekStartsAt, weekEndsAt, timeZone } = sheet;
  const frame = {
    weekStartsAt,
    weekEndsAt,
    timeZone,
    days: ground.daysOf(sheet),
    now: context.now,
    beside: [],
  };
  try {
    assertWorkable([entry], () => '', frame);
  } catch (error) {
    throw error instanceof Problem ? ownFaults(error, row) : error;
  }
  assertTakes(sheet, ground, context);
  if (oldSheet) assertTakes(oldSheet, ground, context);
  assertTogether(sheet, oldSheet);
  return { place, sourceId, old, oldSheet, entry, sheet };
}

/** What each row comes to on its ground; a source id that stands twice in one call is taken once. */
export async function intentsOf(
  told: readonly Told[],
  ground: Ground,
  context: Context,
): Promise<Map<Told, Intent>> {
  const intents = new Map<Told, Intent>();
  const seen = new Set<string>();
  for (const one of told) {
    const key = sourceKey({ ...one.assignment, sourceId: one.row.sourceId });
    try {
      if (seen.has(key)) throw timeSourceTaken({ detail: `${one.row.sourceId} stands twice in this call.` });
      seen.add(key);
      intents.set(
        one,
        one.row.action === 'void' ? await voiding(one, ground, context) : stating(one, ground, context),
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      intents.set(one, error);
    }
  }
  return intents;
}
