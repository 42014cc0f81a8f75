/** A day's minutes or earnings of a version, as time keeps them: `amount` is null where it is not told. */
export interface SourceLine {
  readonly timesheetId: string;
  readonly workDate: string;
  readonly basis: 'hours' | 'pay';
  readonly type: string;
  /** Of a differential, a premium or other pay: which. */
  readonly component: string | null;
  readonly minutes: number;
  readonly rate: string | null;
  readonly amount: string | null;
}

/** A part of it that one cost center bears, under the receiver's pay code; null where none is for it. */
export interface PayrollLine extends SourceLine {
  readonly payCode: string | null;
  readonly costCenterId: string | null;
}

/** A line of an earlier export that stands. */
export interface StandingLine extends PayrollLine {
  readonly id: string;
  readonly costCenterCode: string | null;
}

const straightTime: readonly string[] = ['regular', 'overtime', 'double_time'];
const workedHours: readonly string[] = [...straightTime, 'holiday', 'callback', 'orientation'];

/** Whether a line is of minutes worked that no other such line of its basis has. */
export const isWorked = ({ basis, type }: Pick<SourceLine, 'basis' | 'type'>): boolean =>
  (basis === 'hours' ? workedHours : straightTime).includes(type);
