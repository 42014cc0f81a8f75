import type { Fact } from '../../metrics/fact.ts';
import type { ReportingView } from '../views.ts';

/** Every fact there is, in the order in which their views are made. */
export const facts: readonly Fact[] = [];

/** The views of kept totals that facts name. */
export const totals: readonly ReportingView[] = [];
