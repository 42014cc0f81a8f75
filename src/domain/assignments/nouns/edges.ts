import { edge } from '../../../kernel/noun.ts';
import { charge } from '../../charges/index.ts';
import { credentialType } from '../../credentials/index.ts';
import { order, position } from '../../orders/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { offer, submission } from '../../submissions/index.ts';
import { vendor } from '../../vendors/index.ts';
import { worker } from '../../workers/index.ts';
import { allocation } from './allocation.ts';
import { assignment } from './assignment.ts';
import { assignmentRevision } from './assignment-revision.ts';
import { onboardingItem, onboardingTemplate } from './onboarding.ts';
import { placement } from './placement.ts';

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
edge(assignmentRevision, 'unitId', 'unit', unit, 'assignmentRevisions');
edge(onboardingItem, 'assignmentId', 'assignment', assignment, 'onboardingItems');
edge(onboardingItem, 'credentialTypeId', 'credentialType', credentialType, 'onboardingItems');
edge(onboardingTemplate, 'programId', 'program', program, 'onboardingTemplates');
edge(onboardingTemplate, 'facilityId', 'facility', facility, 'onboardingTemplates');
edge(onboardingTemplate, 'unitId', 'unit', unit, 'onboardingTemplates');
edge(charge, 'orderId', 'order', order, 'charges');
edge(charge, 'assignmentId', 'assignment', assignment, 'charges');

edge(placement, 'orderId', 'order', order, 'placements');
edge(placement, 'positionId', 'position', position, 'placements');
edge(placement, 'submissionId', 'submission', submission, 'placements');
edge(placement, 'offerId', 'offer', offer, 'placements');
edge(placement, 'programId', 'program', program, 'placements');
edge(placement, 'facilityId', 'facility', facility, 'placements');
edge(placement, 'unitId', 'unit', unit, 'placements');
edge(placement, 'vendorId', 'vendor', vendor, 'placements');
edge(placement, 'workerId', 'worker', worker, 'placements');

edge(allocation, 'assignmentId', 'assignment', assignment, 'allocations');
