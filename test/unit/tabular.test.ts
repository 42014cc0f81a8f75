import { expect, test } from 'vitest';
import { csvOf } from '../../src/server/rest/tabular.ts';

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
