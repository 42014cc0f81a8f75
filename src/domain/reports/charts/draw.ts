import type { EChartsCoreOption } from 'echarts/core';
import { chartWidth, heightOf, isLying, type Chart } from './chart.ts';

/** Told apart by people who see few colors, and on paper (Okabe and Ito). */
const colors = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#999999', '#F0E442'];
const ink = '#222222';
const faint = '#D9D9D9';
const mostLabeled = 24;
const legend = { gap: 28, sign: 30, ofLetter: 7.5, deep: 42 } as const;
const longestName = 40;
const longestGroup = 26;
// Readers without Helvetica set wider letters than the library reckons with.
const titleWidth = 600;

/** A name cut in its middle: what tells two of them apart stands at either end. */
function shortened(name: string, most: number): string {
  if (name.length <= most) return name;
  const head = Math.ceil((most - 1) / 2);
  return `${name.slice(0, head).trimEnd()}…${name.slice(name.length - (most - 1 - head)).trimStart()}`;
}

/** How many rows of names stand under a picture: the library breaks them, and makes no room for them. */
function legendRows(names: readonly string[]): number {
  let [rows, used] = [1, 0];
  for (const name of names) {
    const wide = legend.sign + Math.min(name.length, longestName) * legend.ofLetter + legend.gap;
    if (used > 0 && used + wide > chartWidth) [rows, used] = [rows + 1, 0];
    used += wide;
  }
  return rows;
}

/** Loaded with the first picture: a quarter of a second and 40 MB that a service without pictures does without. */
const library = async () => {
  const [core, charts, components, features, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/features'),
    import('echarts/renderers'),
  ]);
  core.use([
    charts.BarChart,
    charts.LineChart,
    components.GridComponent,
    components.TitleComponent,
    components.LegendComponent,
    features.LabelLayout,
    renderers.SVGRenderer,
  ]);
  return core;
};
let loaded: ReturnType<typeof library> | undefined;

/** Whether series are named beneath: of one that is called as the whole picture is, its title says it. */
const isNamed = ({ series, title }: Chart): boolean => series.some(({ name }) => name !== title);
const deeper = ({ series }: Chart) => (legendRows(series.map(({ name }) => name)) - 1) * legend.deep;

const text = { color: ink, fontFamily: 'Helvetica, Arial, sans-serif', fontSize: 13 };

function written({ isPercent, places }: Chart['scale'], most: number): (value: unknown) => string {
  const format = new Intl.NumberFormat('en-US', {
    maximumFractionDigits: places,
    ...(isPercent && { style: 'percent' }),
    ...(most >= 100_000 && { notation: 'compact', maximumFractionDigits: 2 }),
  });
  return (value) => (typeof value === 'number' ? format.format(value) : '');
}

function optionOf(chart: Chart): EChartsCoreOption {
  const { kind, categories, series, title, subtitle } = chart;
  const lying = isLying(chart);
  const write = written(
    chart.scale,
    Math.max(...series.flatMap((one) => one.values).map((value) => Math.abs(value ?? 0))),
  );
  const names = {
    type: 'category',
    data: [...categories],
    inverse: lying,
    axisLabel: {
      ...text,
      hideOverlap: !lying,
      ...(lying && { formatter: (name: string) => shortened(name, longestGroup) }),
    },
    axisLine: { lineStyle: { color: ink } },
    axisTick: { show: false },
  };
  const values = {
    type: 'value',
    // No two marks that are written alike.
    minInterval: 10 ** -(chart.scale.places + (chart.scale.isPercent ? 2 : 0)),
    axisLabel: { ...text, formatter: write, hideOverlap: true },
    splitLine: { lineStyle: { color: faint } },
  };
  // Beside several lines a figure would stand by the wrong one.
  const isLabeled =
    categories.length * series.length <= mostLabeled && (kind === 'bar' || series.length === 1);
  return {
    animation: false,
    backgroundColor: '#FFFFFF',
    color: colors,
    textStyle: text,
    title: {
      text: title,
      subtext: subtitle,
      left: 16,
      top: 12,
      textStyle: { ...text, fontSize: 18, fontWeight: 'bold', width: titleWidth, overflow: 'truncate' },
      subtextStyle: { ...text, fontSize: 12, width: titleWidth, overflow: 'truncate' },
    },
    legend: {
      show: isNamed(chart),
      bottom: 8,
      type: 'plain',
      itemGap: legend.gap,
      textStyle: text,
      formatter: (name: string) => shortened(name, longestName),
    },
    grid: {
      left: lying ? 40 : 24,
      right: 40,
      top: 76,
      bottom: isNamed(chart) ? 60 + deeper(chart) : 20,
      outerBoundsMode: 'same',
    },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: series.map(({ name, values: figures }, index) => ({
      type: kind,
      name,
      data: [...figures],
      connectNulls: false,
      symbolSize: 7,
      labelLayout: { hideOverlap: true },
      lineStyle: { width: 2.5, type: index < colors.length ? 'solid' : 'dashed' },
      label: {
        ...text,
        fontSize: 12,
        show: isLabeled,
        position: lying ? 'right' : 'top',
        formatter: ({ value }: { value: unknown }) => write(value),
      },
    })),
  };
}

/** The chart as SVG with a white ground, 720 wide, in fonts that every reader has. Nothing in it is fetched or run. */
export async function draw(chart: Chart, height = heightOf(chart) + deeper(chart)): Promise<string> {
  const { init } = await (loaded ??= library());
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: chartWidth, height });
  try {
    canvas.setOption(optionOf(chart));
    const svg = canvas.renderToSVGString({ useViewBox: true });
    // Classes are for pointers that rest on a part, and counted on: without them the same figures make the same bytes.
    return svg.replaceAll(/ class="zr[^"]*"/g, '').replaceAll(/<style[^]*?<\/style>/g, '');
  } finally {
    canvas.dispose();
  }
}
