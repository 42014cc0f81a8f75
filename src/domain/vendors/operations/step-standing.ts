import type { Command } from '../../../kernel/operation.ts';
import { stepCommand } from '../../../kernel/step-command.ts';
import { standingLife } from '../lifecycle/panel-membership.ts';
import { standingChanged } from '../model/panel-membership.ts';
import { panelMembership } from '../nouns/panel-membership.ts';
import { panelMemberships } from '../tables.ts';

const stepping = (verb: keyof typeof standingLife.verbs, summary: string): Command =>
  stepCommand({
    noun: panelMembership,
    table: panelMemberships,
    life: standingLife,
    verb,
    summary,
    column: 'standing',
    reason: 'required',
    event: standingChanged,
    data: ({ standing }) => ({ standing }),
  });

/** The verbs of a vendor's standing in a program, each for a reason. */
export const standingSteps: readonly Command[] = [
  stepping('warn', 'Put a vendor in good standing on probation.'),
  stepping('restrict', 'Release no orders to a vendor; those of the program that it sees are closed to it.'),
  stepping(
    'restore',
    'Put a vendor back in good standing; orders are released to it anew, none opens by itself.',
  ),
  stepping('exit', 'Take a vendor off the panel; the orders of the program that it sees are closed to it.'),
  stepping(
    'readmit',
    'Take a vendor back onto the panel, on probation; orders are released to it anew, none opens by itself.',
  ),
];
