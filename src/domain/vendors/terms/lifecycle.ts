import { lifecycle } from '../../../kernel/lifecycle.ts';
import { TermState } from './model.ts';

const life = (noun: string) =>
  lifecycle({
    noun,
    states: TermState.options,
    initial: 'in_force',
    verbs: { supersede: { from: ['in_force'], to: 'superseded', by: null } },
  });

/** Terms hold until others are set in their place. */
export const feeLife = life('agreementFee');
export const penaltyWindowLife = life('agreementPenaltyWindow');
export const guaranteeLife = life('agreementGuarantee');
export const conversionFeeLife = life('agreementConversionFee');
export const volumeBandLife = life('agreementVolumeBand');
export const placementTermsLife = life('agreementPlacementTerms');
/** What was measured of a month holds until it is measured anew. */
export const utilizationLife = life('agreementUtilization');
