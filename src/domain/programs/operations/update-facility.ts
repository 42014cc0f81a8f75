import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { codeOf, reference, text } from '../../../kernel/shapes.ts';
import { CareSetting, Coordinates, facilityChanged, locatedAt, TimeZone } from '../model.ts';
import { facility } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { changeOf } from '../store.ts';
import { facilities } from '../tables.ts';

export const updateFacility = command({
  name: 'updateFacility',
  summary: 'Change it: absent keeps, null clears.',
  rest: 'PATCH /facilities/{facilityId}',
  permission: permissions.manage,
  input: z.strictObject({
    facilityId: reference('facility'),
    name: text(200).optional(),
    state: codeOf('state', 'OH').optional(),
    timeZone: TimeZone.optional(),
    ccn: z
      .string()
      .regex(/^[0-9A-Z]{6}$/, 'A CCN is six capital letters and digits.')
      .nullish()
      .meta({ examples: ['360001'] }),
    address: text(300).nullish(),
    city: text(100).nullish(),
    beds: z.int().min(0).max(20_000).nullish(),
    county: text(100).nullish().meta({ description: 'Some states’ rate caps differ by it.' }),
    careSetting: CareSetting.nullish(),
    coordinates: Coordinates.nullish().meta({ description: 'From which distances are told.' }),
  }),
  output: facility,
  handle({ facilityId, coordinates, ...told }, context) {
    const changes = { ...told, ...locatedAt(coordinates, 'latitude', 'longitude') };
    return changeOf(facilities, facilityId, changes, facilityChanged, context);
  },
});
