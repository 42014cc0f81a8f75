import { edge } from '../../../kernel/noun.ts';
import { assignment } from '../../assignments/index.ts';
import { order } from '../../orders/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { representation, worker } from '../../workers/index.ts';
import { shift } from './shift.ts';
import { shiftPattern } from './shift-pattern.ts';
import { shiftQuote } from './shift-quote.ts';
import { shiftRequest } from './shift-request.ts';

edge(shift, 'orderId', 'order', order, 'shifts');
edge(shift, 'assignmentId', 'assignment', assignment, 'shifts');
edge(shift, 'patternId', 'pattern', shiftPattern, 'shifts');
edge(shift, 'programId', 'program', program, null);
edge(shift, 'facilityId', 'facility', facility, 'shifts');
edge(shift, 'unitId', 'unit', unit, 'shifts');
edge(shift, 'vendorId', 'vendor', vendor, 'shifts');
edge(shift, 'workerId', 'worker', worker, 'shifts');
edge(shift, 'representationId', 'representation', representation, 'shifts');

edge(shiftRequest, 'shiftId', 'shift', shift, 'requests');
edge(shiftRequest, 'orderId', 'order', order, null);
edge(shiftRequest, 'vendorId', 'vendor', vendor, 'shiftRequests');
edge(shiftRequest, 'workerId', 'worker', worker, 'shiftRequests');
edge(shiftRequest, 'representationId', 'representation', representation, 'shiftRequests');

edge(shiftQuote, 'shiftId', 'shift', shift, 'quotes');
edge(shiftPattern, 'orderId', 'order', order, 'shiftPatterns');
edge(shiftPattern, 'assignmentId', 'assignment', assignment, 'shiftPatterns');
