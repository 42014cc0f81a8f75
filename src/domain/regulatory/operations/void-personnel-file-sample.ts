import { stepCommand } from '../../../kernel/step-command.ts';
import { sampleLife } from '../lifecycle/personnel-file-sample.ts';
import { sampleVoided } from '../model/personnel-file-sample.ts';
import { personnelFileSample } from '../nouns/personnel-file-sample.ts';
import { personnelFileSamples } from '../tables.ts';

export const voidPersonnelFileSample = stepCommand({
  noun: personnelFileSample,
  table: personnelFileSamples,
  life: sampleLife,
  verb: 'void',
  summary: 'Say, for a reason, that a sample does not count; the file can then be sampled again.',
  event: sampleVoided,
  reason: 'required',
  changes: (_, { actor, now }, reason) => ({
    voidedBy: actor.membershipId,
    voidedAt: now,
    voidReason: reason!,
  }),
});
