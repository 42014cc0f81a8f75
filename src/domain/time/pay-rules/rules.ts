/** A rule that was applied, and the text that it rests on. */
export interface Rule {
  readonly rule: string;
  readonly citation: string;
}

/** The rules that minutes of one line have, told together: a daily limit made some of them overtime, the weekly one others. */
export function rulesTogether(all: readonly Rule[]): Rule {
  const [first] = all as [Rule, ...Rule[]];
  if (all.every(({ rule, citation }) => rule === first.rule && citation === first.citation)) return first;
  const texts = new Set(all.flatMap(({ citation }) => citation.split('; ')));
  return { rule: [...new Set(all.map(({ rule }) => rule))].join(', '), citation: [...texts].join('; ') };
}

/** The rules of time and of the bill. What only the parties agreed, and no law commands, cites the agreement. */
export const rules = {
  punchRounding: { rule: 'punch_rounding', citation: '29 CFR 785.48(b)' },
  unpaidMeal: { rule: 'unpaid_meal', citation: '29 CFR 785.19' },
  deductedMeal: { rule: 'deducted_meal', citation: '29 CFR 785.19; agreement' },
  paidBreak: { rule: 'paid_break', citation: '29 CFR 785.18' },
  onCall: { rule: 'on_call', citation: '29 CFR 785.17' },
  workweekBoundary: { rule: 'workweek_boundary', citation: '29 CFR 778.104; 29 CFR 778.105' },
  agreedHours: { rule: 'agreed_hours', citation: 'agreement' },
  weeklyRegular: { rule: 'weekly_regular', citation: '29 USC 207(a)(1)' },
  weeklyOvertime: { rule: 'weekly_overtime', citation: '29 USC 207(a)(1); 29 CFR 778.101' },
  clockWindow: { rule: 'clock_window_differential', citation: 'agreement' },
  callbackMinimum: { rule: 'callback_minimum', citation: '29 CFR 778.221; agreement' },
  shiftMinimum: { rule: 'shift_minimum', citation: '29 CFR 778.220; agreement' },
  reportingTime: { rule: 'reporting_time', citation: '8 CCR 11050(5)' },
  secondReporting: { rule: 'second_reporting_time', citation: '8 CCR 11050(5)(B)' },
  californiaMeal: { rule: 'missed_meal', citation: 'Cal. Lab. Code 512, 226.7(c)' },
  californiaRest: { rule: 'missed_rest', citation: '8 CCR 11050(12); Cal. Lab. Code 226.7(c)' },
  coloradoRest: { rule: 'missed_rest', citation: '7 CCR 1103-1 Rule 5.2.4; 2021 COA 59' },
} as const satisfies Record<string, Rule>;
