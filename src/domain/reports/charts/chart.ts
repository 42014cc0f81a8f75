/** A picture of figures: categories along one axis (periods, or groups), a value of each series at each of them. */
export interface Chart {
  kind: 'line' | 'bar';
  title: string;
  /** What stands small beneath the title: the unit, the days, what is not shown. */
  subtitle: string;
  categories: readonly string[];
  /** Figures, for drawing alone; null is a gap. */
  series: readonly { name: string; values: readonly (number | null)[] }[];
  /** How a value is written: a percentage, or a number with so many places at most. */
  scale: { isPercent: boolean; places: number };
}

// An e-mail shows a picture about so wide; what stands in it is read at that size.
export const chartWidth = 720;
const flatHeight = 400;
const barHeight = 34;
const around = 150;

/** Names of groups are long: they stand before lying bars, as many as there are. Periods stand below. */
export const isLying = ({ kind, categories }: Chart): boolean =>
  kind === 'bar' && categories.some((name) => name.length > 10);

export const heightOf = (chart: Chart): number =>
  isLying(chart)
    ? Math.max(
        flatHeight,
        chart.categories.length * Math.max(1, chart.series.length * 0.6) * barHeight + around,
      )
    : flatHeight;
