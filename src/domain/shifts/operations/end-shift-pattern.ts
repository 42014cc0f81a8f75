import { stepCommand } from '../../../kernel/step-command.ts';
import { shiftPatternLife } from '../lifecycle/shift-pattern.ts';
import { shiftPatternEnded } from '../model/shift-pattern.ts';
import { shiftPattern } from '../nouns/shift-pattern.ts';
import { shiftPatterns } from '../tables.ts';

export const endShiftPattern = stepCommand({
  noun: shiftPattern,
  table: shiftPatterns,
  life: shiftPatternLife,
  verb: 'end',
  summary: 'Make no more shifts by a pattern; those that are there stay.',
  event: shiftPatternEnded,
});
