import type { Answer, Client } from '../support/service.ts';
import type { Scene } from './scene.ts';

/** What is done to the shifts of one sequence; the number says which of those that there are. */
export const shiftSteps = [
  'book',
  'request',
  'accept',
  'decline',
  'withdraw',
  'proposeSwap',
  'acceptSwap',
  'approveSwap',
  'declineSwap',
  'release',
  'cancel',
  'boost',
  'start',
  'complete',
  'noShow',
] as const;
export type ShiftStep = (typeof shiftSteps)[number];

/** Somebody whom a vendor represents. */
export interface Booker {
  representationId: string;
  workerId: string;
  vendorId: string;
  recruiter: Client;
}

/** A shift as it stands, before a step is sent. */
export interface Standing {
  id: string;
  state: string;
  instantBook: boolean;
  hasBegun: boolean;
  vendorId: string | null;
  workerId: string | null;
}

/** What a sequence has made so far, and who is there to do something. */
export interface Floor {
  scene: Scene;
  bookers: readonly Booker[];
  shiftIds: readonly string[];
  requests: { id: string; booker: Booker }[];
  swaps: { id: string; booker: Booker }[];
  /** Before the sequence by more than an hour, within twelve before all of its shifts. */
  begunAt: string;
  endedAt: string;
  standing(): Promise<Standing[]>;
}

const chosen = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];
const reason = { reason: 'So it goes' };

/** What a shift is where a step can succeed. */
const fits: Partial<Record<ShiftStep, (shift: Standing) => boolean>> = {
  book: ({ state, instantBook }) => state === 'open' && instantBook,
  request: ({ state }) => state === 'open',
  release: ({ state }) => state === 'scheduled',
  start: ({ state }) => state === 'scheduled',
  noShow: ({ state, hasBegun }) => state === 'scheduled' && hasBegun,
  complete: ({ state }) => state === 'in_progress',
};

/** A shift for a step: mostly one with which it can succeed, from the first to begin. */
function shiftFor(step: ShiftStep, at: number, all: readonly Standing[]): Standing {
  const some = at % 4 === 3 ? [] : all.filter(fits[step] ?? (() => true));
  return chosen(some.length > 0 ? some : all, Math.floor(at / 4))!;
}

/** Who speaks for a shift: whoever has it, or else anybody. */
function speakerFor({ vendorId, workerId }: Standing, at: number, { bookers }: Floor): Booker {
  return (
    bookers.find((one) => one.vendorId === vendorId && one.workerId === workerId) ?? chosen(bookers, at)!
  );
}

/** Offers a shift to a colleague of who has it, for a shift of that one or for none. */
async function propose(at: number, all: readonly Standing[], floor: Floor): Promise<Answer | undefined> {
  const taken = all.filter(({ vendorId }) => vendorId !== null);
  const given = chosen(taken.length > 0 ? taken : all, at)!;
  const booker = speakerFor(given, at, floor);
  const colleague = floor.bookers.find((one) => one.vendorId === booker.vendorId && one !== booker)!;
  const other = all.find(
    ({ id, vendorId, workerId }) =>
      id !== given.id && vendorId === colleague.vendorId && workerId === colleague.workerId,
  );
  const asked =
    other && at % 2 === 0
      ? { otherShiftId: other.id }
      : { otherRepresentationId: colleague.representationId };
  const answer = await booker.recruiter.post('/shift-swaps', { shiftId: given.id, ...asked, ...reason });
  if (answer.status === 201) floor.swaps.push({ id: answer.body.id, booker });
  return answer;
}

/** Sends one step; nothing where there is nothing to do it to. */
export async function sendShiftStep(step: ShiftStep, at: number, floor: Floor): Promise<Answer | undefined> {
  const { manager, requester } = floor.scene;
  const all = await floor.standing();
  const held = shiftFor(step, at, all);
  const booker = chosen(floor.bookers, at)!;
  const { representationId } = booker;
  const shift = (verb: string, client: Client, body: object = {}) =>
    client.post(`/shifts/${held.id}/${verb}`, body);
  const request = chosen(floor.requests, at);
  const toRequest = (verb: string, client = request?.booker.recruiter) =>
    request && client!.post(`/shift-requests/${request.id}/${verb}`);
  const swap = chosen(floor.swaps, at);
  const toSwap = (verb: string, client = swap?.booker.recruiter, body = {}) =>
    swap && client!.post(`/shift-swaps/${swap.id}/${verb}`, body);
  switch (step) {
    case 'book':
      return shift('book', booker.recruiter, { representationId });
    case 'request': {
      const answer = await shift('request', booker.recruiter, { representationId });
      if (answer.status === 200) floor.requests.push({ id: answer.body.id, booker });
      return answer;
    }
    case 'accept':
    case 'decline':
      return toRequest(step, manager);
    case 'withdraw':
      return toRequest('withdraw');
    case 'proposeSwap':
      return propose(at, all, floor);
    case 'acceptSwap':
      return toSwap('accept');
    case 'approveSwap':
      return toSwap('approve', requester);
    case 'declineSwap':
      return toSwap('decline', requester, reason);
    case 'release':
      return shift('release', speakerFor(held, at, floor).recruiter, {
        cause: at % 2 === 0 ? 'released' : 'called_off',
      });
    case 'cancel':
      return shift('cancel', requester, { reason: 'low_census' });
    case 'boost':
      return shift('boost', manager, { amount: `${1 + at}`, ...reason });
    case 'start':
      return shift('start', requester, { startedAt: floor.begunAt });
    case 'complete':
      return shift('complete', requester, { endsAt: floor.endedAt });
    case 'noShow':
      return shift('no-show', requester, { reopen: at % 3 === 0 });
  }
}
