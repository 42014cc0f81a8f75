/** What other capabilities may use of an agreement's terms. */
export { conversionFee } from './conversion.ts';
export { guaranteedShortfall } from './guarantee.ts';
export {
  agreementAmended,
  bandApplied,
  ConversionFeeKind,
  ConversionValue,
  RefundKind,
  RefundStep,
  termsReplaced,
  StepValue,
  utilizationMeasured,
  Volume,
  VolumeMeasure,
  VolumeStepKind,
} from './model.ts';
export { agreementUtilization } from './nouns.ts';
export { penaltyFor } from './penalty.ts';
export { bandsOf, feeFor, guaranteeOf, placementTermsOf, scheduleOf, windowsOf } from './store/terms.ts';
export {
  monthStepsOver,
  rateStepOn,
  recordUtilization,
  stepOn,
  utilizationOf,
  utilizationsBehind,
  type MonthStep,
  type StepInForce,
  type UtilizationRow,
} from './store/utilization.ts';
export { bandOf, steppedRate, volumeChange, type VolumeBand } from './volume.ts';
export { placementFee, placementRefund, type PlacementTerms } from './placement.ts';
export { TermStep } from './step.ts';
