/** What a primary source is asked about: a license, a certification, or whether a person is excluded. */
export const sourceKinds = ['license_board', 'certification_issuer', 'exclusion_list'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** What is asked of a source, in its own terms; days are `YYYY-MM-DD`. */
export interface SourceQuestion {
  kind: SourceKind;
  firstName: string;
  lastName: string;
  birthDate: string | null;
  npi: string | null;
  /** Of a license: what it is for and who issued it. */
  profession: string | null;
  state: string | null;
  /** Of a certification: its type's code, such as `bls`. */
  certification: string | null;
  number: string | null;
}

/** What a source says it knows; null where it does not say. */
export interface SourceRecord {
  number: string | null;
  /** As the source words it, such as `active`. */
  status: string;
  /** Whether the holder may practice by it, or the exclusion is in force, on the day of asking. */
  isInForce: boolean;
  expiresOn: string | null;
  multistate: boolean | null;
  disciplined: boolean | null;
  lastName: string | null;
  npi: string | null;
}

/** An answer: the records that the source holds for the question, none of them where it knows nothing, and its own reference. */
export interface SourceAnswer {
  records: readonly SourceRecord[];
  /** By which the source can find what it answered again. */
  reference: string | null;
}

/** A primary source: one that issued what it tells of, or speaks for who did. */
export interface PrimarySource {
  name: string;
  kind: SourceKind;
  /** The states whose boards it speaks for; null is all. */
  states: readonly string[] | null;
  timeoutSeconds: number;
  /** How many times it is asked before a check is given up. */
  attempts: number;
  /** Throws where it cannot be reached or answers what is none of the contract's; the signal ends the asking. */
  ask(question: SourceQuestion, signal: AbortSignal): Promise<SourceAnswer>;
}
