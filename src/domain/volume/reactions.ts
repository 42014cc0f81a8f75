import type { EventDeclaration } from '../../kernel/event.ts';
import { reaction } from '../../kernel/operation.ts';
import { localDate } from '../../kernel/zone.ts';
import { assignmentEnded, assignmentStarted } from '../assignments/index.ts';
import { timesheetAdjusted, timesheetApproved } from '../time/index.ts';
import { agreementAmended, agreementCreated, termsReplaced } from '../vendors/index.ts';
import { remeasure, zoneOf } from './measure.ts';
import { monthBefore, monthOf } from './month.ts';
import { monthsOfWeek } from './store.ts';
import { watchVolume } from './timers.ts';

const watching = <Data>(name: string, on: EventDeclaration<Data>) =>
  reaction({
    name,
    on,
    when: 'with',
    handle: async ({ subject }, context) => ({ timers: await watchVolume(subject.id, context) }),
  });

/** Time that is approved, or put right, after its month was closed has that month measured anew. */
const remeasuring = (name: string, on: typeof timesheetApproved | typeof timesheetAdjusted) =>
  reaction({
    name,
    on: on as typeof timesheetApproved,
    when: 'after',
    handle: async ({ subject: { id, programId, vendorId } }, context) => ({
      events: await remeasure(
        { programId: programId!, vendorId: vendorId! },
        await monthsOfWeek(id, context),
        context,
      ),
    }),
  });

/** A start or an end that is told after its month was closed changes who was placed in it. */
const recounting = <Data>(name: string, on: EventDeclaration<Data>) =>
  reaction({
    name,
    on,
    when: 'after',
    async handle({ subject }, context) {
      const whose = { programId: subject.programId!, vendorId: subject.vendorId! };
      const month = monthBefore(monthOf(localDate(context.now, await zoneOf(whose, context))));
      return { events: await remeasure(whose, [month], context) };
    },
  });

export const reactions = [
  watching('watchVolumeOfNew', agreementCreated),
  watching('watchVolumeOfAmended', agreementAmended),
  reaction({
    name: 'watchVolumeOfBands',
    on: termsReplaced,
    when: 'with',
    handle: async ({ subject, data }, context) =>
      data.terms === 'volume_bands' ? { timers: await watchVolume(subject.id, context) } : {},
  }),
  remeasuring('remeasureOnApproval', timesheetApproved),
  remeasuring('remeasureOnAdjustment', timesheetAdjusted),
  recounting('recountOnStart', assignmentStarted),
  recounting('recountOnEnd', assignmentEnded),
];
