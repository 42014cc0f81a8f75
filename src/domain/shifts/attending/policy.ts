import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../../kernel/actor.ts';
import type { RowAt } from '../../../kernel/noun.ts';

const buyers = ['program_manager', 'requester'] as const;
const suppliers = ['vendor_recruiter', 'worker'] as const;

/** Who may do what with a shift after it was posted: the steps of its life, and what is noted beside it. */
export const attendingPermissions = {
  cancel: permission('shifts.cancel', ...buyers, 'integration'),
  callOff: permission('shifts.call_off', ...buyers),
  release: permission('shifts.release', ...suppliers, 'program_manager'),
  start: permission('shifts.start', ...suppliers, ...buyers),
  complete: permission('shifts.complete', ...suppliers, ...buyers),
  report: permission('shifts.report', ...suppliers),
  noShow: permission('shifts.report_no_show', ...buyers),
  dismissProposal: permission('shifts.dismiss_do_not_return', 'program_manager', 'credentialing'),
  boost: permission('shifts.boost', ...buyers),
  readAttendance: permission(
    'shifts.read_attendance',
    ...buyers,
    'approver',
    'credentialing',
    'vendor_recruiter',
    'worker',
    'integration',
  ),
  excuse: permission('shifts.excuse', 'program_manager'),
  readSwaps: permission('shifts.read_swaps', ...buyers, 'approver', ...suppliers, 'integration'),
  proposeSwap: permission('shifts.propose_swap', ...suppliers),
  answerSwap: permission('shifts.answer_swap', ...suppliers),
  approveSwap: permission('shifts.approve_swap', ...buyers),
  declineSwap: permission('shifts.decline_swap', ...buyers, ...suppliers),
  readCallOffs: permission(
    'shifts.read_call_offs',
    ...buyers,
    'approver',
    'client_finance',
    'vendor_recruiter',
    'vendor_finance',
    'integration',
  ),
  readBroadcasts: permission('shifts.read_broadcasts', ...buyers, 'integration'),
  manageBroadcasts: permission('shifts.manage_broadcasts', ...buyers),
  manageFavorites: permission('shifts.manage_favorites', ...buyers),
  readFavorites: permission('shifts.read_favorites', ...buyers, 'integration'),
  readBoosts: permission('shifts.read_boosts', ...buyers, 'client_finance', 'integration'),
  readCalendars: permission('shifts.read_calendars', ...suppliers),
  shareCalendar: permission('shifts.share_calendar', ...suppliers),
};

/** Reasons that people write are for those who act on them. */
export const readsReasons = ({ role }: Pick<Actor, 'role'>): boolean => role !== 'analyst';

/** Whether the shift has begun by the clock. */
export const hasBegun = (row: RowAt): SQL => sql`(${row('startsAt')} <= app.now())`;

/** Whether the shift can be begun by now: nobody begins more than twelve hours early. */
export const isNear = (row: RowAt): SQL => sql`(${row('startsAt')} - interval '12 hours' <= app.now())`;

/** Whether it is proposed that who did not come may not return. */
export const withProposal = (row: RowAt): SQL => sql`${row('dnrProposed')}`;
