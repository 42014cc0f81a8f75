import { edge } from '../../../kernel/noun.ts';
import { order, position } from '../../orders/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { representation, worker } from '../../workers/index.ts';
import { interview } from './interview.ts';
import { offerRound } from './offer-round.ts';
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

edge(offerRound, 'offerId', 'offer', offer, 'rounds');
edge(offerRound, 'vendorId', 'vendor', vendor, null);

edge(interview, 'submissionId', 'submission', submission, 'interviews');
edge(interview, 'orderId', 'order', order, 'interviews');
edge(interview, 'vendorId', 'vendor', vendor, 'interviews');
edge(interview, 'workerId', 'worker', worker, 'interviews');
edge(interview, 'programId', 'program', program, null);
edge(interview, 'facilityId', 'facility', facility, null);
edge(interview, 'unitId', 'unit', unit, null);
