import type { requirements } from '../tables.ts';

type Terms = Pick<typeof requirements.$inferSelect, 'severity' | 'proof' | 'requiredAt'>;

const atStart: Terms = { severity: 'hard', proof: 'document', requiredAt: 'start' };

/** What the field demands everywhere, by the code of the credential’s type, for a tenant to begin with and change. */
export const standardRequirements: Readonly<Record<string, Terms>> = {
  license: { severity: 'hard', proof: 'primary_source', requiredAt: 'submission' },
  bls: atStart,
  background_check: atStart,
  drug_screen: atStart,
  tb_screening: atStart,
  influenza: { ...atStart, severity: 'warn' },
};
