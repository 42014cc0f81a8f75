import { z } from 'zod';
import { codeOf, Day, Rate, reference } from '../../kernel/shapes.ts';
import { Multiplier, RateHourType, RateShift } from './model/rate-line.ts';

/** What a rate line says; an absent trait is any. */
export const lineTerms = {
  programId: reference('program'),
  cardId: reference('rateCard').nullish().meta({ description: 'Absent: the program’s base card.' }),
  vendorId: reference('vendor').nullish().meta({ description: 'On a card: absent, or the card’s.' }),
  facilityId: reference('facility').nullish(),
  unitId: reference('unit').nullish(),
  profession: codeOf('profession', 'rn'),
  specialty: codeOf('specialty', 'icu').nullish(),
  shift: RateShift.nullish(),
  hourType: RateHourType.default('regular'),
  billRate: Rate.nullish().meta({
    description: 'Per hour, in the program’s currency; or else a multiplier.',
  }),
  minBillRate: Rate.nullish(),
  maxBillRate: Rate.nullish().meta({ description: 'The most that is paid; absent: the bill rate.' }),
  multiplier: Multiplier.nullish().meta({ description: 'Of the regular hour’s rate, for other hour types.' }),
  payRate: Rate.nullish(),
  effectiveFrom: Day,
  effectiveTo: Day.nullish().meta({ description: 'The last day; absent: none.' }),
};

/** For what, where and when a rate is asked. */
export const questionTerms = {
  programId: reference('program'),
  profession: codeOf('profession', 'rn'),
  specialty: codeOf('specialty', 'icu').optional(),
  facilityId: reference('facility').optional(),
  unitId: reference('unit').optional(),
  vendorId: reference('vendor').optional(),
  shift: RateShift.optional(),
  hourType: RateHourType.default('regular'),
  on: Day,
};

export const RateLineTerms = z.strictObject(lineTerms);
export const RateQuestionTerms = z.strictObject(questionTerms);
