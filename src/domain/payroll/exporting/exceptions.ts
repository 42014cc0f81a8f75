import type { PayrollException } from '../model/payroll-export.ts';
import type { PayrollLine } from './source-line.ts';

type Unmapped = Pick<PayrollLine, 'basis' | 'type' | 'component' | 'payCode'>;

/** What of an export no pay code was for, by type, component and profession, with how many lines each. */
export function unmappedOf(lines: readonly { line: Unmapped; profession: string }[]): PayrollException[] {
  const without = lines.filter(({ line }) => line.payCode === null);
  const groups = Map.groupBy(without, ({ line, profession }) =>
    [line.basis, line.type, line.component, profession].join('|'),
  );
  return [...groups.keys()].toSorted().map((key) => {
    const held = groups.get(key)!;
    const [{ line, profession }] = held as [(typeof held)[0]];
    return {
      code: 'unmapped',
      basis: line.basis,
      type: line.type as PayrollException['type'],
      component: line.component,
      profession,
      count: held.length,
    };
  });
}

/** So many timesheets or people that need somebody's eye; nothing where there are none. */
export const exceptionOf = (code: 'pay_unknown' | 'no_worker_id', count: number): PayrollException[] =>
  count === 0 ? [] : [{ code, basis: null, type: null, component: null, profession: null, count }];
