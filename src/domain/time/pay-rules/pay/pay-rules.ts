import type { Rule } from '../rules.ts';

/** The rules of the pay side, and the texts that they rest on. */
export const payRules = {
  differential: { rule: 'differential', citation: '29 CFR 778.207(b); agreement' },
  creditedPremium: { rule: 'credited_premium', citation: '29 USC 207(e)(5)-(7), 207(h); agreement' },
  includedPremium: { rule: 'included_premium', citation: '29 CFR 778.207(b); agreement' },
  onCall: { rule: 'on_call_pay', citation: '29 CFR 778.223; agreement' },
  overtimePremium: { rule: 'overtime_premium', citation: '29 CFR 778.107, 778.109' },
  overtimePremium880: { rule: 'overtime_premium', citation: '29 USC 207(j); 29 CFR 778.601' },
  doubleTimePremium: { rule: 'double_time_premium', citation: 'Cal. Lab. Code 510(a)' },
  guaranteedHours: { rule: 'guaranteed_hours', citation: '29 CFR 778.218; agreement' },
  includedPay: { rule: 'included_pay', citation: '29 CFR 778.208, 778.209' },
  excludedPay: { rule: 'excluded_pay', citation: '29 USC 207(e)' },
  flatSum: { rule: 'flat_sum_bonus', citation: 'Alvarado v. Dart Container (2018) 4 Cal.5th 542' },
} as const satisfies Record<string, Rule>;
