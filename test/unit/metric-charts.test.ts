import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { describe, expect, test } from 'vitest';
import { chartOf, draw, type MetricAnswer, type MetricRow } from '../../src/domain/reports/index.ts';
import type { Problem } from '../../src/kernel/errors.ts';

const row = (differences: Partial<MetricRow>): MetricRow => ({
  metric: 'fill_rate_gross',
  definitionId: 'fill_rate_gross@1',
  unit: 'ratio',
  currency: null,
  value: '0.5',
  numerator: '1',
  denominator: '2',
  median: null,
  p90: null,
  isSuppressed: false,
  ...differences,
});
const answer = (rows: MetricRow[], differences: Partial<MetricAnswer> = {}): MetricAnswer => ({
  by: ['vendor'],
  grain: null,
  from: '2026-01-01',
  to: '2026-03-31',
  asOf: '2026-04-01T00:00:00Z',
  rows,
  ...differences,
});
const vendors = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    row({ vendorId: `v${index}`, vendorName: `Agency ${index}`, value: String(index / 100) }),
  );

/** The texts of a picture, in order. */
function textsOf(svg: string): string[] {
  const texts: string[] = [];
  const walk = (node: XmlElement) => {
    if (node.name === 'text') texts.push(node.text);
    for (const child of node.children) if (child instanceof XmlElement) walk(child);
  };
  walk(parseXml(svg).root!);
  return texts;
}

const refusalOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Problem).details.errors![0]!.code;
  }
  throw new Error('it was to be refused');
};

describe('a chart of an answer', () => {
  test('has a bar for each group, by name, the largest first, and says how many are not shown', () => {
    const chart = chartOf(answer(vendors(40)), undefined);
    expect(chart).toMatchObject({ kind: 'bar', title: 'Fill rate, gross' });
    expect(chart.categories).toHaveLength(30);
    expect(chart.categories[0]).toBe('Agency 39');
    expect(chart.series).toEqual([{ name: 'Fill rate, gross', values: expect.any(Array) }]);
    expect(chart.series[0]!.values[0]).toBe(0.39);
    expect(chart.subtitle).toBe(
      'percent; by vendor; 2026-01-01 to 2026-03-31; the 30 largest of 40; as of 2026-04-01T00:00:00Z',
    );
  });

  test('has a line for each group through the periods, with gaps where there is no figure', () => {
    const rows = [
      row({ period: '2026-01-01', vendorId: 'a', vendorName: 'A', value: '0.25' }),
      row({ period: '2026-02-01', vendorId: 'a', vendorName: 'A', value: null, isSuppressed: true }),
      row({ period: '2026-02-01', vendorId: null, vendorName: null, value: '1' }),
    ];
    const chart = chartOf(answer(rows, { grain: 'month' }), undefined);
    expect(chart).toMatchObject({
      kind: 'line',
      categories: ['Jan 2026', 'Feb 2026'],
      series: [
        { name: 'none', values: [null, 1] },
        { name: 'A', values: [0.25, null] },
      ],
    });
    expect(chart.subtitle).toContain('1 withheld');
    expect(chartOf(answer(rows, { grain: 'quarter' }), 'bar').categories).toEqual(['Q1 2026']);
    const april = row({ period: '2026-04-01', vendorId: 'a', vendorName: 'A', value: '0.75' });
    const through = chartOf(answer([...rows, april], { grain: 'month' }), undefined);
    expect(through.categories).toEqual(['Jan 2026', 'Feb 2026', 'Mar 2026', 'Apr 2026']);
    expect(through.series[0]).toEqual({ name: 'A', values: [0.25, null, null, 0.75] });
  });

  test('shows what was before beside what is, and names a metric among several by the first', () => {
    const rows = [
      row({ vendorId: 'a', vendorName: 'A', value: '0.25', priorValue: '0.5' }),
      row({ vendorId: 'b', vendorName: 'B', value: '0.75', priorValue: null }),
    ];
    expect(chartOf(answer(rows), undefined)).toMatchObject({
      categories: ['A', 'B'],
      series: [
        { name: 'Fill rate, gross', values: [0.25, 0.75] },
        { name: 'Fill rate, gross, before', values: [0.5, null] },
      ],
    });
    const several = ['fill_rate_gross', 'fill_rate_net', 'overtime'].map((metric) => row({ metric }));
    expect(chartOf(answer(several, { by: [] }), undefined).title).toBe('Fill rate, gross and 2 others');
  });

  test('of one period stands in bars, and of many periods in no more of them than can be read', () => {
    const daily = (days: number) =>
      answer(
        Array.from({ length: days }, (_, day) => new Date(Date.UTC(2026, 0, day + 1)).toISOString()).flatMap(
          (at) => vendors(6).map((one) => ({ ...one, period: at.slice(0, 10) })),
        ),
        { grain: 'day' },
      );
    expect(chartOf(daily(1), undefined)).toMatchObject({ kind: 'bar', categories: ['2026-01-01'] });
    expect(chartOf(daily(2), undefined).kind).toBe('line');
    expect(chartOf(daily(90), undefined).series).toHaveLength(6);
    expect(chartOf(daily(90), 'bar').series.map(({ name }) => name)).toEqual(['Agency 5']);
  });

  test('tells groups apart that are called the same', () => {
    const unit = (id: string, value: string) => row({ unitId: `0198c0de-${id}`, unitName: 'ICU', value });
    const { categories, series } = chartOf(
      answer([unit('00000001', '0.5'), unit('00000002', '0.75')], { by: ['unit'] }),
      'bar',
    );
    expect(categories).toEqual(['ICU …00000002', 'ICU …00000001']);
    expect(series[0]!.values).toEqual([0.75, 0.5]);
  });

  test('is of one unit and of one currency, and a line goes through periods', () => {
    const money = (currency: string) => row({ metric: 'spend_accrued', unit: 'money', currency });
    expect(refusalOf(() => chartOf(answer([row({}), money('USD')]), 'bar'))).toBe('mixed_units');
    expect(refusalOf(() => chartOf(answer([money('USD'), money('CAD')]), 'bar'))).toBe('mixed_currencies');
    expect(refusalOf(() => chartOf(answer([row({})]), 'line'))).toBe('needs_grain');
  });

  test('is drawn even of nothing', async () => {
    expect(textsOf(await draw(chartOf(answer([], { by: [] }), undefined)))).toContain('No figures');
  });
});

