import { capability } from '../../kernel/operation.ts';
import * as happened from './model.ts';
import { businessCalendarSet } from './calendar/model.ts';
import { businessCalendar, costCenter, facility, program, unit } from './nouns.ts';
import { adoptFederalHolidays } from './operations/adopt-federal-holidays.ts';
import { archivingCommands } from './operations/archive.ts';
import { createProgram } from './operations/create-program.ts';
import { setBusinessCalendar } from './operations/set-business-calendar.ts';
import { updateCostCenter } from './operations/update-cost-center.ts';
import { updateFacility } from './operations/update-facility.ts';
import { updateProgram } from './operations/update-program.ts';
import { updateUnit } from './operations/update-unit.ts';
import { upsertCostCenter } from './operations/upsert-cost-center.ts';
import { upsertFacility } from './operations/upsert-facility.ts';
import { upsertUnit } from './operations/upsert-unit.ts';

export type { BusinessTime } from './calendar/business-time.ts';
export { defaultHours } from './calendar/model.ts';
export { businessTime, holidaysOf } from './calendar/store.ts';
export { dayAt, todayAt } from './local-days.ts';
export {
  Coordinates,
  locatedAt,
  Currency,
  OfferConfirmation,
  PayTransparency,
  TimeZone,
  type AttendancePoints,
} from './model.ts';
export { unitChanged } from './model.ts';
export { costCenter, facility, program, unit } from './nouns.ts';
export { placeOf, type Place } from './place.ts';
export { programsOf } from './store.ts';
export { costCenters, facilities, programs, units } from './tables.ts';

export const programsCapability = capability({
  name: 'programs',
  nouns: [program, facility, unit, costCenter, businessCalendar],
  commands: [
    createProgram,
    updateProgram,
    upsertFacility,
    updateFacility,
    upsertUnit,
    updateUnit,
    upsertCostCenter,
    updateCostCenter,
    ...archivingCommands,
    setBusinessCalendar,
    adoptFederalHolidays,
  ],
  events: [
    happened.programCreated,
    happened.programChanged,
    happened.facilityCreated,
    happened.facilityChanged,
    happened.facilityArchived,
    happened.facilityRestored,
    happened.unitCreated,
    happened.unitChanged,
    happened.unitArchived,
    happened.unitRestored,
    happened.costCenterCreated,
    happened.costCenterChanged,
    happened.costCenterArchived,
    happened.costCenterRestored,
    businessCalendarSet,
  ],
  constraints: { cost_centers_code: happened.costCenterCodeTaken },
});
