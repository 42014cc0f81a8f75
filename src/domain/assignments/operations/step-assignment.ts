import type { EventDeclaration } from '../../../kernel/event.ts';
import { stepCommand } from '../../../kernel/step-command.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import { workerDidNotShow } from '../model/assignment.ts';
import { assignment } from '../nouns/assignment.ts';
import { holdOrderOf } from '../store/assignment.ts';
import { assignments } from '../tables.ts';

const stepping = (
  verb: keyof typeof assignmentLife.verbs,
  summary: string,
  event: EventDeclaration<Record<string, never>>,
  named: { name?: string } = {},
) =>
  stepCommand({
    noun: assignment,
    table: assignments,
    life: assignmentLife,
    verb,
    summary,
    event,
    reason: 'required',
    parents: holdOrderOf(assignments),
    ...named,
  });

/** The verb of an assignment that says no more than why. */
export const assignmentSteps = [
  stepping(
    'reportNoShow',
    'Report that the worker did not come on the first day: the position opens again.',
    workerDidNotShow,
    { name: 'reportNoShow' },
  ),
];
