import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { areWhole, parsePercent } from '../../../kernel/money.ts';
import { Id, Percent } from '../../../kernel/shapes.ts';

export const allocationNotWhole = declareError(
  'allocation_not_whole',
  'invalid',
  'The shares name each cost center once, each more than zero, and total exactly 100 percent.',
);
export const costCenterOfAnotherProgram = declareError(
  'cost_center_of_another_program',
  'invalid',
  'A share names a cost center of another program.',
);

/** One cost center's part of the cost. */
export const Share = z.strictObject({ costCenterId: Id, percent: Percent }).meta({ id: 'Share' });

type Part = z.output<typeof Share>;

/** Whether shares name each cost center once, each above zero, and total exactly 100 percent. */
export const nameWhole = (shares: readonly Part[]): boolean =>
  new Set(shares.map(({ costCenterId }) => costCenterId)).size === shares.length &&
  areWhole(shares.map(({ percent }) => parsePercent(percent)));

/** Whether two lists of shares charge the same parts to the same cost centers, in whatever order and spelling. */
export function sameShares(one: readonly Part[], other: readonly Part[]): boolean {
  const parts = new Map(one.map(({ costCenterId, percent }) => [costCenterId, parsePercent(percent)]));
  return (
    parts.size === other.length &&
    other.every(({ costCenterId, percent }) => parts.get(costCenterId) === parsePercent(percent))
  );
}

export const allocationSet = event({
  type: 'allocation.set',
  summary: 'The cost of an assignment is charged to other cost centers from a day on.',
  sides: ['operator', 'client'],
  data: z.strictObject({ assignmentId: z.string(), effectiveFrom: z.string() }),
});
