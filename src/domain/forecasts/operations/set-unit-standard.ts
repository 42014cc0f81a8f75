import { z } from 'zod';
import { rangeOf, spanOf } from '../../../kernel/day-range.ts';
import { refuse } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { command } from '../../../kernel/operation.ts';
import { codeOf, Day, reference, text } from '../../../kernel/shapes.ts';
import { units } from '../../programs/index.ts';
import { standardEnded, standardOverlaps, standardSet } from '../model/happened.ts';
import { StaffingRatioValue, UnitType } from '../model/shapes.ts';
import { unitStandard } from '../nouns/demand.ts';
import { permissions } from '../policy.ts';
import { standardsFrom } from '../store/standards.ts';
import { unitStandards } from '../tables.ts';

const input = z.strictObject({
  unitId: reference('unit'),
  unitType: UnitType,
  effectiveFrom: Day,
  patientsPerNurse: StaffingRatioValue.nullish().meta({
    description:
      'A ratio of the unit’s own; it counts where it is stricter than the law’s, or there is none.',
  }),
  profession: codeOf('profession', 'rn').nullish().meta({ description: 'Who counts toward that ratio.' }),
  citation: text(200).nullish().meta({ description: 'What that ratio rests on.' }),
});

/** A ratio of its own is told whole; undefined where none is. */
function ownOf({ patientsPerNurse, profession, citation }: z.output<typeof input>) {
  const told = [patientsPerNurse, profession, citation].filter((value) => value != null).length;
  if (told === 0) return { patientsPerNurse: null, profession: null, citation: null };
  if (told < 3)
    throw refuse('/patientsPerNurse', 'half_a_ratio', 'A ratio comes with its profession and citation.');
  return { patientsPerNurse, profession, citation };
}

export const setUnitStandard = command({
  name: 'setUnitStandard',
  summary:
    'Say of which kind a unit is by the law of staffing from a day on; what was said before ends there.',
  rest: 'POST /unit-standards',
  permission: permissions.setStandard,
  input,
  example: {
    unitId: '0198c0de-0000-7000-8000-000000000001',
    unitType: 'medical_surgical',
    effectiveFrom: '2026-01-01',
  },
  output: unitStandard,
  errors: [standardOverlaps],
  async handle(told, context) {
    const { tx } = context;
    const own = ownOf(told);
    const { unitId, unitType, effectiveFrom } = told;
    const { programId, facilityId } = await context.take(units, unitId, { version: false });
    const [running, later] = await standardsFrom(unitId, effectiveFrom, context);
    if (later || (running && spanOf(running.effective).from >= effectiveFrom)) throw standardOverlaps();
    const ended: Fact[] = [];
    if (running) {
      const effective = rangeOf({ from: spanOf(running.effective).from, until: effectiveFrom });
      ended.push(standardEnded(await tx.change(unitStandards, running, { effective }), {}));
    }
    const effective = rangeOf({ from: effectiveFrom, until: null });
    const [row] = await tx.insert(unitStandards, [
      { unitId, programId, facilityId, unitType, effective, ...own },
    ]);
    return { result: row!, events: [standardSet(row!, {}), ...ended] };
  },
});
