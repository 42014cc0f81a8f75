import { command } from '../../../kernel/operation.ts';
import { raiseMatches } from '../matches/raising.ts';
import { representationCreated, representationExists, workerCreated } from '../model.ts';
import { representation } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { assertCodes } from '../profile/store.ts';
import { representationInput } from '../representation-input.ts';
import { keepRepresentation, untrue } from '../representing.ts';
import { insertWorkers, recognize, traitsStated } from '../store.ts';

export const createRepresentation = command({
  name: 'createRepresentation',
  summary:
    'Represent a worker; the person is recognized or made anew, and the answer is the same either way.',
  rest: 'POST /representations',
  permission: permissions.represent,
  input: representationInput,
  output: representation,
  errors: [representationExists],
  async handle(given, context) {
    const fault = untrue(given, context);
    if (fault) throw fault;
    await assertCodes(given.taxonomyCodes, context);
    const [{ verdict, workerId, newId } = { verdict: 'no', workerId: null, newId: '' } as const] =
      await recognize([given], context);
    if (verdict === 'yes') {
      const row = await keepRepresentation(workerId!, given, context);
      return { result: row, events: [representationCreated(row, {})] };
    }
    const [made] = await insertWorkers([{ ...given, id: newId }], context);
    const row = await keepRepresentation(newId, given, context);
    const raised =
      verdict === 'review'
        ? await raiseMatches([{ workerId: newId, ...traitsStated(given) }], 'recognition', context)
        : [];
    return { result: row, events: [representationCreated(row, {}), workerCreated(made!, {}), ...raised] };
  },
});
