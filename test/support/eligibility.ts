import type { Demand, Held, PlaceFacts, WorkerFacts } from '../../src/domain/eligibility/judging/facts.ts';
import type { Judgment } from '../../src/domain/eligibility/judging/judge.ts';

const names: Record<string, string> = {
  license: 'State license',
  bls: 'Basic life support',
  mmr: 'Measles, mumps, rubella',
};
const kinds: Record<string, string> = { license: 'license', mmr: 'immunization' };

/** A demand on everybody everywhere, hard from the start on, but for the changes. */
export const demand = (code: string, changes: Partial<Demand> = {}): Demand => ({
  id: `r-${code}-${JSON.stringify(changes)}`,
  programId: null,
  facilityId: null,
  unitId: null,
  profession: null,
  specialty: null,
  state: null,
  severity: 'hard',
  proof: 'document',
  graceDays: 0,
  leadDays: 0,
  requiredAt: 'start',
  type: {
    id: code,
    code,
    name: names[code] ?? code,
    kind: kinds[code] ?? 'certification',
    isHealth: code === 'mmr',
    warnDays: 30,
  },
  ...changes,
});

/** A credential that was verified at its source and never ends, but for the changes. */
export const held = (typeId: string, changes: Partial<Held> = {}): Held => ({
  typeId,
  state: 'verified',
  proof: 'primary_source',
  issuedOn: '2020-01-01',
  expiresOn: null,
  waivedUntil: null,
  profession: null,
  issuingState: null,
  multistate: false,
  primaryState: null,
  disciplined: false,
  facilityId: null,
  ...changes,
});

/** A facility in Ohio on 2026-02-01. */
export const place = (changes: Partial<PlaceFacts> = {}): PlaceFacts => ({
  programId: 'p',
  facilityId: 'f',
  state: 'OH',
  day: '2026-02-01',
  today: '2026-02-01',
  requirements: [],
  extraTypes: [],
  compact: { OH: 'active', TX: 'active' },
  licensed: ['rn', 'lpn', 'rt'],
  multistate: ['rn', 'lpn'],
  excludedVendors: [],
  ...changes,
});

/** A worker with these credentials whom nothing blocks. */
export const nurse = (credentials: readonly Held[], changes: Partial<WorkerFacts> = {}): WorkerFacts => ({
  workerId: 'w',
  excluded: false,
  unwanted: false,
  credentials,
  ...changes,
});

/** Why the first item stands as it does. */
export const reasonOf = ({ items }: Judgment): string | undefined => items[0]?.reason;
