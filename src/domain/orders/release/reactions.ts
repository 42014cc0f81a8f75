import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { reaction, type Context } from '../../../kernel/operation.ts';
import {
  coverageAdded,
  coverageChanged,
  tierChanged,
  vendorActivated,
  vendorDocumentAccepted,
  vendorJoinedPanel,
} from '../../vendors/index.ts';
import { programsOfPanel } from '../store/joined.ts';
import { showOpenOrders } from './joined.ts';

/** After, each in a transaction of its own: a panel loaded by thousands waits for none of it. */
const showing = <Data>(name: string, on: EventDeclaration<Data>, again: boolean) =>
  reaction({
    name,
    on,
    when: 'after',
    async handle({ subject }, context: Context) {
      // A vendor's own life and most of its documents are of every program.
      const vendorId = subject.vendorId ?? subject.id;
      const programIds = subject.programId ? [subject.programId] : await programsOfPanel(vendorId, context);
      const events: Fact[] = [];
      for (const programId of programIds)
        events.push(...(await showOpenOrders(vendorId, programId, again, context)));
      return { events };
    },
  });

/**
 * A vendor that comes to belong to a tier, or to be given orders at all, after the tier opened sees the order from then
 * on. What was closed to it comes back with its coverage alone: by standing it is released anew, none opens by itself.
 */
export const showingReactions = [
  showing('showOpenOrdersToMember', vendorJoinedPanel, false),
  showing('showOpenOrdersOfTier', tierChanged, false),
  showing('showOpenOrdersToActivated', vendorActivated, false),
  showing('showOpenOrdersOnDocument', vendorDocumentAccepted, false),
  showing('showOpenOrdersOnCoverage', coverageAdded, true),
  showing('showOpenOrdersOnCoverageChange', coverageChanged, true),
];
