import { expect, test } from 'vitest';
import { journalOf } from '../../src/domain/payroll/pbj/days.ts';
import { minutesByDay } from '../../src/domain/payroll/pbj/day-minutes.ts';

const zone = 'America/New_York';
const workweek = { start: '2026-02-01T05:00:00Z', end: '2026-02-08T05:00:00Z' };
const meal = (start: string, end: string, isPaid = false) => ({ start, end, isPaid });
const night = {
  stated: { meals: [] as ReturnType<typeof meal>[], kind: 'worked' },
  counted: { start: '2026-02-03T00:00:00Z', end: '2026-02-03T12:00:00Z' },
  workedMinutes: 720,
};
const days = (...counted: (typeof night)[]) => Object.fromEntries(minutesByDay({ workweek, counted }, zone));

test('a night is split at midnight, its meals out, also a paid one', () => {
  expect(days(night)).toEqual({ '2026-02-02': 300, '2026-02-03': 420 });
  const meals = [meal('2026-02-03T04:45:00Z', '2026-02-03T05:15:00Z')];
  expect(days({ ...night, stated: { ...night.stated, meals }, workedMinutes: 690 })).toEqual({
    '2026-02-02': 285,
    '2026-02-03': 405,
  });
  const paid = [meal('2026-02-03T08:00:00Z', '2026-02-03T08:30:00Z', true)];
  expect(days({ ...night, stated: { ...night.stated, meals: paid } })).toEqual({
    '2026-02-02': 300,
    '2026-02-03': 390,
  });
});

test('a meal deducted by rule is taken from the day in which the middle lies', () => {
  expect(days({ ...night, workedMinutes: 690 })).toEqual({ '2026-02-02': 300, '2026-02-03': 390 });
});

test('waiting on call and orientation are no services; a callback is', () => {
  const of = (kind: string) => days({ ...night, stated: { ...night.stated, kind } });
  expect([of('on_call'), of('orientation')]).toEqual([{}, {}]);
  expect(of('callback')).toEqual({ '2026-02-02': 300, '2026-02-03': 420 });
});

test('what reaches out of the workweek is the next week’s', () => {
  const last = {
    ...night,
    counted: { start: '2026-02-08T00:00:00Z', end: '2026-02-08T12:00:00Z' },
    workedMinutes: 300,
  };
  expect(days(last)).toEqual({ '2026-02-07': 300 });
});

test('a person’s weeks and assignments are one row a day and title, and what has no title is told apart', () => {
  const week = {
    employeeId: 'A',
    profession: 'rn',
    jobCode: 7,
    jobTitle: 'Registered Nurse',
    isOwnPool: false,
    timeZone: zone,
    workweek,
    counted: [night],
  };
  const odd = { ...week, profession: 'sonographer', jobCode: null, jobTitle: null };
  const own = { ...week, isOwnPool: true };
  expect(journalOf([week, own, week, odd], '2026-02-02', '2026-02-02')).toEqual({
    rows: [
      {
        employeeId: 'A',
        jobCode: 7,
        jobTitle: 'Registered Nurse',
        payType: 2,
        workDate: '2026-02-02',
        minutes: 300,
        hours: '5.00',
      },
      {
        employeeId: 'A',
        jobCode: 7,
        jobTitle: 'Registered Nurse',
        payType: 3,
        workDate: '2026-02-02',
        minutes: 600,
        hours: '10.00',
      },
    ],
    unmapped: [{ profession: 'sonographer', minutes: 300 }],
  });
});

test('hours have two places, half away from zero', () => {
  const of = (minutes: number) => {
    const counted = [
      {
        ...night,
        counted: { start: '2026-02-02T06:00:00Z', end: '2026-02-02T18:00:00Z' },
        workedMinutes: minutes,
      },
    ];
    const week = {
      employeeId: 'A',
      profession: 'rn',
      jobCode: 7,
      jobTitle: 'Registered Nurse',
      isOwnPool: false,
      timeZone: zone,
      workweek,
      counted,
    };
    return journalOf([week], '2026-02-02', '2026-02-02').rows[0]!.hours;
  };
  expect([3, 20, 40, 125, 607].map(of)).toEqual(['0.05', '0.33', '0.67', '2.08', '10.12']);
});
