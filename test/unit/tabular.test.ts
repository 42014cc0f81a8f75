import { expect, test } from 'vitest';
import { z } from 'zod';
import { columnsOf, csvOf, rowOfCells } from '../../src/server/rest/tabular.ts';

test('a negative amount of a report is a number in its CSV; what a spreadsheet would run is none', () => {
  const rows = [
    { amount: '-50.00', count: -3, text: '-50.00+1', name: '=SUM(A1)', note: '@x', none: null },
    { amount: '12.5', count: 0, text: '-x', name: 'a,"b"', note: '+1', none: null },
  ];
  expect(csvOf(Object.keys(rows[0]!), rows, true)).toBe(
    [
      'amount,count,text,name,note,none',
      `-50.00,-3,'-50.00+1,'=SUM(A1),'@x,`,
      `12.5,0,'-x,"a,""b""",'+1,`,
      '',
    ].join('\r\n'),
  );
});

test('a list in a cell has parts of what its field takes, or is JSON as an export writes it', () => {
  const shape = z.strictObject({
    thresholds: z.array(z.int()).default([]),
    tags: z.array(z.string()).nullish(),
    shares: z.array(z.strictObject({ code: z.string(), percent: z.string() })),
  });
  const columns = columnsOf(['thresholds', 'tags', 'shares'], shape);
  expect(rowOfCells(columns, ['80|100', 'a|7', '[{"code":"6010","percent":"100"}]'])).toEqual({
    thresholds: [80, 100],
    tags: ['a', '7'],
    shares: [{ code: '6010', percent: '100' }],
  });
  expect(rowOfCells(columns, ['[80,100]', '[a|b', ''])).toEqual({
    thresholds: [80, 100],
    tags: ['[a', 'b'],
  });
});
