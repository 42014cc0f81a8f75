import { z } from 'zod';
import { command, type Context } from '../../../kernel/operation.ts';
import { codeOf, Day, reference } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import { Coordinates, locatedAt } from '../../programs/index.ts';
import { assertNotMerged, workerMerged } from '../matches/model.ts';
import { rematch } from '../matches/raising.ts';
import { holdPersons } from '../matches/store/pairs.ts';
import {
  displayNameOf,
  Email,
  normalizeName,
  Npi,
  npiTaken,
  PersonName,
  Phone,
  Specialties,
  unborn,
  workerChanged,
} from '../model.ts';
import { worker } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { Experiences, kept, TaxonomyCodes } from '../profile/model.ts';
import { assertCodes } from '../profile/store.ts';
import { saveIdentities, type Person } from '../store.ts';
import { workerIdentities, workers } from '../tables.ts';

/** Holds the name and number that the worker will have: before its row, as whoever recognizes persons takes them. */
async function holdAhead(
  workerId: string,
  told: { [Key in 'firstName' | 'lastName']?: string | undefined } & Pick<Person, 'npi'>,
  context: Context,
): Promise<void> {
  if (told.firstName === undefined && told.lastName === undefined && told.npi === undefined) return;
  const who = await context.tx.find(workerIdentities, workerId);
  const known = await context.tx.find(workers, workerId);
  if (!who || !known) return;
  const normalizedName = normalizeName(told.firstName ?? who.firstName, told.lastName ?? who.lastName);
  await holdPersons([{ normalizedName, npi: told.npi === undefined ? known.npi : told.npi }], context);
}

export const updateWorker = command({
  name: 'updateWorker',
  summary: 'Change what is known of a worker: absent keeps, null clears.',
  rest: 'PATCH /workers/{workerId}',
  permission: permissions.manage,
  input: z.strictObject({
    workerId: reference('worker'),
    firstName: PersonName.optional(),
    lastName: PersonName.optional(),
    birthDate: Day.nullish(),
    npi: Npi.nullish(),
    email: Email.nullish(),
    phone: Phone.nullish(),
    homeState: codeOf('state', 'OH').optional(),
    homeCoordinates: Coordinates.nullish().meta({
      description: 'From which the worker’s distances are told.',
    }),
    profession: codeOf('profession', 'rn').optional(),
    specialties: Specialties.optional(),
    experience: Experiences.optional(),
    taxonomyCodes: TaxonomyCodes.optional(),
  }),
  output: worker,
  errors: [npiTaken, workerMerged],
  async handle(
    {
      workerId,
      npi,
      homeState,
      homeCoordinates,
      profession,
      specialties,
      experience,
      taxonomyCodes,
      ...told
    },
    context,
  ) {
    const person = { ...told, ...locatedAt(homeCoordinates, 'homeLatitude', 'homeLongitude') };
    const fault = unborn(person.birthDate, context.now);
    if (fault) throw fault;
    await assertCodes(taxonomyCodes, context);
    await holdAhead(workerId, { npi, ...person }, context);
    const row = await context.take(workers, workerId);
    assertNotMerged(row);
    const identity = await context.take(workerIdentities, workerId, { version: false });
    const displayName = displayNameOf(
      person.firstName ?? identity.firstName,
      person.lastName ?? identity.lastName,
    );
    const identified = Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined));
    const renamed = await saveIdentities(new Map([[workerId, identified]]), context);
    const changes = differences(row, {
      displayName,
      npi,
      homeState,
      profession,
      specialties,
      experience: kept(experience),
      taxonomyCodes,
    } as Partial<typeof row>);
    if (Object.keys(changes).length === 0 && renamed.size === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(workers, row, changes);
    const raised = await rematch(renamed.has(workerId) || 'npi' in changes ? [workerId] : [], context);
    return { result: changed, events: [workerChanged(changed, {}), ...raised] };
  },
});
