import { EligibilityGate, type Gate, type Item } from '../model/eligibility.ts';
import { demandedOf, type Asked } from './demanded.ts';
import type { PlaceFacts, WorkerFacts } from './facts.ts';
import { bestStanding, dated, type DatedDemand } from './standing.ts';
import { wordsOf } from './words.ts';

/**
 * What is asked of the rule; `vendorId` is who supplies the worker, null where nobody in particular does, `until` the last
 * day of the time asked about, which lapses are told within. Of demands that are simply met nothing is told where only
 * what is open is wanted.
 */
export interface Question extends Asked {
  gate: Gate;
  vendorId: string | null;
  until: string | null;
  told?: 'open' | 'all';
}

/** Whether a worker may pass, and every demand with its why. */
export interface Judgment {
  eligible: boolean;
  items: Item[];
}

const open: readonly Item['status'][] = ['missing', 'expired', 'unproven'];
const gates = EligibilityGate.options;

const blocked = (what: 'exclusion' | 'do_not_return', name: string, why: string): Item => ({
  what,
  name,
  requirementId: null,
  credentialTypeId: null,
  severity: 'hard',
  proof: null,
  status: 'blocked',
  reason: what === 'exclusion' ? 'excluded' : 'do_not_return',
  why,
  fix: null,
  who: what === 'exclusion' ? 'credentialing' : 'facility',
  by: null,
});

function* blocks(
  { excluded, unwanted }: WorkerFacts,
  { excludedVendors }: PlaceFacts,
  { vendorId }: Question,
): Generator<Item> {
  if (excluded)
    yield blocked(
      'exclusion',
      'Exclusion',
      'Excluded from federal health care programs: nobody may be billed for the worker.',
    );
  if (vendorId !== null && excludedVendors.includes(vendorId))
    yield blocked(
      'exclusion',
      'Exclusion of the vendor',
      'The vendor is excluded from federal health care programs: nobody may be billed for whom it supplies.',
    );
  if (unwanted) yield blocked('do_not_return', 'Do not return', 'The facility does not take the worker.');
}

function itemOf(
  demanded: DatedDemand,
  worker: WorkerFacts,
  place: PlaceFacts,
  question: Question,
): Item | undefined {
  const { profession, until, gate, told = 'all' } = question;
  const { demand, due } = demanded;
  const standing = bestStanding(worker.credentials, demanded, { place, profession, until });
  if (standing.status === 'met' && told === 'open') return undefined;
  const lacks = isOpen(standing);
  const early = lacks && gates.indexOf(gate) < gates.indexOf(demand.requiredAt);
  return {
    what: demand.type.code,
    name: demand.type.name,
    requirementId: demand.id,
    credentialTypeId: demand.type.id,
    severity: demand.severity === 'warn' ? 'warn' : 'hard',
    proof: demand.proof,
    status: early ? 'not_yet_due' : standing.status,
    reason: standing.reason,
    ...wordsOf(demand, standing, place),
    by: lacks ? due : standing.on,
  };
}

/** Whether what an item demands is not on record. */
export const isOpen = ({ status }: Pick<Item, 'status'>): boolean => open.includes(status);

/** Whether an item keeps the worker from passing. */
export const isBlocking = ({ severity, status }: Pick<Item, 'severity' | 'status'>): boolean =>
  severity === 'hard' && (status === 'blocked' || isOpen({ status }));

/** The rule: judges workers by the facts, each by each demand of the place; nothing else is asked. */
export function judgeAll(place: PlaceFacts, workers: readonly WorkerFacts[], question: Question): Judgment[] {
  const demands = demandedOf(place, question).map((demand) => dated(demand, place));
  return workers.map((worker) => {
    const items = [
      ...blocks(worker, place, question),
      ...demands.flatMap((demand) => itemOf(demand, worker, place, question) ?? []),
    ];
    return { eligible: !items.some(isBlocking), items };
  });
}

/** The same of one worker. */
export const judge = (place: PlaceFacts, worker: WorkerFacts, question: Question): Judgment =>
  judgeAll(place, [worker], question)[0]!;
