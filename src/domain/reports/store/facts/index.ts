import type { Fact } from '../../metrics/fact.ts';
import type { ReportingView } from '../views.ts';
import { personnelFiles } from './personnel-files.ts';
import { placementMonths } from './placement-months.ts';

/** Every fact there is, in the order in which their views are made. */
export const facts: readonly Fact[] = [placementMonths, personnelFiles];

/** The views of kept totals that facts name. */
export const totals: readonly ReportingView[] = [];
