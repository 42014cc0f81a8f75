import { edge } from '../../../kernel/noun.ts';
import { order, position } from '../../orders/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { representation, worker } from '../../workers/index.ts';
import { offer } from './offer.ts';
import { submission } from './submission.ts';

edge(submission, 'orderId', 'order', order, 'submissions');
edge(submission, 'vendorId', 'vendor', vendor, 'submissions');
edge(submission, 'workerId', 'worker', worker, 'submissions');
edge(submission, 'representationId', 'representation', representation, 'submissions');
edge(submission, 'programId', 'program', program, null);
edge(submission, 'facilityId', 'facility', facility, null);
edge(submission, 'unitId', 'unit', unit, null);

edge(offer, 'submissionId', 'submission', submission, 'offers');
edge(offer, 'orderId', 'order', order, 'offers');
edge(offer, 'positionId', 'position', position, null);
edge(offer, 'vendorId', 'vendor', vendor, 'offers');
edge(offer, 'workerId', 'worker', worker, 'offers');
edge(offer, 'programId', 'program', program, null);
edge(offer, 'facilityId', 'facility', facility, null);
edge(offer, 'unitId', 'unit', unit, null);
