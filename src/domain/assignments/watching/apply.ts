import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { factsOf, isOpen, judge, type Item } from '../../eligibility/index.ts';
import { eligibilityLapsed, eligibilityRestored, eligibilityWarned } from '../model/eligibility.ts';
import { suspendedFrom } from '../model/suspension.ts';
import { moveAssignment, type AssignmentRow } from '../store/assignment.ts';
import type { LivePlacement } from '../store/live.ts';
import { assignments } from '../tables.ts';
import { findingsOf, type Findings } from './decide.ts';

const dayAfter = (day: string, days = 1) => Temporal.PlainDate.from(day).add({ days }).toString();
const told = ({ what, severity }: Item) => ({ what, severity });

/** When somebody looks: by night, before the day’s work, or at once because something changed while it went on. */
export interface Look {
  by: 'night' | 'change';
  /** The type of credential whose change it was. */
  typeId?: string | null;
}

async function suspend(
  row: AssignmentRow,
  blocking: readonly Item[],
  { by }: Look,
  today: string,
  context: Context,
): Promise<Fact[]> {
  // Who works today has begun: the day counts as worked.
  const from = by === 'night' ? today : dayAfter(today);
  const moved = await moveAssignment(row, 'lapse', context, {
    suspendedDays: suspendedFrom(row.suspendedDays, from),
    suspendedFor: 'eligibility',
    eligibleAgainOn: null,
  });
  return [eligibilityLapsed(moved, { on: today, items: blocking.map(told) })];
}

async function follow(
  row: AssignmentRow,
  { blocking }: Findings,
  look: Look,
  today: string,
  context: Context,
): Promise<Fact[]> {
  if (row.state === 'active' && blocking.length > 0) return suspend(row, blocking, look, today, context);
  if (row.state !== 'suspended' || row.suspendedFor !== 'eligibility') return [];
  if (blocking.length === 0 && row.eligibleAgainOn === null) {
    const changed = await context.tx.change(assignments, row, { eligibleAgainOn: today });
    return [eligibilityRestored(changed, { on: today })];
  }
  if (blocking.length > 0 && row.eligibleAgainOn !== null) {
    const changed = await context.tx.change(assignments, row, { eligibleAgainOn: null });
    return [eligibilityLapsed(changed, { on: today, items: blocking.map(told) })];
  }
  return [];
}

/** Judges placements at one facility as of its today, and does what follows: warnings, alerts, suspensions, all clears. */
export async function judgePlacements(
  facilityId: string,
  placements: readonly LivePlacement[],
  look: Look,
  context: Context,
): Promise<Fact[]> {
  if (placements.length === 0) return [];
  const ids = [...new Set(placements.map(({ row }) => row.workerId))];
  const extraCredentialTypeIds = [...new Set(placements.flatMap((one) => one.extraCredentialTypeIds))];
  const { place, workers } = await factsOf({ facilityId, day: null, extraCredentialTypeIds }, ids, context);
  const known = new Map(workers.map((worker) => [worker.workerId, worker]));
  const yesterday = { ...place, day: dayAfter(place.day, -1) };
  const facts: Fact[] = [];
  for (const { row, ...practice } of placements) {
    const worker = known.get(row.workerId)!;
    const { unitId, vendorId } = row;
    const question = { unitId, ...practice, gate: 'shift', vendorId, until: null } as const;
    const now = judge(place, worker, question);
    const found = findingsOf(now, judge(yesterday, worker, question), place.day);
    facts.push(...(await follow(row, found, look, place.day, context)));
    if (look.by === 'night')
      for (const { item, ...when } of found.warnings)
        facts.push(eligibilityWarned(row, { ...told(item), ...when }));
    const alerts =
      look.by === 'night'
        ? found.alerts
        : now.items.filter(
            (item) => item.severity === 'warn' && item.credentialTypeId === look.typeId && isOpen(item),
          );
    if (row.state === 'active' && alerts.length > 0)
      facts.push(eligibilityLapsed(row, { on: place.day, items: alerts.map(told) }));
  }
  return facts;
}
