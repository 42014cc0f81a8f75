import { z } from 'zod';
import { alreadyExists } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { externalSystemRegistered, SystemName, vendorSystemRegistered } from '../model.ts';
import { externalSystem } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { externalSystems } from '../tables.ts';

export const registerExternalSystem = command({
  name: 'registerExternalSystem',
  summary: 'Register a system whose ids may name our rows.',
  rest: 'POST /external-systems',
  permission: permissions.register,
  input: z.strictObject({ name: SystemName }),
  output: externalSystem,
  errors: [alreadyExists],
  async handle({ name }, { tx, actor }) {
    const [system] = await tx.insert(externalSystems, [{ name, vendorId: actor.vendorId }]);
    const happened = actor.vendorId ? vendorSystemRegistered : externalSystemRegistered;
    return { result: system!, events: [happened(system!, { name })] };
  },
});
