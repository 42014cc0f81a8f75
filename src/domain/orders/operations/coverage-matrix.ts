import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { codeOf, Id, reference } from '../../../kernel/shapes.ts';
import { CoverageCell, type Cell } from '../model/coverage.ts';
import { permissions } from '../policy.ts';
import { cellsOf } from '../release/coverage.ts';
import { groundOf } from '../store/coverage.ts';

const mostCells = 20_000;

export const coverageMatrix = query({
  name: 'coverageMatrix',
  summary:
    'The vendors that may be given orders, for each facility of a program and what is asked for there; where too few are is a gap.',
  rest: 'GET /programs/{programId}/coverage-matrix',
  permission: permissions.readCoverage,
  input: z.strictObject({
    programId: reference('program'),
    facilityId: reference('facility').optional(),
    profession: codeOf('profession', 'rn').optional(),
    specialty: codeOf('specialty', 'icu').optional(),
    minimum: z
      .int()
      .min(1)
      .max(100)
      .default(2)
      .meta({ description: 'Fewer vendors than so many are a gap.' }),
    onlyGaps: z.boolean().default(false),
  }),
  output: z
    .strictObject({ programId: Id, minimum: z.int(), gaps: z.int(), cells: z.array(CoverageCell) })
    .meta({ id: 'CoverageMatrix' }),
  rows: 'cells',
  heavy: true,
  async handle({ programId, minimum, onlyGaps, ...narrowed }, context) {
    const ground = await groundOf(programId, narrowed, context);
    if (ground.facilities.length * ground.asked.length > mostCells)
      throw refuse(
        '/facilityId',
        'too_many_cells',
        `The matrix has more than ${mostCells} cells: name a facility.`,
      );
    const cells = await cellsOf(programId, ground, minimum, context);
    const gaps = cells.filter(({ redundancyGap }: Cell) => redundancyGap);
    return { programId, minimum, gaps: gaps.length, cells: onlyGaps ? gaps : cells };
  },
});
