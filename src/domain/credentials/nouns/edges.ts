import { edge } from '../../../kernel/noun.ts';
import { file } from '../../files/index.ts';
import { facility } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { representation, worker } from '../../workers/index.ts';
import { credentialType } from './credential-type.ts';
import { credentialVerification } from './credential-verification.ts';
import { credential } from './credential.ts';

edge(credential, 'typeId', 'type', credentialType, 'credentials');
edge(credential, 'workerId', 'worker', worker, 'credentials');
edge(credential, 'representationId', 'representation', representation, 'credentials');
edge(credential, 'vendorId', 'vendor', vendor, null);
edge(credential, 'facilityId', 'facility', facility, null);
edge(credential, 'renewsId', 'renews', credential, 'renewals');
edge(credentialVerification, 'credentialId', 'credential', credential, 'verifications');
edge(file, 'subjectId', 'credential', credential, 'files');
