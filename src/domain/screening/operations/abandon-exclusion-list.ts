import { stepCommand } from '../../../kernel/step-command.ts';
import { exclusionListLife } from '../lifecycle/exclusion-list.ts';
import { exclusionListAbandoned } from '../model/exclusion-list.ts';
import { exclusionList } from '../nouns/exclusion-list.ts';
import { exclusionLists } from '../tables.ts';

export const abandonExclusionList = stepCommand({
  noun: exclusionList,
  table: exclusionLists,
  life: exclusionListLife,
  verb: 'abandon',
  summary: 'Give up a list before it is published; its records never count.',
  event: exclusionListAbandoned,
});
