import type { Capability } from './kernel/operation.ts';
import { access } from './domain/access/index.ts';
import { identifiers } from './domain/identifiers/index.ts';
import { integrations } from './domain/integrations/index.ts';
import { programsCapability } from './domain/programs/index.ts';
import { reference } from './domain/reference/index.ts';
import { sandbox } from './domain/sandbox/index.ts';
import { approvals } from './domain/approvals/index.ts';
import { vendorsCapability } from './domain/vendors/index.ts';
import { rates } from './domain/rates/index.ts';

/** THE SYSTEM, in order of dependence: each uses only those above it, and reacts to what happens in them. */
export const capabilities: readonly Capability[] = [
  reference,
  identifiers,
  access,
  programsCapability,
  approvals,
  vendorsCapability,
  rates,
  integrations,
  sandbox,
];
