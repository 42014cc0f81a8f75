import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { requestStates } from '../words.ts';

export const ShiftRequestState = oneOf('ShiftRequestState', requestStates);

export const shiftRequestExists = declareError(
  'shift_request_exists',
  'conflict',
  'The worker asks for this shift already.',
);
export const quoteExpired = declareError(
  'quote_expired',
  'conflict',
  'The price held for 15 minutes; ask for it again.',
);

const sides = ['operator', 'client', 'vendor', 'worker'] as const;
const data = z.strictObject({ shiftId: z.string() });
const fact = factsFor(sides, data);

export const shiftRequested = fact('shift_request.made', 'A worker asks for a shift.');
export const shiftRequestAccepted = fact('shift_request.accepted', 'A request for a shift was accepted.');
export const shiftRequestDeclined = fact('shift_request.declined', 'A request for a shift was declined.');
export const shiftRequestWithdrawn = fact('shift_request.withdrawn', 'A request for a shift was withdrawn.');
export const shiftRequestSuperseded = fact(
  'shift_request.superseded',
  'What a request asked for is not to be had any more.',
);
export const shiftQuoted = event({
  type: 'shift_quote.created',
  summary: 'The price of a shift was told and holds for 15 minutes.',
  sides: ['operator'],
  data,
});
