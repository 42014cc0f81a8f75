import { spend } from '../../store/facts/spend.ts';
import { workforce } from '../../store/facts/workforce.ts';
import { metric, moneyReaders, programReaders, type Metric } from '../metric.ts';

/** Whoever is not told what is spent is told no ratio of it either, whose parts say it. */
const ofMoney = programReaders.filter((role) => moneyReaders.some((one) => one === role));

const byLastDay = 'by the last day worked, or the day on which the charge fell due';

const spent = (basis: 'accrued' | 'invoiced', of: string): Metric =>
  metric({
    name: `spend_${basis}`,
    version: 1,
    title: basis === 'accrued' ? 'Spend, accrued' : 'Spend, invoiced',
    definition: `What the client is charged ${of}, services, fees on top, credits and corrections included, ${byLastDay}.`,
    unit: 'money',
    fact: spend,
    cohort: 'date',
    numerator: `sum(${basis}_amount)`,
    exclusions: 'Charges that are pending or void; taxes.',
    readers: moneyReaders,
  });

const fee = (basis: 'accrued' | 'invoiced', of: string): Metric =>
  metric({
    name: `msp_fee_${basis}`,
    version: 1,
    title: basis === 'accrued' ? 'MSP fee, accrued' : 'MSP fee, invoiced',
    definition: `The MSP’s part of the charges ${of}, whoever bears it, ${byLastDay}.`,
    unit: 'money',
    fact: spend,
    cohort: 'date',
    numerator: `sum(${basis}_fee)`,
    exclusions: 'Charges that are pending or void. Fees are not split over cost centers.',
    readers: moneyReaders,
    notBy: ['cost_center'],
  });

/** Figures of money. */
export const moneyMetrics: readonly Metric[] = [
  spent('accrued', 'and has approved, invoiced or not'),
  spent('invoiced', 'on documents'),
  fee('accrued', 'that are approved, invoiced or not'),
  fee('invoiced', 'that stand on documents'),
  metric({
    name: 'service_credits',
    version: 1,
    title: 'Service credits',
    definition: `What service credits take off what is accrued, ${byLastDay}.`,
    unit: 'money',
    fact: spend,
    cohort: 'date',
    numerator: 'sum(credited_amount)',
    exclusions: 'Credits that are pending or void.',
    readers: moneyReaders,
    notBy: ['cost_center'],
    better: 'lower',
  }),
  metric({
    name: 'diverse_spend',
    version: 1,
    title: 'Diverse spend %',
    definition: `Accrued spend with vendors of which a diversity certificate was in force on a day of the month of the last day worked ÷ accrued spend, ${byLastDay}.`,
    unit: 'ratio',
    byCurrency: true,
    fact: spend,
    cohort: 'date',
    numerator: 'sum(diverse_amount)',
    denominator: 'sum(accrued_amount)',
    exclusions: 'Vendors that only state that they are diverse; certificates that were never accepted.',
    // A client does not read certificates that others took the place of: its figure would be another.
    readers: ['program_manager'],
    better: 'higher',
  }),
  metric({
    name: 'spend_under_management',
    version: 1,
    title: 'Spend under management %',
    definition: `Accrued spend through the program ÷ addressable spend as imported by facility, profession and day, ${byLastDay}.`,
    unit: 'ratio',
    byCurrency: true,
    fact: workforce,
    cohort: 'date',
    numerator: 'sum(managed_spend)',
    denominator: 'sum(addressable_spend)',
    exclusions: 'none',
    readers: ofMoney,
    better: 'higher',
  }),
  metric({
    name: 'premium_labor',
    version: 1,
    title: 'Premium labor %',
    definition: `Accrued spend on staffing, contract and per diem, ÷ that and the cost of the client’s own staff as imported, ${byLastDay}.`,
    unit: 'ratio',
    byCurrency: true,
    fact: workforce,
    cohort: 'date',
    numerator: 'sum(contingent_cost)',
    denominator: 'sum(contingent_cost) + sum(employed_cost)',
    exclusions: 'Direct hires and services.',
    readers: ofMoney,
    better: 'lower',
  }),
];
