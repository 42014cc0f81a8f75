import { stepCommand } from '../../../../kernel/step-command.ts';
import { burnThresholdLife } from '../lifecycle.ts';
import { burnThresholdAcknowledged } from '../model.ts';
import { burnThreshold } from '../nouns.ts';
import { burnThresholds } from '../tables.ts';

export const acknowledgeBurnThreshold = stepCommand({
  noun: burnThreshold,
  table: burnThresholds,
  life: burnThresholdLife,
  verb: 'acknowledge',
  summary: 'Take note that a threshold was reached: it needs nobody any more.',
  event: burnThresholdAcknowledged,
});
