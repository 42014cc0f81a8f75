import { capability } from '../../kernel/operation.ts';
import { auditLog } from './operations/audit-log.ts';
import { searchAccessLog } from './operations/search-access-log.ts';
import { searchAudit } from './operations/search-audit.ts';

export const audit = capability({ name: 'audit', queries: [auditLog, searchAudit, searchAccessLog] });
