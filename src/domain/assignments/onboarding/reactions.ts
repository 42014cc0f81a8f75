import type { EventDeclaration } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { reaction, type Context } from '../../../kernel/operation.ts';
import { credentials, credentialVerified, credentialWaived } from '../../credentials/index.ts';
import { factsOf, isOpen, judge } from '../../eligibility/index.ts';
import { onboardingItemLife } from '../lifecycle/onboarding-item.ts';
import { assignmentCreated } from '../model/assignment.ts';
import { itemCompleted, mergedChecklist, onboardingListed } from '../model/onboarding.ts';
import type { AssignmentRow } from '../store/assignment.ts';
import { practiceOf } from '../store/live.ts';
import { checklistsOf, insertItems, itemsProvenBy, orientationTypes } from '../store/onboarding.ts';
import { assignments, onboardingItems } from '../tables.ts';

const daysBefore = (day: string, days: number) => Temporal.PlainDate.from(day).subtract({ days }).toString();

/** The orientations that the place demands of the worker and that are not proven, each by its own credential. */
async function orientationsDue(row: AssignmentRow, context: Context) {
  const { facilityId, unitId, vendorId, workerId, startsOn, endsOn } = row;
  const practice = await practiceOf(row, context);
  const { place, workers } = await factsOf({ facilityId, day: startsOn, ...practice }, [workerId], context);
  const { items } = judge(place, workers[0]!, {
    unitId,
    ...practice,
    gate: 'start',
    vendorId,
    until: endsOn,
  });
  const due = items.filter((item) => item.credentialTypeId !== null && isOpen(item));
  const types = await orientationTypes(
    due.map(({ credentialTypeId }) => credentialTypeId!),
    context,
  );
  return types.map(({ id, code, name }) => ({
    code: `credential_${code}`.slice(0, 63),
    name,
    owner: 'vendor' as const,
    required: due.find(({ credentialTypeId }) => credentialTypeId === id)!.severity === 'hard',
    dueOn: startsOn,
    credentialTypeId: id,
  }));
}

/** A placement begins with the checklist of its place. */
const listOnboarding = reaction({
  name: 'listOnboarding',
  on: assignmentCreated,
  when: 'with',
  async handle({ subject }, context) {
    const row = (await context.tx.find(assignments, subject.id))!;
    // Whoever books a shift may work at once: there is nothing to wait for.
    if (row.kind === 'per_diem') return {};
    const asked = mergedChecklist(await checklistsOf(row, context)).map(
      ({ dueDaysBeforeStart, ...item }) => ({
        ...item,
        dueOn: daysBefore(row.startsOn, dueDaysBeforeStart),
        credentialTypeId: null,
      }),
    );
    const items = [...asked, ...(await orientationsDue(row, context))];
    if (items.length === 0) return {};
    await insertItems(row, items, context);
    return { events: [onboardingListed(row, { items: items.length })] };
  },
});

const proving = (name: string, on: EventDeclaration<Record<string, never>>) =>
  reaction({
    name,
    on,
    when: 'after',
    async handle({ subject }, context) {
      const credential = await context.tx.find(credentials, subject.id);
      if (!credential) return {};
      const done = await itemsProvenBy(credential, context);
      const rows = await context.tx.changeAll(
        onboardingItems,
        done.map((row) => ({
          row,
          changes: { state: step(onboardingItemLife, 'complete', row.state), doneAt: context.now },
        })),
      );
      return {
        events: rows.map((row) => itemCompleted(row, { assignmentId: row.assignmentId, code: row.code })),
      };
    },
  });

/** Checklists follow placements, and what a credential proves is done when it is verified or waived. */
export const onboardingReactions = [
  listOnboarding,
  proving('completeProvenOnboarding', credentialVerified),
  proving('completeWaivedOnboarding', credentialWaived),
];
