import { capability } from '../../kernel/operation.ts';
import { workerAsFhir } from './operations/worker-as-fhir.ts';

export const fhir = capability({ name: 'fhir', queries: [workerAsFhir] });
