import { z } from 'zod';
import { codeOf, Day, Id, Instant, oneOf } from '../../../kernel/shapes.ts';
import { order } from '../../orders/index.ts';

const State = order.fields['state']!.shape as z.ZodType<string, string>;
const Type = order.fields['type']!.shape as z.ZodType<string, string>;

export const OrderSort = oneOf('OrderSort', ['newest', 'oldest', 'starts_first', 'respond_first', 'title']);
export type OrderSort = z.output<typeof OrderSort>;

const SubmissionCount = z.strictObject({ state: z.string(), count: z.int() }).meta({ id: 'SubmissionCount' });

/** A row of the work list of orders, as its reader may see it. */
export const OrderRow = z
  .strictObject({
    id: Id,
    title: z.string(),
    type: Type,
    state: State,
    programId: Id,
    facilityId: Id,
    facilityName: z.string().nullable(),
    unitId: Id,
    unitName: z.string().nullable(),
    profession: z.string(),
    specialty: z.string().nullable(),
    positions: z.int(),
    openPositions: z.int().nullable().meta({ description: 'Null to a vendor: it would tell of rivals.' }),
    startsOn: Day,
    endsOn: Day,
    respondBy: Instant.nullable(),
    submissions: z
      .array(SubmissionCount)
      .meta({ description: 'Those that you see, by state; a vendor’s own.' }),
    toReview: z.int().meta({ description: 'Submissions that wait for your side.' }),
    unreadMessages: z.int(),
    createdAt: Instant,
  })
  .meta({ id: 'OrderWorkRow' });

export const OrderPage = z
  .strictObject({ rows: z.array(OrderRow), nextCursor: z.string().nullable() })
  .meta({ id: 'OrderWorkList' });
export type OrderWork = z.input<typeof OrderRow>;

/** What the work list of orders is narrowed by; all of it must hold. */
export const orderFilters = {
  text: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'In the title, the shift pattern or the description.' }),
  state: z.array(State).max(20).optional(),
  type: z.array(Type).max(3).optional(),
  programId: z.array(Id).max(50).optional(),
  facilityId: z.array(Id).max(50).optional(),
  unitId: z.array(Id).max(50).optional(),
  profession: codeOf('profession', 'rn').optional(),
  specialty: codeOf('specialty', 'icu').optional(),
  startsFrom: Day.optional(),
  startsTo: Day.optional(),
  respondBefore: Instant.optional(),
  mine: z
    .boolean()
    .optional()
    .meta({ description: 'Orders in which you had a hand; to a vendor, those it has submitted to.' }),
  toReview: z.boolean().optional().meta({ description: 'With submissions that wait for your side.' }),
  hasOpenPositions: z.boolean().optional().meta({ description: 'Not for vendors.' }),
  hasUnread: z.boolean().optional().meta({ description: 'With messages that you have not read.' }),
};
