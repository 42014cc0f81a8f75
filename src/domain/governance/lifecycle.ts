import { lifecycle } from '../../kernel/lifecycle.ts';
import { PerformanceRuleState } from './model/performance-rule.ts';
import { ScorecardState } from './model/scorecard.ts';
import { StatedMeasureState } from './model/stated-measure.ts';
import { ConsequenceState, liveStates } from './model/vendor-consequence.ts';
import { permissions, withinAppealDays } from './policy.ts';

export const statedMeasureLife = lifecycle({
  noun: 'statedMeasure',
  states: StatedMeasureState.options,
  initial: 'in_force',
  verbs: {
    supersede: { from: ['in_force'], to: 'superseded', by: null },
    withdraw: { from: ['in_force'], to: 'withdrawn', by: permissions.recordMeasures },
  },
});

export const scorecardLife = lifecycle({
  noun: 'scorecard',
  states: ScorecardState.options,
  initial: 'in_force',
  verbs: { supersede: { from: ['in_force'], to: 'superseded', by: null } },
});

export const performanceRuleLife = lifecycle({
  noun: 'performanceRule',
  states: PerformanceRuleState.options,
  initial: 'in_force',
  verbs: { end: { from: ['in_force'], to: 'ended', by: permissions.manage } },
});

/** An appeal puts nothing off, and is decided once. */
export const consequenceLife = lifecycle({
  noun: 'vendorConsequence',
  states: ConsequenceState.options,
  initial: 'in_force',
  verbs: {
    appeal: { from: ['in_force'], to: 'appealed', by: permissions.appeal, provided: [withinAppealDays] },
    uphold: { from: ['appealed'], to: 'upheld', by: permissions.decide },
    overturn: { from: ['appealed'], to: 'overturned', by: permissions.decide },
    lift: { from: liveStates, to: 'lifted', by: permissions.decide },
  },
});
