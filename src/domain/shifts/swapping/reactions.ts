import type { EventDeclaration } from '../../../kernel/event.ts';
import { reaction } from '../../../kernel/operation.ts';
import { shiftStarted } from '../attending/model.ts';
import { shiftCalledOff, shiftCanceled, shiftReleased } from '../canceling/model.ts';
import { shiftUnassigned } from '../model/shift.ts';
import { endSwapsOf } from './expire.ts';

/** A swap of a shift that its worker has no more, or began, comes to nothing: whoever has the shift next knows nothing of it. */
const ending = <Data>(name: string, on: EventDeclaration<Data>) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ subject }, context) {
      // Of a shift that nobody held there is none.
      return subject.vendorId == null ? {} : { events: await endSwapsOf(subject.id, context) };
    },
  });

export const swappingReactions = [
  ending('endSwapsOfReleased', shiftReleased),
  ending('endSwapsOfUnassigned', shiftUnassigned),
  ending('endSwapsOfCanceled', shiftCanceled),
  ending('endSwapsOfCalledOff', shiftCalledOff),
  // Up to twelve hours before the planned start, with which a swap is over anyway.
  ending('endSwapsOfStarted', shiftStarted),
];
