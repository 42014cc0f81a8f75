import { z } from 'zod';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const PositionState = oneOf('PositionState', ['open', 'filled', 'canceled', 'closed']);

const fact = factsFor(['operator', 'client'], z.strictObject({ orderId: z.string() }));

const places = z.strictObject({ orderId: z.string(), number: z.int() });
const placed = factsFor(['operator', 'client'], places);

export const positionAdded = placed('position.added', 'An opening of an order was made.');
export const positionCanceled = placed(
  'position.canceled',
  'An opening was canceled, by itself with a reason or with its order.',
);
export const positionClosed = placed('position.closed', 'An opening came to its end with its order.');
export const positionFilled = fact('position.filled', 'An opening of an order was filled.');
export const positionReopened = placed('position.reopened', 'An opening of an order is open again.');
