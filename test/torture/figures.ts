import { readFileSync } from 'node:fs';

/** The value below which so much of the sample lies, rounded; 0 of none. */
export function percentile(sample: readonly number[], part: number): number {
  const sorted = sample.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
}

/** Resident memory of a process in MiB. */
export function residentOf(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes ?? Number.NaN) / 1_024;
}

/** The slope of a line through points, by least squares. */
export function slopeOf(points: readonly [x: number, y: number][]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const x = mean(points.map(([at]) => at));
  const y = mean(points.map(([, value]) => value));
  const over = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0);
  return over / points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
}

/** Fails the part where something must be so and is not. */
export function must(is: boolean, what: string): void {
  if (!is) throw new Error(`not so: ${what}`);
}

export const counted = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([key, times]) => `${key} × ${times}`).join(', ');
