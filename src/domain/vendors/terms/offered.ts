/** What other capabilities may use of an agreement's terms. */
export { conversionFee } from './conversion.ts';
export { guaranteedShortfall } from './guarantee.ts';
export {
  agreementAmended,
  bandApplied,
  termsReplaced,
  StepValue,
  utilizationMeasured,
  Volume,
  VolumeMeasure,
  VolumeStepKind,
} from './model.ts';
export { agreementUtilization } from './nouns.ts';
export { penaltyFor } from './penalty.ts';
export { bandsOf, feeFor, guaranteeOf, scheduleOf, windowsOf } from './store/terms.ts';
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
