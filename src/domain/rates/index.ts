import { capability } from '../../kernel/operation.ts';
import * as card from './model/rate-card.ts';
import * as line from './model/rate-line.ts';
import { rateCard } from './nouns/rate-card.ts';
import { rateLine } from './nouns/rate-line.ts';
import { activateRateCard } from './operations/activate-rate-card.ts';
import { compareRateCards } from './operations/compare-rate-cards.ts';
import { copyRateCard } from './operations/copy-rate-card.ts';
import { createRateCard } from './operations/create-rate-card.ts';
import { createRateLine } from './operations/create-rate-line.ts';
import { endRateLine } from './operations/end-rate-line.ts';
import { explainRate } from './operations/explain-rate.ts';
import { rateFor } from './operations/rate-for.ts';
import { reopenRateCard } from './operations/reopen-rate-card.ts';
import { retireRateCard } from './operations/retire-rate-card.ts';
import { updateRateCard } from './operations/update-rate-card.ts';
import { upsertRateLine } from './operations/upsert-rate-line.ts';

export {
  agreedRates,
  priceAgreed,
  type AgreedDays,
  type AgreedQuestion,
  type AgreedRate,
  type AgreedRates,
} from './agreed-rates.ts';
export { overCardOf } from './card-rate.ts';

export const rates = capability({
  name: 'rates',
  nouns: [rateCard, rateLine],
  queries: [rateFor, explainRate, compareRateCards],
  commands: [
    createRateCard,
    updateRateCard,
    activateRateCard,
    reopenRateCard,
    retireRateCard,
    copyRateCard,
    createRateLine,
    upsertRateLine,
    endRateLine,
  ],
  events: [
    card.rateCardCreated,
    card.rateCardChanged,
    card.rateCardActivated,
    card.rateCardReopened,
    card.rateCardWasRetired,
    line.rateLineCreated,
    line.rateLineChanged,
    line.rateLineEnded,
  ],
  constraints: {
    rate_lines_no_overlap: line.rateLineOverlaps,
    rate_cards_one_in_force: card.rateCardInForce,
  },
});
