import { z } from 'zod';
import { fileQuery } from '../../../kernel/file-answer.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { localDate } from '../../../kernel/zone.ts';
import { facilities } from '../../programs/index.ts';
import { registerPack, registerRowOf, ServiceRegister } from '../model/service-register.ts';
import { packFile, PackFormat, packFormats } from '../packs/pack.ts';
import { permissions } from '../policy.ts';
import { registeredOn } from '../store/register.ts';

export const contractedServicesRegister = fileQuery({
  name: 'contractedServicesRegister',
  summary:
    'Every contractor of a facility on a day: its services, their scope, its agreement, how quality is assured, the last evaluation, and what is missing (42 CFR 482.12(e)).',
  rest: 'GET /facilities/{facilityId}/contracted-services-register',
  permission: permissions.readServices,
  input: z.strictObject({
    facilityId: reference('facility'),
    onDay: Day.optional().meta({ description: 'Today, by the facility, unless told.' }),
    format: PackFormat.optional(),
  }),
  heavy: true,
  formats: packFormats(ServiceRegister),
  async handle({ facilityId, onDay, format = 'json' }, context) {
    const { name, timeZone } = (await context.tx.find(facilities, facilityId))!;
    const day = onDay ?? localDate(context.now, timeZone);
    const known = await registeredOn({ facilityId, onDay: day }, context);
    const of = { asOf: context.now, facilityId, facilityName: name, onDay: day };
    const rows = known.map((row) => registerRowOf(row, day));
    return packFile(registerPack, format, `contracted-services-${day}`, of, rows);
  },
});
