import { getDocumentProxy } from 'unpdf';
import { expect, test } from 'vitest';
import type { MetricRow } from '../../src/domain/reports/index.ts';
import { ofFacilities, ofVendors } from '../../src/domain/reviews/model.ts';
import { pdfOf } from '../../src/domain/reviews/pdf.ts';

const row = (metric: string, differences: Partial<MetricRow>): MetricRow => ({
  metric,
  definitionId: `${metric}@1`,
  unit: metric === 'spend_accrued' ? 'money' : metric === 'hours_worked' ? 'hours' : 'ratio',
  currency: metric === 'spend_accrued' ? 'USD' : null,
  value: metric === 'spend_accrued' ? '123456789.00' : metric === 'hours_worked' ? '123456.7' : '1',
  numerator: '1',
  denominator: '1',
  median: null,
  p90: null,
  isSuppressed: false,
  ...differences,
});

test('no word of the tables stands upon another, however long names, figures and standings are', async () => {
  const vendorId = '01a20486-e706-72a7-bc6d-c5f99bc1364f';
  const vendorName = 'Meridian International Healthcare Staffing Services of Ohio LLC';
  const pieces: Uint8Array[] = [];
  const review = {
    programId: vendorId,
    programName: 'Lakeshore',
    from: '2026-01-01',
    to: '2026-03-31',
    asOf: '2026-04-01T15:00:00Z',
    headlines: [],
    months: [],
    vendors: ofVendors.map((metric) => row(metric, { vendorId, vendorName })),
    facilities: ofFacilities.map((metric) => row(metric, { facilityId: vendorId, facilityName: vendorName })),
    standings: [
      { vendorId, vendorName, standing: 'no_new_releases', score: '100.00', scoredTo: '2026-03-31' },
    ],
  };
  for await (const piece of pdfOf(review, [])) pieces.push(piece);
  const pdf = await getDocumentProxy(new Uint8Array(Buffer.concat(pieces)));
  const { items } = await (await pdf.getPage(2)).getTextContent();
  const words = items.flatMap((item) =>
    'str' in item && item.str.trim() !== ''
      ? [
          {
            text: item.str,
            from: Number(item.transform[4]),
            to: Number(item.transform[4]) + item.width,
            y: Number(item.transform[5]),
          },
        ]
      : [],
  );
  expect(words.map(({ text }) => text)).toEqual(expect.arrayContaining(['no new releases', '100.0']));
  for (const one of words)
    for (const other of words)
      if (one !== other && Math.abs(one.y - other.y) < 2 && one.from <= other.from)
        expect(one.to, `${one.text} | ${other.text}`).toBeLessThan(other.from);
});
