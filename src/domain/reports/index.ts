import { capability } from '../../kernel/operation.ts';
import { spendReport } from './operations/spend-report.ts';

export const reports = capability({ name: 'reports', queries: [spendReport] });
