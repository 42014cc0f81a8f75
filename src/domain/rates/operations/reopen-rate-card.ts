import { stepCommand } from '../../../kernel/step-command.ts';
import { rateCardLife } from '../lifecycle.ts';
import { rateCardReopened } from '../model/rate-card.ts';
import { rateCard } from '../nouns/rate-card.ts';
import { rateCards } from '../tables.ts';

export const reopenRateCard = stepCommand({
  noun: rateCard,
  table: rateCards,
  life: rateCardLife,
  verb: 'reopen',
  summary:
    'Make a card that was activated a draft again, before its first day: none of its lines has counted.',
  event: rateCardReopened,
});
