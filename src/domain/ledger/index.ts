import { capability } from '../../kernel/operation.ts';
import * as account from './model/account.ts';
import * as calendar from './model/calendar.ts';
import * as exported from './model/gl-export.ts';
import * as period from './model/period.ts';
import { fiscalCalendar } from './nouns/fiscal-calendar.ts';
import { fiscalPeriod } from './nouns/fiscal-period.ts';
import { glAccount, glMapping } from './nouns/gl-account.ts';
import { glExport, glLine } from './nouns/gl-export.ts';
import { periodAccrual, periodClosing } from './nouns/period-closing.ts';
import { accruals } from './operations/accruals.ts';
import { acknowledgeGlExport, failGlExport } from './operations/answer-gl-export.ts';
import { closeFiscalPeriod } from './operations/close-fiscal-period.ts';
import { createFiscalCalendar } from './operations/create-fiscal-calendar.ts';
import { createGlAccount } from './operations/create-gl-account.ts';
import { createGlExport } from './operations/create-gl-export.ts';
import { createGlMapping } from './operations/create-gl-mapping.ts';
import { endGlMapping } from './operations/end-gl-mapping.ts';
import { openFiscalYear } from './operations/open-fiscal-year.ts';
import { reopenFiscalPeriod } from './operations/reopen-fiscal-period.ts';
import { tieOut } from './operations/tie-out.ts';
import { keepClosedPeriods, keepClosedPeriodsOfVendors } from './reactions.ts';

export const ledger = capability({
  name: 'ledger',
  nouns: [fiscalCalendar, fiscalPeriod, periodClosing, periodAccrual, glAccount, glMapping, glExport, glLine],
  commands: [
    createFiscalCalendar,
    openFiscalYear,
    closeFiscalPeriod,
    reopenFiscalPeriod,
    createGlAccount,
    createGlMapping,
    endGlMapping,
    createGlExport,
    acknowledgeGlExport,
    failGlExport,
  ],
  queries: [accruals, tieOut],
  events: [
    calendar.fiscalCalendarCreated,
    calendar.fiscalYearOpened,
    period.fiscalPeriodClosed,
    period.fiscalPeriodReopened,
    account.glAccountCreated,
    account.operatorGlAccountCreated,
    account.glMappingCreated,
    account.operatorGlMappingCreated,
    account.glMappingEnded,
    account.operatorGlMappingEnded,
    exported.glExported,
    exported.operatorGlExported,
    exported.glAcknowledged,
    exported.operatorGlAcknowledged,
    exported.glFailed,
    exported.operatorGlFailed,
  ],
  reactions: [keepClosedPeriods, keepClosedPeriodsOfVendors],
  constraints: {
    fiscal_calendars_once: calendar.calendarExists,
    fiscal_periods_once: calendar.periodsOverlap,
    fiscal_periods_no_overlap: calendar.periodsOverlap,
    gl_accounts_once: account.glAccountExists,
    gl_mappings_no_overlap: account.glMappingOverlaps,
    gl_entries_once: exported.alreadyPosted,
    gl_exports_number: exported.alreadyPosted,
  },
});
