import type { Rule } from './rules.ts';

/** The rules of the bill side: what the parties agreed on top of how the law splits the hours. */
export const billRules = {
  holiday: { rule: 'holiday_hours', citation: 'agreement' },
  callback: { rule: 'callback_hours', citation: 'agreement' },
  orientation: { rule: 'orientation_hours', citation: 'agreement' },
  onCall: { rule: 'on_call_hours', citation: 'agreement' },
  clockWindow: { rule: 'clock_window_differential', citation: 'agreement' },
  majorityOfShift: { rule: 'majority_of_shift_differential', citation: 'agreement' },
  role: { rule: 'role_differential', citation: 'agreement' },
  holidayDifferential: { rule: 'holiday_differential', citation: 'agreement' },
} as const satisfies Record<string, Rule>;
