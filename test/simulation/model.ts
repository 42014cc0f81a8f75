/** A plain model of the slice: what the service must answer, were it one program in one memory. */
export interface Center {
  name: string;
  version: number;
}

export interface Unit {
  id: string;
  name: string;
  center: string | null;
  version: number;
}

export type OrderState = 'draft' | 'open' | 'partially_filled' | 'filled' | 'canceled';

export interface Order {
  id: string;
  unit: string;
  positions: number;
  filled: number;
  state: OrderState;
  /** The day after which the second tier sees it; absent before the release. */
  tierOpensAt: string | undefined;
  /** By vendor: whether it may submit now. */
  seen: [boolean, boolean];
}

export type SubmissionState =
  | 'submitted'
  | 'presented'
  | 'offered'
  | 'hired'
  | 'fell_off'
  | 'withdrawn'
  | 'expired';

export interface Submission {
  id: string;
  order: Order;
  vendor: 0 | 1;
  state: SubmissionState;
}

export interface Offer {
  id: string;
  submission: Submission;
  state: 'extended' | 'accepted_by_vendor' | 'accepted' | 'declined' | 'rescinded';
}

export interface Assignment {
  id: string;
  offer: Offer;
  state: 'pending' | 'active' | 'canceled';
  startedOn: string | undefined;
}

export interface Week {
  id: string;
  assignment: Assignment;
  startsOn: string;
  state: 'open' | 'submitted' | 'approved' | 'invoiced';
  /** Whole hours of each day from the first on which the worker was there. */
  hours: number[];
  revision: number;
  /** Cents that documents have charged, less what they gave back. */
  charged: number;
  invoices: Invoice[];
  credited: boolean;
}

export interface Invoice {
  id: string;
  kind: 'client_invoice' | 'credit_memo';
  cents: number;
}

/** Everything that one seed has made. */
export class Model {
  now: string;
  /** How many persons were thought of. */
  people = 0;
  centers = new Map<string, Center>();
  units = new Map<string, Unit>();
  orders: Order[] = [];
  submissions: Submission[] = [];
  offers: Offer[] = [];
  assignments: Assignment[] = [];
  weeks: Week[] = [];
  invoices: Invoice[] = [];
  /** How often each type of event must stand in the feed. */
  events = new Map<string, number>();

  constructor(now: string) {
    this.now = now;
  }

  get today(): string {
    return this.now.slice(0, 10);
  }

  happened(type: string, times = 1): void {
    this.events.set(type, (this.events.get(type) ?? 0) + times);
  }

  /** What every opening of an order makes of its state. */
  refill(order: Order, by: 1 | -1): void {
    order.filled += by;
    order.state =
      order.filled === 0 ? 'open' : order.filled < order.positions ? 'partially_filled' : 'filled';
    this.openTier(order);
  }

  /** The second tier sees an order once its time has come while the order takes submissions. */
  openTier(order: Order): void {
    if (order.tierOpensAt && order.tierOpensAt <= this.now && isTaking(order)) order.seen[1] = true;
  }
}

export const isTaking = ({ state }: Order): boolean => state === 'open' || state === 'partially_filled';

const rateCents = 9_000;

/** The gross of so many hours in cents: 90 an hour, and half as much again beyond 40. */
export function grossOf(hours: readonly number[]): number {
  const total = hours.reduce((sum, each) => sum + each, 0);
  return Math.min(40, total) * rateCents + Math.max(0, total - 40) * rateCents * 1.5;
}

/** Cents that a week still has to charge, or to give back where negative. */
export const waitingOf = (week: Week): number =>
  week.state === 'approved' || week.state === 'invoiced' ? grossOf(week.hours) - week.charged : 0;

export const money = (cents: number): string => (cents / 100).toFixed(2);

/** The calendar day so many days later. */
export const dayAfter = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();
