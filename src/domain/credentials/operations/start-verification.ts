import { stepCommand } from '../../../kernel/step-command.ts';
import { credentialLife } from '../lifecycle.ts';
import { verificationStarted } from '../model/credential.ts';
import { credential } from '../nouns/credential.ts';
import { credentials } from '../tables.ts';

export const startVerification = stepCommand({
  noun: credential,
  table: credentials,
  life: credentialLife,
  verb: 'startVerification',
  name: 'startVerification',
  summary: 'Begin to verify it: from now on it is not to be changed by who handed it in.',
  event: verificationStarted,
});
