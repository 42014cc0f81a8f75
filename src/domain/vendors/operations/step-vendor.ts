import type { Command } from '../../../kernel/operation.ts';
import type { EventDeclaration } from '../../../kernel/event.ts';
import { stepCommand } from '../../../kernel/step-command.ts';
import { vendorLife } from '../lifecycle/vendor.ts';
import * as happened from '../model/vendor.ts';
import { vendor } from '../nouns/vendor.ts';
import { vendors } from '../tables.ts';

const stepping = (
  verb: keyof typeof vendorLife.verbs,
  summary: string,
  event: EventDeclaration<Record<string, never>>,
  reason: 'required' | 'optional' = 'optional',
): Command => stepCommand({ noun: vendor, table: vendors, life: vendorLife, verb, summary, event, reason });

/** The verbs of a vendor's life, which differ in nothing but the step. One that ceases to be active sees no order more. */
export const vendorSteps: readonly Command[] = [
  stepping('review', 'Begin the review of a prospect.', happened.vendorReviewed),
  stepping('onboard', 'Pass a vendor through review.', happened.vendorOnboarding),
  stepping('activate', 'Let an onboarded vendor supply.', happened.vendorActivated),
  stepping(
    'deactivate',
    'Let an active vendor rest; the orders it sees are closed to it.',
    happened.vendorDeactivated,
  ),
  stepping(
    'reactivate',
    'Wake a resting vendor; orders are released to it anew, none opens by itself.',
    happened.vendorReactivated,
  ),
  stepping(
    'suspend',
    'Stop an active vendor from supplying, for a reason; the orders it sees are closed to it.',
    happened.vendorSuspended,
    'required',
  ),
  stepping(
    'reinstate',
    'Let a suspended vendor supply again; orders are released to it anew, none opens by itself.',
    happened.vendorReinstated,
  ),
  stepping(
    'terminate',
    'End a vendor that does not supply for good, for a reason; an active one is suspended first.',
    happened.vendorTerminated,
    'required',
  ),
];
