import { z } from 'zod';
import { Id, Instant, Json } from '../../../kernel/shapes.ts';

/** A FHIR R4 resource as plain JSON, of which `resourceType` says what it is. */
export type Resource = { resourceType: string } & Record<string, unknown>;

/** A Bundle of type collection (FHIR R4, hl7.org/fhir/R4/bundle.html). */
export const FhirBundle = z
  .strictObject({
    resourceType: z.string(),
    id: Id,
    type: z.string(),
    timestamp: Instant,
    entry: z.array(
      z
        .strictObject({
          fullUrl: z.string(),
          resource: Json.meta({
            scalar: 'Json',
            description: 'A Practitioner or PractitionerRole of FHIR R4.',
          }),
        })
        .meta({ id: 'FhirBundleEntry' }),
    ),
  })
  .meta({ id: 'FhirBundle' });

/** By what a resource is known to others in its bundle. */
export const urnOf = (id: string): string => `urn:uuid:${id}`;

/** The members that have a value: FHIR knows no null and no empty list. */
export const told = <T extends Record<string, unknown>>(members: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  ) as Partial<T>;

/** A collection of the resources, made at the instant. */
export const bundleOf = (
  id: string,
  timestamp: string,
  resources: readonly ({ id: string } & Resource)[],
): z.input<typeof FhirBundle> => ({
  resourceType: 'Bundle',
  id,
  type: 'collection',
  timestamp,
  entry: resources.map((resource) => ({ fullUrl: urnOf(resource.id), resource })),
});
