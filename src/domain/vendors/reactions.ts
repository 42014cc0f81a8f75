import { reaction } from '../../kernel/operation.ts';
import { vendorRegistrationReceived } from './model/vendor-registration.ts';
import { compareRegistration } from './registering.ts';
import { vendorRegistrations } from './tables.ts';

/**
 * Compared after the answer: neither what a stranger is told nor how long it took says whether the firm was known.
 */
export const compareNewRegistration = reaction({
  name: 'compareNewRegistration',
  on: vendorRegistrationReceived,
  when: 'after',
  async handle({ subject }, context) {
    const registration = await context.take(vendorRegistrations, subject.id, { version: false });
    return { events: (await compareRegistration(registration, context)).facts };
  },
});
