import { z } from 'zod';

/** The fields of an order that each side of the benchmark answers. */
export const orderFields = [
  'id',
  'version',
  'programId',
  'facilityId',
  'unitId',
  'type',
  'title',
  'profession',
  'specialty',
  'positions',
  'startsOn',
  'endsOn',
  'weeks',
  'hoursPerWeek',
  'billRate',
  'maxBillRate',
  'currency',
  'estimatedCost',
  'description',
  'state',
  'releasedAt',
  'createdAt',
  'updatedAt',
] as const;

/** Fifty orders, ten submissions of each, the worker and the vendor of each of those: about 200 KB. */
export const nestedOurs = `query Nested($first: Int!, $each: Int!) {
  orders(first: $first, sort: [{ field: STARTS_ON, direction: ASC }]) { nodes {
    id title profession startsOn endsOn state billRate estimatedCost createdAt
    submissions(first: $each) { nodes {
      id state billRate availableOn presentedAt createdAt
      worker { id displayName homeState profession specialties }
      vendor { id name kind state }
    } } } } }`;

export const nestedPostgraphile = `query Nested($tenant: UUID!, $first: Int!, $each: Int!) {
  orders: allOrders(first: $first, orderBy: [STARTS_ON_ASC, ID_ASC], condition: { tenantId: $tenant }) { nodes {
    id title profession startsOn endsOn state billRate estimatedCost createdAt
    submissions: submissionsByTenantIdAndOrderId(first: $each, orderBy: [ID_ASC]) { nodes {
      id state billRate availableOn presentedAt createdAt
      worker: workerByTenantIdAndWorkerId { id displayName homeState profession specialties }
      vendor: vendorByTenantIdAndVendorId { id name kind state }
    } } } } }`;

export const variables = { first: 50, each: 10 };

/** What the processes of a benchmark are told. */
export const Peer = z.strictObject({
  url: z.string(),
  port: z.coerce.number(),
  poolSize: z.coerce.number(),
  tenantId: z.string(),
  membershipId: z.string(),
});
export const peerOf = (text: string | undefined) => Peer.parse(JSON.parse(text ?? '{}'));
