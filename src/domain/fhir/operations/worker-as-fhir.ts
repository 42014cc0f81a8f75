import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { worker } from '../../workers/index.ts';
import { bundleOf, FhirBundle } from '../model/bundle.ts';
import { practitionerOf } from '../model/practitioner.ts';
import { practitionerRoleOf } from '../model/practitioner-role.ts';
import { listedCodes, profileRoles, seenAssignments, seenCredentials, seenWorker } from '../store.ts';

export const workerAsFhir = query({
  name: 'workerAsFhir',
  summary:
    'The worker as a FHIR R4 Bundle: a Practitioner with its qualifications and its roles, as much as you may read of them.',
  rest: 'GET /workers/{workerId}/fhir',
  permission: worker.read,
  input: z.strictObject({ workerId: reference('worker') }),
  output: FhirBundle,
  async handle({ workerId }, context) {
    const person = await seenWorker(workerId, context);
    const credentials = await seenCredentials(workerId, context);
    const assignments = await seenAssignments(workerId, context);
    const roles = assignments.length > 0 ? assignments : await profileRoles(person, context);
    const codes = await listedCodes(person.taxonomyCodes, context);
    return bundleOf(workerId, context.now, [
      practitionerOf(person, credentials),
      ...roles.map((role) => practitionerRoleOf(role, workerId, codes)),
    ]);
  },
});
