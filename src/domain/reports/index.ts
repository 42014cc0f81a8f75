import { capability } from '../../kernel/operation.ts';
import { doNotReturnRate } from './operations/do-not-return-rate.ts';
import { spendReport } from './operations/spend-report.ts';

export { Month } from './model.ts';

export const reports = capability({ name: 'reports', queries: [spendReport, doNotReturnRate] });
