import { z } from 'zod';
import { event } from '../../../kernel/event.ts';

/** The state's number of a nursing facility, as its resident assessments carry it: at most 16 letters and digits. */
export const FacilityCode = z
  .string()
  .regex(/^[A-Za-z0-9]{1,16}$/, 'A facility’s number with its state is 1 to 16 letters and digits.')
  .meta({ examples: ['N046026'] });

export const pbjRegistrationSet = event({
  type: 'pbj_registration.set',
  summary: 'It was said under which number a nursing facility submits its Payroll-Based Journal.',
  sides: ['operator', 'client'],
  data: z.strictObject({}),
});
