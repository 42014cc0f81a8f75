import type { z } from 'zod';
import { refuse } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import { codeOf, Day, reference } from '../../kernel/shapes.ts';
import { units } from '../programs/index.ts';
import { EligibilityGate, type Gate } from './model/eligibility.ts';
import { placeOfOrder } from './store.ts';

/** What both questions of eligibility ask alike. */
export const placeInput = {
  orderId: reference('order').optional().meta({
    description:
      'Says place, profession, specialty and days by itself, and what it demands besides its place.',
  }),
  facilityId: reference('facility').optional(),
  unitId: reference('unit').optional(),
  profession: codeOf('profession', 'rn').optional().meta({ description: 'Absent, it is the worker’s own.' }),
  specialty: codeOf('specialty', 'icu').optional(),
  gate: EligibilityGate.default('start'),
  day: Day.optional().meta({ description: 'Absent, the order’s first day, or today at the facility.' }),
  until: Day.optional().meta({ description: 'The last day of the work: what lapses before it is told.' }),
};

type Given = z.output<z.ZodObject<typeof placeInput>>;

/** Where and for when somebody is asked about; a null profession is each worker's own, a null day the facility's today. */
export interface AskedPlace {
  facilityId: string;
  unitId: string | null;
  profession: string | null;
  specialty: string | null;
  extraCredentialTypeIds: readonly string[];
  gate: Gate;
  day: string | null;
  until: string | null;
}

async function facilityOf({ facilityId, unitId }: Given, { tx }: Context): Promise<string> {
  const unit = unitId === undefined ? undefined : await tx.find(units, unitId);
  if (unit && facilityId !== undefined && facilityId !== unit.facilityId)
    throw refuse('/unitId', 'not_in_facility', 'The unit is not one of the facility.');
  const at = unit?.facilityId ?? facilityId;
  if (at === undefined) throw refuse('/facilityId', 'required', 'Name an order, a facility or a unit.');
  return at;
}

/** Reads the place out of what was given. */
export async function askedPlace(given: Given, context: Context): Promise<AskedPlace> {
  const {
    orderId,
    unitId = null,
    profession = null,
    specialty = null,
    gate,
    day = null,
    until = null,
  } = given;
  if (day && until && until < day) throw refuse('/until', 'before_start', 'The end is before the day.');
  if (orderId === undefined)
    return {
      facilityId: await facilityOf(given, context),
      unitId,
      profession,
      specialty,
      extraCredentialTypeIds: [],
      gate,
      day,
      until,
    };
  const order = await placeOfOrder(orderId, context);
  return { ...order, gate, day: day ?? order.startsOn, until: until ?? order.endsOn };
}