describe('the picture', () => {
  test('is well-formed, holds names as text alone, runs and fetches nothing', async () => {
    const hostile = '</text><script>a()&"\'';
    const svg = await draw(chartOf(answer([row({ vendorId: 'a', vendorName: hostile })]), 'bar'));
    expect(textsOf(svg).join(' ')).toContain('<script>');
    expect(svg).not.toMatch(/<script|<foreignObject|<image|href=|url\(|@import|onload/i);
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 720 \d+"/);
  });

  test('makes room beneath the periods for as many names as there are', async () => {
    const long = (vendorId: string, period: string) =>
      row({ period, vendorId, vendorName: `Agency ${vendorId} of the whole Midwest` });
    const rows = ['a', 'b', 'c', 'd', 'e'].flatMap((id) => [long(id, '2026-01-01'), long(id, '2026-02-01')]);
    const svg = await draw(chartOf(answer(rows, { grain: 'month' }), undefined));
    const depths = (words: RegExp) =>
      [...svg.matchAll(/<text[^>]*translate\([\d.]+ ([\d.]+)\)[^>]*>([^<]*)</g)].flatMap(([, y, said]) =>
        words.test(said!) ? [Number(y)] : [],
      );
    const [names, periods] = [depths(/^Agency/), depths(/2026$/)];
    expect([names.length, periods.length]).toEqual([5, 2]);
    expect(Math.min(...names)).toBeGreaterThan(Math.max(...periods) + 20);
  });

  test('cuts long names in their middle, and names the only one of several that it shows', async () => {
    const tower = (side: string) =>
      row({
        period: '2026-01-01',
        vendorId: side,
        vendorName: `Riverside Methodist of Columbus, ${side} Tower`,
      });
    const rows = [tower('North'), tower('South')];
    const legend = textsOf(await draw(chartOf(answer(rows, { grain: 'month' }), 'bar')));
    expect(legend.filter((text) => text.startsWith('Riverside'))).toEqual([
      'Riverside Methodist…lumbus, North Tower',
      'Riverside Methodist…lumbus, South Tower',
    ]);
    expect(textsOf(await draw(chartOf(answer(rows), 'bar')))).toContain('Riverside Met…North Tower');
    const alone = textsOf(await draw(chartOf(answer([tower('North')], { grain: 'month' }), 'bar')));
    expect(alone.some((text) => text.includes('North Tower'))).toBe(true);
  });

  test('marks no two places of an axis alike', async () => {
    const spent = (value: string) =>
      row({ metric: 'spend_accrued', unit: 'money', currency: 'USD', vendorId: 'a', vendorName: 'A', value });
    for (const value of ['0.00', '1.50', '2.00', '101.00']) {
      const marks = textsOf(await draw(chartOf(answer([spent(value)]), 'bar'))).filter((text) =>
        /^[\d.,]+$/.test(text),
      );
      expect(new Set(marks.slice(0, -1)).size, value).toBe(marks.length - 1);
    }
  });

  test('writes each figure beside its bar where there is room', async () => {
    const texts = textsOf(await draw(chartOf(answer(vendors(3)), 'bar')));
    expect(texts).toEqual(expect.arrayContaining(['Agency 0', 'Agency 1', 'Agency 2', '1%', '2%']));
  });
});
