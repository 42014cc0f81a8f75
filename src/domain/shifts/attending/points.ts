import type { AttendancePoints } from '../../programs/index.ts';
import { minutesBetween } from '../minutes.ts';
import type { AttendanceKindName } from './model.ts';

/** Minutes by which a start or an end may differ from the plan and still be on time: half a quarter hour. */
export const graceMinutes = 7;

/** A shift as it was planned and worked; instants are RFC 3339. */
export interface Worked {
  startsAt: string;
  endsAt: string;
  actualStartsAt: string;
  actualEndsAt: string;
}

/** What is noted of a shift that was worked: late, left early, both, or on time. */
export function keptHow({ startsAt, endsAt, actualStartsAt, actualEndsAt }: Worked): AttendanceKindName[] {
  const kinds: AttendanceKindName[] = [];
  if (minutesBetween(startsAt, actualStartsAt) > graceMinutes) kinds.push('late');
  if (minutesBetween(actualEndsAt, endsAt) > graceMinutes) kinds.push('left_early');
  return kinds.length > 0 ? kinds : ['on_time'];
}

/** What is noted of a shift that was given back: nothing where the notice, in minutes, was so many hours or more. */
export function releasedHow(
  noticeMinutes: number,
  cause: 'released' | 'called_off',
  lateReleaseHours: number,
): AttendanceKindName | undefined {
  if (noticeMinutes >= lateReleaseHours * 60) return undefined;
  return cause === 'called_off' ? 'call_off_worker' : 'released_late';
}

const keyOf = {
  on_time: 'onTime',
  late: 'late',
  left_early: 'leftEarly',
  call_off_worker: 'callOffWorker',
  released_late: 'releasedLate',
  no_show: 'noShow',
} as const satisfies Record<AttendanceKindName, keyof AttendancePoints>;

/** The points of a kind by a program's table. */
export const pointsOf = (kind: AttendanceKindName, points: AttendancePoints): number => points[keyOf[kind]];
