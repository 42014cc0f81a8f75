import type { z } from 'zod';
import type { RequiredAt, RequiredProof, RequirementSeverity } from '../model/requirement.ts';

/** A type of credential, as far as a demand on it needs to know. */
export interface DemandedType {
  id: string;
  code: string;
  name: string;
  kind: string;
  isHealth: boolean;
  warnDays: number;
}

/** What is demanded, as the database tells it. */
export interface Demand {
  /** Null where the order alone demands it. */
  id: string | null;
  programId: string | null;
  facilityId: string | null;
  unitId: string | null;
  profession: string | null;
  specialty: string | null;
  state: string | null;
  severity: z.output<typeof RequirementSeverity>;
  proof: z.output<typeof RequiredProof>;
  graceDays: number;
  leadDays: number;
  requiredAt: z.output<typeof RequiredAt>;
  type: DemandedType;
  /** Whether the order demands it besides what the place does. */
  byOrder?: boolean;
}

/** A credential of a worker; days as `YYYY-MM-DD`, the last one in it. */
export interface Held {
  typeId: string;
  state: string;
  proof: z.output<typeof RequiredProof> | null;
  issuedOn: string | null;
  expiresOn: string | null;
  waivedUntil: string | null;
  profession: string | null;
  issuingState: string | null;
  multistate: boolean;
  primaryState: string | null;
  disciplined: boolean;
  facilityId: string | null;
}

/** What is known of one worker: what it holds of all that is demanded there, and what blocks it. */
export interface WorkerFacts {
  workerId: string;
  excluded: boolean;
  unwanted: boolean;
  credentials: readonly Held[];
}

/** What is known of the place on the day. */
export interface PlaceFacts {
  programId: string;
  facilityId: string;
  state: string;
  day: string;
  today: string;
  requirements: readonly Demand[];
  /** What the orders asked about demand besides. */
  extraTypes: readonly DemandedType[];
  /** Each state's status in the Nurse Licensure Compact on the day; absent where it has none. */
  compact: Readonly<Record<string, 'active' | 'partial' | 'enacted_pending'>>;
  /** Professions whose practice needs a license; of those, the ones that a multistate license covers. */
  licensed: readonly string[];
  multistate: readonly string[];
  /** Vendors that nobody may be billed for; to a vendor itself alone, if it is one. */
  excludedVendors: readonly string[];
}
