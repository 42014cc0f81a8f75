import { assignmentNotActive } from '../../assignments/index.ts';
import { workerNotEligible } from '../../eligibility/index.ts';
import { representationNotCurrent } from '../../submissions/index.ts';
import { vendorDocumentsLapsed, vendorNotSupplying } from '../../vendors/index.ts';
import {
  orderTakesNoShifts,
  overtimeNotAllowed,
  restTooShort,
  shiftTaken,
  workerNotAvailable,
} from '../model/shift.ts';
import { quoteExpired } from '../model/shift-request.ts';

/** Why somebody may not claim a shift. */
export const claimErrors = [
  shiftTaken,
  orderTakesNoShifts,
  representationNotCurrent,
  vendorNotSupplying,
  vendorDocumentsLapsed,
  workerNotEligible,
  workerNotAvailable,
  restTooShort,
  overtimeNotAllowed,
  quoteExpired,
];

/** Why somebody may not be given one. */
export const bookingErrors = [...claimErrors, assignmentNotActive];
