import { compare, parseAmount } from '../../../kernel/money.ts';
import { oneOf } from '../../../kernel/shapes.ts';

/** Why a requirement is not met, the one nearest to being mended first. */
export const Shortfall = oneOf('Shortfall', [
  'limit_too_low',
  'awaiting_decision',
  'not_yet_effective',
  'expired',
  'rejected',
  'missing',
]);
type Reason = (typeof Shortfall.options)[number];

/** What the rule reads of a document. */
export interface HeldDocument {
  id: string;
  programId: string | null;
  kind: string;
  issuingState: string | null;
  perOccurrenceLimit: string | null;
  aggregateLimit: string | null;
  currency: string;
  effectiveOn: string;
  expiresOn: string | null;
  state: string;
}

/** What the rule reads of a requirement; null in a list's place is all of them. */
export interface DocumentRequirement {
  id: string;
  programId: string | null;
  kind: string;
  vendorKinds: readonly string[] | null;
  states: readonly string[] | null;
  leastPerOccurrence: string | null;
  leastAggregate: string | null;
  currency: string;
  severity: string;
  graceDays: number;
}

/** What kind of vendor is asked, for which program, for facilities of which state (null: of none in particular). */
export interface AskedOf {
  vendorKind: string;
  programId: string;
  state: string | null;
}

/** Whether a requirement is met on a day; where not, why, and the last day before it blocks (null: it blocks already). */
export interface Standing {
  met: boolean;
  blocks: boolean;
  shortfall: Reason | null;
  documentId: string | null;
  expiresOn: string | null;
  by: string | null;
}

/** Whether a requirement demands a document of its own for each state. */
export const isByState = ({ kind, states }: DocumentRequirement): boolean =>
  states !== null || kind === 'state_agency_registration';

/** Whether a requirement is asked at all; one that names states is asked for a facility of one of them. */
export const isAsked = ({ programId, vendorKinds, states }: DocumentRequirement, asked: AskedOf): boolean =>
  (programId === null || programId === asked.programId) &&
  (vendorKinds === null || vendorKinds.includes(asked.vendorKind)) &&
  (states === null || (asked.state !== null && states.includes(asked.state)));

const reaches = (limit: string | null, least: string | null) =>
  least === null || (limit !== null && compare(parseAmount(limit), parseAmount(least)) >= 0);

const suffices = (
  document: HeldDocument,
  { leastPerOccurrence, leastAggregate, currency }: DocumentRequirement,
) =>
  (leastPerOccurrence === null && leastAggregate === null) ||
  (document.currency === currency &&
    reaches(document.perOccurrenceLimit, leastPerOccurrence) &&
    reaches(document.aggregateLimit, leastAggregate));

const isTaken = ({ state }: HeldDocument) => ['accepted', 'expiring', 'expired'].includes(state);
// No last day comes after every last day.
const lastDay = ({ expiresOn }: HeldDocument) => expiresOn ?? '9999-12-31';
const later = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
const latest = (documents: readonly HeldDocument[]) =>
  documents.toSorted((one, other) => (lastDay(one) < lastDay(other) ? 1 : -1))[0];

/** How a vendor with these documents stands to a requirement on a day, `YYYY-MM-DD`, for facilities of a state. */
export function standingOf(
  requirement: DocumentRequirement,
  documents: readonly HeldDocument[],
  { programId, state }: Pick<AskedOf, 'programId' | 'state'>,
  day: string,
): Standing {
  const fitting = documents.filter(
    (one) =>
      one.kind === requirement.kind &&
      (one.programId === null || one.programId === programId) &&
      (one.kind !== 'state_agency_registration' || state === null || one.issuingState === state),
  );
  const taken = fitting.filter(isTaken);
  const begun = taken.filter(({ effectiveOn }) => effectiveOn <= day);
  const good = latest(begun.filter((one) => suffices(one, requirement)));
  if (good && lastDay(good) >= day) {
    const { id: documentId, expiresOn } = good;
    return { met: true, blocks: false, shortfall: null, documentId, expiresOn, by: expiresOn };
  }
  const mayBlock = requirement.severity === 'block';
  const graceEnd = good?.expiresOn ? later(good.expiresOn, requirement.graceDays) : null;
  const inGrace = graceEnd !== null && graceEnd >= day;
  const why: [Reason, HeldDocument | undefined][] = [
    ['limit_too_low', latest(begun.filter((one) => lastDay(one) >= day))],
    ['awaiting_decision', latest(fitting.filter((one) => one.state === 'submitted' && lastDay(one) >= day))],
    ['not_yet_effective', latest(taken.filter((one) => one.effectiveOn > day))],
    ['expired', latest(begun)],
    ['rejected', latest(fitting.filter((one) => one.state === 'rejected'))],
  ];
  const [shortfall, document] = why.find(([, found]) => found) ?? (['missing', undefined] as const);
  return {
    met: false,
    blocks: mayBlock && !inGrace,
    shortfall,
    documentId: document?.id ?? null,
    expiresOn: document?.expiresOn ?? null,
    by: inGrace ? graceEnd : null,
  };
}

/** What mends a shortfall, in words. */
export const remedyFor: Readonly<Record<Reason, string>> = {
  limit_too_low: 'Submit a certificate whose limits reach those that are demanded.',
  awaiting_decision: 'The operator accepts or rejects the document that was submitted.',
  not_yet_effective: 'Submit the document that holds until the accepted one begins.',
  expired: 'Submit the renewed document.',
  rejected: 'Submit a document that answers the reason it was rejected for.',
  missing: 'Submit the document.',
};

/** Whether any requirement that is asked of the vendor keeps new orders from it. */
export const isKeptFromReleases = (
  requirements: readonly DocumentRequirement[],
  documents: readonly HeldDocument[],
  asked: AskedOf,
  day: string,
): boolean =>
  requirements.some(
    (requirement) => isAsked(requirement, asked) && standingOf(requirement, documents, asked, day).blocks,
  );
