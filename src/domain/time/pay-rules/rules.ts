/** A rule that was applied, and the text that it rests on. */
export interface Rule {
  readonly rule: string;
  readonly citation: string;
}

/** Every rule of the engine. What only the parties agreed, and no law commands, cites the agreement. */
export const rules = {
  punchRounding: { rule: 'punch_rounding', citation: '29 CFR 785.48(b)' },
  unpaidMeal: { rule: 'unpaid_meal', citation: '29 CFR 785.19' },
  workweekBoundary: { rule: 'workweek_boundary', citation: '29 CFR 778.104; 29 CFR 778.105' },
  agreedHours: { rule: 'agreed_hours', citation: 'agreement' },
  weeklyRegular: { rule: 'weekly_regular', citation: '29 USC 207(a)(1)' },
  weeklyOvertime: { rule: 'weekly_overtime', citation: '29 USC 207(a)(1); 29 CFR 778.101' },
  clockWindow: { rule: 'clock_window_differential', citation: 'agreement' },
} as const satisfies Record<string, Rule>;
