import { declareError } from '../../../kernel/errors.ts';
import type { Actor } from '../../../kernel/actor.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { earnings, hourTypes } from '../../time/index.ts';

/** Whose payroll it is: the client's, or that of the vendor who employs the people. */
export const PayrollReceiver = oneOf('PayrollReceiver', ['client', 'vendor']);
/** Minutes as they are charged, or earnings as they are paid. */
export const PayrollBasis = oneOf('PayrollBasis', ['hours', 'pay']);

const types = [...new Set<string>([...hourTypes, ...earnings])];
/** Every hour type of a charge and every earning of pay. */
export const PayrollLineType = oneOf(
  'PayrollLineType',
  types as [(typeof hourTypes)[number], (typeof earnings)[number]],
);

/** The types that there are on a basis. */
export const typesOf = (basis: 'hours' | 'pay'): readonly string[] =>
  basis === 'hours' ? hourTypes : earnings;

/** A payroll as its exports and pay codes name it; `receiverId` is the vendor's, or the tenant's for the client. */
export interface Receiver {
  receiver: 'client' | 'vendor';
  receiverId: string;
  /** The vendor whose people these are alone; null where they are of all. */
  vendorId: string | null;
}

/** Whose payroll the actor acts for; a client's can be narrowed to the people of one vendor. */
export const receiverOf = (
  { side, vendorId, tenantId }: Pick<Actor, 'side' | 'vendorId' | 'tenantId'>,
  of?: string | null,
): Receiver =>
  side === 'vendor'
    ? { receiver: 'vendor', receiverId: vendorId!, vendorId }
    : { receiver: 'client', receiverId: tenantId, vendorId: of ?? null };

export const payrollNeedsWholeFacility = declareError(
  'payroll_needs_whole_facility',
  'forbidden',
  'Whoever is bound to facilities names one, and nobody who is bound to units exports a payroll.',
);
