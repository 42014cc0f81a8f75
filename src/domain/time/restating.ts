import { z } from 'zod';
import { refuse } from '../../kernel/errors.ts';
import { oneOf, reference } from '../../kernel/shapes.ts';
import { StatedTime } from './model.ts';
import { saysTheSame, type PointerOf } from './stated-time.ts';
import { statedOf, type SourcedTime } from './store.ts';

const TimeLineAction = oneOf('TimeLineAction', ['add', 'change', 'void', 'unchanged']);

/** What becomes of one interval of a week; those that no line names stay as they are. */
export const TimeLine = z
  .strictObject({
    action: TimeLineAction,
    timeEntryId: reference('timeEntry')
      .nullish()
      .meta({ description: 'The interval of the current version that is meant; none where one is added.' }),
    entry: StatedTime.nullish().meta({ description: 'As it is to be, where it is added or changed.' }),
  })
  .meta({ id: 'TimeLine' });
type TimeLine = z.infer<typeof TimeLine>;

export const TimeLines = z.array(TimeLine).min(1).max(120);

/** Hours that are to take the place of a week's, and where each was stated. */
export interface Restated {
  entries: SourcedTime[];
  pointerOf: PointerOf;
}

type Known = SourcedTime & { id: string };

/** The same hours with the source, and its id, of those that were stated word for word before. */
export function keepSources(entries: readonly StatedTime[], before: readonly SourcedTime[]): SourcedTime[] {
  return entries.map((entry) => {
    const named = (one: SourcedTime) => ({ ...entry, sourceId: entry.sourceId ?? one.sourceId });
    const same = before.find((one) => saysTheSame([one], [named(one)]));
    return same?.source ? { ...named(same), source: same.source } : entry;
  });
}

function assertFits({ action, timeEntryId, entry }: TimeLine, at: string): void {
  const needsEntry = action === 'add' || action === 'change';
  if (needsEntry && !entry)
    throw refuse(`${at}/entry`, 'required', 'An interval that is added or changed is stated.');
  if (!needsEntry && entry)
    throw refuse(`${at}/entry`, 'not_wanted', 'Only an interval that is added or changed is stated.');
  if (action === 'add' && timeEntryId)
    throw refuse(`${at}/timeEntryId`, 'not_wanted', 'An interval that is added is none of the week yet.');
  if (action !== 'add' && !timeEntryId)
    throw refuse(`${at}/timeEntryId`, 'required', 'Name the interval that is meant.');
}

/** The hours of a week after lines of actions; refused by pointer where a line fits no interval of it. */
export function byLines(lines: readonly TimeLine[], before: readonly Known[], at: string): Restated {
  const left = new Map(before.map((one) => [one.id, one]));
  const stated: { entry: SourcedTime; pointer: string }[] = [];
  for (const [index, line] of lines.entries()) {
    const pointer = `${at}/${index}`;
    assertFits(line, pointer);
    const { action, timeEntryId, entry } = line;
    if (action === 'add') {
      stated.push({ entry: entry!, pointer: `${pointer}/entry` });
      continue;
    }
    const meant = left.get(timeEntryId!);
    if (!meant)
      throw refuse(
        `${pointer}/timeEntryId`,
        before.some(({ id }) => id === timeEntryId) ? 'named_twice' : 'not_in_version',
        'It is an interval of the current version of the week, and named once.',
      );
    left.delete(meant.id);
    if (action === 'change') stated.push({ entry: entry!, pointer: `${pointer}/entry` });
    if (action === 'unchanged') stated.push({ entry: statedOf(meant), pointer });
  }
  const kept = [...left.values()].map((one) => ({ entry: statedOf(one), pointer: at }));
  const all = [...kept, ...stated];
  return { entries: all.map(({ entry }) => entry), pointerOf: (index) => all[index]!.pointer };
}

/** The hours that a caller states for a week: the whole list, or lines of actions; exactly one of both. */
export function restated(
  {
    entries,
    lines,
  }: { entries?: readonly StatedTime[] | undefined; lines?: readonly TimeLine[] | undefined },
  before: readonly Known[],
  at: { entries: string; lines: string },
): Restated {
  if ((entries === undefined) === (lines === undefined))
    throw refuse(
      entries ? at.lines : at.entries,
      'one_of',
      'Give all hours of the week, or lines of actions.',
    );
  if (lines) return byLines(lines, before, at.lines);
  return {
    entries: keepSources(entries!, before),
    pointerOf: (index) => `${at.entries}/${index}`,
  };
}
