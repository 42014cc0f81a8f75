import { capability } from '../../kernel/operation.ts';
import { externalIdTaken, externalSystemRegistered, vendorSystemRegistered } from './model.ts';
import { externalSystem } from './nouns.ts';
import { registerExternalSystem } from './operations/register-external-system.ts';

export {
  differences,
  nameExternally,
  subjectNamed,
  upsertAll,
  type ExternalRef,
  type Upserted,
} from './upsert.ts';
export { belongsElsewhere, externalIdTaken, externalSystemUnknown } from './model.ts';

export const identifiers = capability({
  name: 'identifiers',
  nouns: [externalSystem],
  commands: [registerExternalSystem],
  events: [externalSystemRegistered, vendorSystemRegistered],
  constraints: {
    external_ids_once: externalIdTaken,
    external_ids_one_per_subject: externalIdTaken,
  },
});
