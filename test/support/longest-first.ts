import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take more than ten seconds: one of them begun last would run alone, on one of the machine's cores. */
const longest = [
  'simulation/simulation',
  'contract/strangers',
  'contract/foreign-ids',
  'contract/commands',
  'scenarios/killed',
  'scenarios/audit-killed',
  'operations/export-streams',
  'contract/reads',
  'scenarios/import-killed',
  'operations/exports',
  'scenarios/newcomer',
  'simulation/any-metrics-of-time',
  'contract/metrics',
  'scenarios/lakeshore-quarter',
  'database/sql-logins',
  'operations/overload',
  'simulation/any-shifts',
  'simulation/any-sequence',
  'operations/timeouts',
  'contract/confidentiality',
  'contract/allowed-actions',
  'contract/as-of',
  'contract/neutrality',
  'database/invariants',
  'contract/boot-refusals',
  'contract/hardened-processes',
  'contract/blindness',
  'contract/rivals',
  'operations/time-weeks',
  'operations/graceful-stop',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const found = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return found === -1 ? longest.length : found;
};

/** Runs the longest files first, in a checkout that has no durations of earlier runs too. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
