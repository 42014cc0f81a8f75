/** An event of hiring as the log has it. */
export interface HiringEvent {
  type: string;
  id: string;
  at: string;
  data: Record<string, any>;
  vendorId: string | null;
  programId: string;
  facilityId: string;
  unitId: string;
}

/** An opening as its events tell it. */
export interface ToldOpening {
  orderId: string;
  openedAt: string;
  latestAt: string;
  /** Whether its order was over in between, so that it had to be released anew. */
  isAnew: boolean;
  state: 'open' | 'filled' | 'canceled' | 'closed';
  wasFilled: boolean;
  filledAt: string | null;
}

/** A placement as its events tell it. */
export interface ToldPlacement {
  orderId: string;
  submissionId: string;
  acceptedAt: string;
  startedOn: string | null;
  endedOn: string | null;
  endKind: string | null;
  hasFallenOff: boolean;
  vendorId: string;
}

/** A submission as its events tell it. */
export interface ToldSubmission {
  orderId: string;
  at: string;
  vendorId: string;
  isInterviewed: boolean;
  isHeld: boolean;
  extended: Set<string>;
  accepted: Set<string>;
}

/** Of which place an order is. */
export interface ToldPlace {
  programId: string;
  facilityId: string;
  unitId: string;
}

/** What became of everything, by nothing but the log in its order. */
export class Told {
  readonly openings = new Map<string, ToldOpening>();
  readonly placements = new Map<string, ToldPlacement>();
  readonly submissions = new Map<string, ToldSubmission>();
  readonly releases = new Map<string, string[]>();
  /** Where each order is for, as far as its openings tell. */
  readonly places = new Map<string, ToldPlace>();
  /** When each offer was last extended, agreed to by the vendor, and of which submission it is. */
  readonly offers = new Map<string, { submissionId: string; extendedAt: string; agreedAt: string | null }>();

  constructor(events: readonly HiringEvent[]) {
    for (const event of events) {
      this.#opening(event);
      this.#placing(event);
      this.#proposal(event);
    }
  }

  #opening({ type, id, at, data, programId, facilityId, unitId }: HiringEvent): void {
    if (type === 'position.added') this.places.set(data['orderId'], { programId, facilityId, unitId });
    if (type === 'order.released') this.releases.set(id, [...(this.releases.get(id) ?? []), at]);
    if (type === 'position.added')
      this.openings.set(id, {
        orderId: data['orderId'],
        openedAt: at,
        latestAt: at,
        isAnew: false,
        state: 'open',
        wasFilled: false,
        filledAt: null,
      });
    const one = this.openings.get(id);
    if (!one) return;
    if (type === 'position.filled') Object.assign(one, { state: 'filled', wasFilled: true, filledAt: at });
    if (type === 'position.reopened')
      Object.assign(one, {
        isAnew: one.state === 'closed',
        state: 'open',
        wasFilled: false,
        filledAt: null,
        latestAt: at,
      });
    if (type === 'position.closed') Object.assign(one, { state: 'closed', filledAt: null });
    if (type === 'position.canceled') Object.assign(one, { state: 'canceled', filledAt: null });
  }

  #placing({ type, id, at, data, vendorId }: HiringEvent): void {
    if (type === 'assignment.created' || type === 'placement.accepted')
      this.placements.set(id, {
        orderId: data['orderId'],
        submissionId: data['submissionId'],
        acceptedAt: at,
        startedOn: null,
        endedOn: null,
        endKind: null,
        hasFallenOff: false,
        vendorId: vendorId!,
      });
    const one = this.placements.get(id);
    if (!one) return;
    if (type === 'assignment.started' || type === 'placement.started') one.startedOn = data['startedOn'];
    if (type === 'assignment.ended') Object.assign(one, { endedOn: data['endedOn'], endKind: data['kind'] });
    if (
      [
        'assignment.fell_off',
        'assignment.canceled',
        'assignment.canceled_by_client',
        'assignment.no_show',
        'placement.fell_off',
        'placement.canceled',
      ].includes(type)
    )
      one.hasFallenOff = true;
  }

  #proposal({ type, id, at, data, vendorId }: HiringEvent): void {
    if (type === 'submission.submitted')
      this.submissions.set(id, {
        orderId: data['orderId'],
        at,
        vendorId: vendorId!,
        isInterviewed: false,
        isHeld: false,
        extended: new Set(),
        accepted: new Set(),
      });
    const one = this.submissions.get(data['submissionId']);
    if (!one) return;
    if (type === 'interview.requested') one.isInterviewed = true;
    if (type === 'interview.completed') one.isHeld = true;
    if (type === 'offer.extended') {
      one.extended.add(id);
      this.offers.set(id, { submissionId: data['submissionId'], extendedAt: at, agreedAt: null });
    }
    if (type === 'offer.accepted_by_vendor') this.offers.get(id)!.agreedAt = at;
    if (type === 'offer.accepted') one.accepted.add(id);
  }

  /** When an opening was released since its latest opening: the first release, or the opening where that came later. */
  releasedAt({ orderId, latestAt, isAnew }: ToldOpening): string | null {
    const releases = this.releases.get(orderId) ?? [];
    const first = isAnew ? releases.find((at) => at >= latestAt) : releases[0];
    return first === undefined ? null : first > latestAt ? first : latestAt;
  }
}
