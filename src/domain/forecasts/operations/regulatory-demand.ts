import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { hoursOfHundredths, hundredthsOf } from '../../../kernel/hours.ts';
import { query } from '../../../kernel/operation.ts';
import { Day, Hours, Id, Instant, reference } from '../../../kernel/shapes.ts';
import { dayText, epochDay } from '../../../kernel/zone.ts';
import { placeOf } from '../../programs/index.ts';
import { CensusKind, CensusShift, StaffingRatioValue, UnitType } from '../model/shapes.ts';
import { permissions } from '../policy.ts';
import {
  bookedShifts,
  censusShifts,
  type BookedShift,
  type CensusShiftDemand,
} from '../store/census-demand.ts';
import { unitsOf } from '../store/units.ts';

const mostDays = 62;

const Row = z
  .strictObject({
    unitId: Id,
    facilityId: Id,
    date: Day,
    shift: CensusShift,
    kind: CensusKind,
    startsAt: Instant,
    endsAt: Instant,
    shiftHours: Hours,
    unitType: UnitType.nullable().meta({ description: 'Null: nobody said of which kind the unit is.' }),
    patients: z.int(),
    patientsPerNurse: StaffingRatioValue.nullable(),
    hoursPerPatientDay: StaffingRatioValue.nullable(),
    ratioCode: z
      .string()
      .nullable()
      .meta({ description: 'The law’s rule; null where the unit’s own counts, or none.' }),
    citation: z.string().nullable(),
    professions: z.array(z.string()).meta({ description: 'Who counts; the first is who is asked for.' }),
    requiredNurses: z.int().nullable().meta({ description: 'Null: no rule is known.' }),
    requiredHours: Hours.nullable(),
    employedHours: Hours.nullable(),
    contingentHours: Hours.meta({
      description: 'Of booked shifts of those professions within the shift, meals in.',
    }),
    scheduledHours: Hours.nullable(),
    missingHours: Hours.nullable().meta({
      description: 'Required and not scheduled; null where what the hospital’s own people work is not told.',
    }),
  })
  .meta({ id: 'RegulatoryDemandRow' });

const hoursOf = (minutes: number) => hoursOfHundredths(Math.round((minutes * 100) / 60));

/** Minutes of booked shifts of the professions that lie within a shift. */
const bookedMinutes = (
  { start, end, requirement }: CensusShiftDemand,
  booked: readonly BookedShift[],
): number =>
  booked
    .filter(({ profession }) => requirement?.professions.includes(profession) ?? true)
    .map((shift) => Math.min(shift.end, end) - Math.max(shift.start, start))
    .reduce((sum, minutes) => sum + Math.max(minutes, 0), 0);

function shownRow(demand: CensusShiftDemand, booked: readonly BookedShift[]): z.input<typeof Row> {
  const { requirement, start, end, employedHours, ...shift } = demand;
  const contingentHours = hoursOf(bookedMinutes(demand, booked));
  const scheduled =
    employedHours === null ? null : hundredthsOf(employedHours) + hundredthsOf(contingentHours);
  const required = requirement && hundredthsOf(requirement.requiredHours);
  return {
    ...shift,
    shift: shift.shift as z.input<typeof CensusShift>,
    unitType: shift.unitType as z.input<typeof UnitType> | null,
    shiftHours: hoursOf(end - start),
    patientsPerNurse: requirement?.patientsPerNurse ?? null,
    hoursPerPatientDay: requirement?.hoursPerPatientDay ?? null,
    ratioCode: requirement?.ratioCode ?? null,
    citation: requirement?.citation ?? null,
    professions: [...(requirement?.professions ?? [])],
    requiredNurses: requirement?.requiredNurses ?? null,
    requiredHours: requirement?.requiredHours ?? null,
    employedHours,
    contingentHours,
    scheduledHours: scheduled === null ? null : hoursOfHundredths(scheduled),
    missingHours:
      scheduled === null || required === null ? null : hoursOfHundredths(Math.max(required - scheduled, 0)),
  };
}

export const regulatoryDemand = query({
  name: 'regulatoryDemand',
  summary:
    'Whom the patients of units need by the ratio in force, shift by shift, beside who is scheduled: nurses, hours, the rule and what is missing.',
  rest: 'GET /regulatory-demand',
  permission: permissions.read,
  input: z.strictObject({
    programId: reference('program'),
    facilityId: reference('facility').nullish(),
    unitId: reference('unit').nullish(),
    from: Day,
    to: Day,
  }),
  output: z
    .strictObject({ from: Day, to: Day, asOf: Instant, rows: z.array(Row) })
    .meta({ id: 'RegulatoryDemand' }),
  rows: 'rows',
  heavy: true,
  async handle({ from, to, ...asked }, context) {
    if (to < from) throw refuse('/to', 'before_start', 'The end is before the start.');
    if (epochDay(to) - epochDay(from) >= mostDays)
      throw refuse('/to', 'too_long', `At most ${mostDays} days are reckoned at once.`);
    const unitIds = await unitsOf(await placeOf(asked, context), context);
    const until = dayText(epochDay(to) + 1);
    const shifts = await censusShifts({ unitIds, from, until }, context);
    if (shifts.length === 0) return { from, to, asOf: context.now, rows: [] };
    const starts = shifts.map(({ startsAt }) => startsAt).toSorted();
    const ends = shifts.map(({ endsAt }) => endsAt).toSorted();
    const booked = await bookedShifts({ unitIds, from: starts[0]!, until: ends.at(-1)! }, context);
    const byUnit = Map.groupBy(booked, ({ unitId }) => unitId);
    return {
      from,
      to,
      asOf: context.now,
      rows: shifts.map((shift) => shownRow(shift, byUnit.get(shift.unitId) ?? [])),
    };
  },
});
