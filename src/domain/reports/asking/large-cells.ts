import { refuse } from '../../../kernel/errors.ts';
import type { DimensionName } from '../metrics/dimensions.ts';
import type { MetricQuestion } from '../metrics/question.ts';
import type { Asked } from '../store/question/asked.ts';
import { fieldOf } from './available.ts';

const mostDimensions = 3;

const day = (text: string) => Temporal.PlainDate.from(text);

/**
 * Refuses what would let small cells be told from large ones: parts of months, the past (two of which differ by one
 * change), sums over chosen values (whoever is shown them can add them up), and too many dimensions at once.
 */
export function assertLargeCells({
  by = [],
  where = {},
  without = [],
  grain,
  from,
  to,
  asOf,
}: MetricQuestion): void {
  if (from !== undefined && day(from).day !== 1)
    throw refuse('/from', 'not_a_month', 'An analyst asks for whole months: the first day of one.');
  if (to !== undefined && day(to).add({ days: 1 }).day !== 1)
    throw refuse('/to', 'not_a_month', 'An analyst asks for whole months: the last day of one.');
  if (grain === 'day' || grain === 'week')
    throw refuse('/grain', 'too_fine', 'An analyst asks for whole months.');
  if (asOf !== undefined)
    throw refuse('/asOf', 'not_for_analysts', 'An analyst asks for figures as they are.');
  for (const [name, values] of Object.entries(where))
    if (values.length > 1)
      throw refuse(
        `/${fieldOf(name as DimensionName)}`,
        'several_values',
        'An analyst filters by one value of a dimension; group by it for several.',
      );
  if (dimensionsAsked({ by, where, without }).length > mostDimensions)
    throw refuse('/by', 'too_many', `An analyst divides by at most ${mostDimensions} dimensions.`);
}

/** By what cells are told: what is grouped and filtered by. */
export const dimensionsAsked = ({
  by,
  where = {},
  without = [],
}: Pick<Asked, 'by' | 'where' | 'without'>): DimensionName[] => [
  ...new Set([...by, ...(Object.keys(where) as DimensionName[]), ...without]),
];
