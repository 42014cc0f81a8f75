import { z } from 'zod';
import { codeOf, Day, Instant, Rate } from '../../kernel/shapes.ts';
import { Coordinates } from '../programs/index.ts';
import { Email, LastFour, Npi, PersonName, Phone, Specialties } from './model.ts';
import { Experiences, TaxonomyCodes } from './profile/model.ts';

/** What a vendor states of a person whom it represents. */
export const representationInput = z.strictObject({
  firstName: PersonName,
  lastName: PersonName,
  birthDate: Day.optional(),
  npi: Npi.optional(),
  lastFour: LastFour.optional().meta({ description: 'Of the social security number; for recognition only.' }),
  email: Email.optional(),
  phone: Phone.optional(),
  homeState: codeOf('state', 'OH'),
  homeCoordinates: Coordinates.optional().meta({ description: 'From which distances to shifts are told.' }),
  profession: codeOf('profession', 'rn'),
  specialties: Specialties.default([]),
  experience: Experiences.optional(),
  taxonomyCodes: TaxonomyCodes.optional(),
  availableOn: Day.optional(),
  payRate: Rate.optional(),
  rightToRepresentFrom: Instant.optional().meta({ description: 'Now, unless told.' }),
  rightToRepresentUntil: Instant,
});
