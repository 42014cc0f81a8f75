import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import type { EventDeclaration } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type Command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { vendorLife } from '../lifecycle/vendor.ts';
import * as happened from '../model/vendor.ts';
import { vendor } from '../nouns/vendor.ts';
import { permissions } from '../policy.ts';
import { vendors } from '../tables.ts';

interface VendorVerb {
  verb: keyof typeof vendorLife.verbs;
  summary: string;
  event: EventDeclaration<Record<string, never>>;
  /** Whether it says why. */
  reasoned?: boolean;
}

const stepCommand = ({ verb, summary, event, reasoned = false }: VendorVerb): Command =>
  command({
    name: `${verb}Vendor`,
    summary,
    rest: `POST /vendors/{vendorId}/${verb}`,
    permission: permissions.manage,
    input: z.strictObject({
      vendorId: reference('vendor'),
      reason: reasoned ? text(2_000) : text(2_000).optional(),
    }),
    output: vendor,
    errors: [stepNotAllowed],
    async handle({ vendorId, reason }, context) {
      const known = await context.tx.find(vendors, vendorId, { lock: true });
      if (!known) throw notFound();
      context.expectVersion(known);
      const stepped = await context.tx.change(vendors, known, { state: step(vendorLife, verb, known.state) });
      return { result: stepped, events: [event(stepped, {}, reason)] };
    },
  });

/** The verbs of a vendor's life, which differ in nothing but the step. */
export const vendorSteps: readonly Command[] = [
  { verb: 'review' as const, summary: 'Begin the review of a prospect.', event: happened.vendorReviewed },
  { verb: 'onboard' as const, summary: 'Pass a vendor through review.', event: happened.vendorOnboarding },
  { verb: 'activate' as const, summary: 'Let an onboarded vendor supply.', event: happened.vendorActivated },
  { verb: 'deactivate' as const, summary: 'Let an active vendor rest.', event: happened.vendorDeactivated },
  { verb: 'reactivate' as const, summary: 'Wake a resting vendor.', event: happened.vendorReactivated },
  {
    verb: 'suspend' as const,
    summary: 'Stop an active vendor from supplying, for a reason.',
    event: happened.vendorSuspended,
    reasoned: true,
  },
  {
    verb: 'reinstate' as const,
    summary: 'Let a suspended vendor supply again.',
    event: happened.vendorReinstated,
  },
  {
    verb: 'terminate' as const,
    summary: 'End a suspended vendor for good, for a reason.',
    event: happened.vendorTerminated,
    reasoned: true,
  },
].map(stepCommand);
