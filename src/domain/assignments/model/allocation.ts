import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { parseRate } from '../../../kernel/money.ts';
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

// Percentages have the scale of rates, and with it their exact reading.
const tenThousandths = (percent: string) => BigInt(parseRate(percent).replace('.', ''));

/** Whether shares name each cost center once, each above zero, and total exactly 100 percent. */
export function areWhole(shares: readonly { costCenterId: string; percent: string }[]): boolean {
  const parts = shares.map(({ percent }) => tenThousandths(percent));
  return (
    new Set(shares.map(({ costCenterId }) => costCenterId)).size === shares.length &&
    parts.every((part) => part > 0n) &&
    parts.reduce((total, part) => total + part, 0n) === 1_000_000n
  );
}

/** Whether two lists of shares charge the same parts to the same cost centers, in whatever order and spelling. */
export function sameShares(
  one: readonly { costCenterId: string; percent: string }[],
  other: readonly { costCenterId: string; percent: string }[],
): boolean {
  const parts = new Map(one.map(({ costCenterId, percent }) => [costCenterId, tenThousandths(percent)]));
  return (
    parts.size === other.length &&
    other.every(({ costCenterId, percent }) => parts.get(costCenterId) === tenThousandths(percent))
  );
}

export const allocationSet = event({
  type: 'allocation.set',
  summary: 'The cost of an assignment is charged to other cost centers from a day on.',
  sides: ['operator', 'client'],
  data: z.strictObject({ assignmentId: z.string(), effectiveFrom: z.string() }),
});
