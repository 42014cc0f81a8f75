import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf, text } from '../../../kernel/shapes.ts';
import { Figure, MeasureName } from './figure.ts';
import { ConsequenceKind } from './vendor-consequence.ts';

export const PerformanceRuleState = oneOf('PerformanceRuleState', ['in_force', 'ended']);

const count = (most: number) => z.int().min(1).max(most);

export const RuleName = text(200);
export const RuleComponent = MeasureName.nullable().meta({
  description: 'The component of the scorecard that has the floor; null: the score.',
});
export const Threshold = Figure.meta({
  description: 'The floor, in the unit of what it is of; what equals it is not below.',
});
export const ConsecutivePeriods = count(12).meta({
  description: 'So many periods in a row below the floor; one that is not rated ends the row.',
});
export const RecoveryPeriods = count(12).nullable().meta({
  description:
    'So many periods in a row not below it lift the consequence; null: it is lifted by hand alone.',
});
export const AppealDays = count(365).meta({ description: 'Days within which the vendor may appeal.' });
export { ConsequenceKind };

export const ruleNameTaken = declareError(
  'rule_name_taken',
  'conflict',
  'A rule of that name is in force in the program.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const ruleCreated = fact(
  'performance_rule.created',
  'A floor and what follows from it were laid down.',
);
export const ruleChanged = fact('performance_rule.changed', 'A floor or what follows from it changed.');
export const ruleEnded = fact(
  'performance_rule.ended',
  'A floor was taken away; consequences that it brought stand.',
);
