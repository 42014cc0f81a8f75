import { edge } from '../../../kernel/noun.ts';
import { order, position } from '../../orders/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { offer, submission } from '../../submissions/index.ts';
import { vendor } from '../../vendors/index.ts';
import { worker } from '../../workers/index.ts';
import { allocation } from './allocation.ts';
import { assignment } from './assignment.ts';
import { assignmentRevision } from './assignment-revision.ts';

edge(assignment, 'orderId', 'order', order, 'assignments');
edge(assignment, 'positionId', 'position', position, 'assignments');
edge(assignment, 'submissionId', 'submission', submission, 'assignments');
edge(assignment, 'offerId', 'offer', offer, 'assignments');
edge(assignment, 'programId', 'program', program, 'assignments');
edge(assignment, 'facilityId', 'facility', facility, 'assignments');
edge(assignment, 'unitId', 'unit', unit, 'assignments');
edge(assignment, 'vendorId', 'vendor', vendor, 'assignments');
edge(assignment, 'workerId', 'worker', worker, 'assignments');

edge(assignmentRevision, 'assignmentId', 'assignment', assignment, 'revisions');
edge(allocation, 'assignmentId', 'assignment', assignment, 'allocations');
