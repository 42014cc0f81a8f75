import { z } from 'zod';
import { Day, Id, oneOf } from '../../../kernel/shapes.ts';
import { pack, packShape } from '../packs/pack.ts';
import { ServiceNature, ServiceOutcome } from './contracted-service.ts';

export const RegisterGap = oneOf('RegisterGap', [
  'no_agreement',
  'not_registered',
  'never_evaluated',
  'evaluation_overdue',
  'last_not_met',
]);
export type RegisterGap = z.output<typeof RegisterGap>;

const told = <Shape extends z.ZodType>(shape: Shape, description: string): Shape =>
  shape.meta({ description });
const dayOrNone = (description: string) => Day.nullable().meta({ scalar: 'Day', description });

export const RegisterRow = z
  .strictObject({
    vendorId: told(Id, 'The contractor.').meta({ scalar: 'ID' }),
    vendorName: told(z.string(), 'The contractor’s name.'),
    agreementId: told(
      Id.nullable(),
      'Its agreement with the program on the day; empty where there is none.',
    ).meta({
      scalar: 'ID',
    }),
    agreementFrom: dayOrNone('The agreement’s first day.'),
    agreementTo: dayOrNone('The agreement’s last day; empty where it has none.'),
    placements: told(z.int(), 'Its placements at the facility under way on the day.'),
    contractedServiceId: told(
      Id.nullable(),
      'The service; empty where none of the contractor’s is registered.',
    ).meta({
      scalar: 'ID',
    }),
    service: told(z.string().nullable(), 'What is done.'),
    nature: told(ServiceNature.nullable(), 'direct_care, clinical_support or non_clinical.'),
    scope: told(z.string().nullable(), 'How far it goes.'),
    serviceFrom: dayOrNone('The service’s first day.'),
    serviceTo: dayOrNone('The service’s last day; empty where it has none.'),
    qualityMethod: told(z.string().nullable(), 'How its quality and safety are assured.'),
    lastEvaluatedOn: dayOrNone('The last evaluation until the day.'),
    lastOutcome: told(ServiceOutcome.nullable(), 'What it came to: met, met_with_actions or not_met.'),
    nextEvaluationOn: dayOrNone('The last day by which the next one is due.'),
    gaps: told(z.array(RegisterGap), 'What a surveyor would find missing.'),
  })
  .meta({ id: 'ContractedServiceRegisterRow' });
export type RegisterRow = z.output<typeof RegisterRow>;

export const registerPack = pack({
  name: 'contracted_services_register',
  title: 'Register of contracted services',
  source: '42 CFR 482.12(e), 482.12(e)(1) and (2)',
  row: RegisterRow,
});

export const ServiceRegister = packShape('ContractedServiceRegister', registerPack, {
  facilityId: Id,
  facilityName: z.string(),
  onDay: Day,
});

/** What is known of a contractor and one service of it on a day. */
export type Registered = Omit<RegisterRow, 'nextEvaluationOn' | 'gaps'> & {
  evaluatedEveryMonths: number | null;
};

/** When the next evaluation is due, and what is missing on the day. */
export function registerRowOf({ evaluatedEveryMonths, ...known }: Registered, onDay: string): RegisterRow {
  const since = known.lastEvaluatedOn ?? known.serviceFrom;
  const nextEvaluationOn =
    since === null || evaluatedEveryMonths === null
      ? null
      : Temporal.PlainDate.from(since).add({ months: evaluatedEveryMonths }).toString();
  const isOverdue = nextEvaluationOn !== null && nextEvaluationOn < onDay;
  const gaps: RegisterGap[] = [];
  if (known.agreementId === null) gaps.push('no_agreement');
  if (known.contractedServiceId === null) gaps.push('not_registered');
  else if (known.lastEvaluatedOn === null) gaps.push('never_evaluated');
  if (isOverdue) gaps.push('evaluation_overdue');
  if (known.lastOutcome === 'not_met') gaps.push('last_not_met');
  return { ...known, nextEvaluationOn, gaps };
}
