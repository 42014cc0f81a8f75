import { expect, test } from 'vitest';
import { metrics } from '../../src/domain/reports/metrics/catalog/index.ts';
import { moneyReaders } from '../../src/domain/reports/metrics/metric.ts';

test('whoever is not told what is spent is told no figure with money in it, of which the parts are told too', () => {
  const ofMoney = metrics.filter(({ unit, byCurrency }) => byCurrency ?? unit === 'money');
  expect(ofMoney.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['spend_accrued', 'diverse_spend', 'premium_labor', 'spend_under_management']),
  );
  for (const { name, readers } of ofMoney)
    expect(
      readers.filter((role) => !moneyReaders.some((one) => one === role)),
      name,
    ).toEqual([]);
});
