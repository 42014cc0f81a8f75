import { z } from 'zod';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const PositionState = oneOf('PositionState', ['open', 'filled', 'canceled', 'closed']);

const fact = factsFor(['operator', 'client'], z.strictObject({ orderId: z.string() }));

export const positionFilled = fact('position.filled', 'An opening of an order was filled.');
export const positionReopened = fact('position.reopened', 'An opening of an order is open again.');
