import { describe, expect, test } from 'vitest';
import { Problem } from '../../src/kernel/errors.ts';
import { jsonRoot } from '../../src/domain/time/importing/setu/json.ts';
import {
  rowOf,
  sourceIdOf,
  whyIgnored,
  type CardFrame,
} from '../../src/domain/time/importing/setu/interval.ts';
import { timecardOf, type Timecard } from '../../src/domain/time/importing/setu/timecard.ts';
import { xmlRoot } from '../../src/domain/time/importing/setu/xml.ts';
import { instantIn, isWallClock } from '../../src/domain/time/importing/wall-clock.ts';

const assignmentId = '0198c0de-0000-7000-8000-000000000001';

const interval = (inner: string, attributes = 'type="Regular" billable="true"') =>
  `<TimeInterval ${attributes}>${inner}</TimeInterval>`;
const span = (start: string, end: string, hours: string) =>
  `<StartDateTime>${start}</StartDateTime><EndDateTime>${end}</EndDateTime><Duration>${hours}</Duration>`;
const first = (intervals: string, more = '') => `<?xml version="1.0" encoding="UTF-8"?>
<!-- Sent by a clock -->
<hr:TimeCard xmlns:hr="http://ns.hr-xml.org/2007-04-15">
  <hr:Id idOwner="StaffingCustomer"><hr:IdValue>TC-77</hr:IdValue></hr:Id>
  <hr:ReportedResource><hr:Person><hr:Id><hr:IdValue>P-5</hr:IdValue></hr:Id></hr:Person></hr:ReportedResource>
  <hr:ReportedTime>
    <hr:PeriodStartDate>2026-02-01</hr:PeriodStartDate><hr:PeriodEndDate>2026-02-07</hr:PeriodEndDate>
    ${intervals.replaceAll(/<(\/?)([A-Z])/g, '<$1hr:$2')}
  </hr:ReportedTime>
  <hr:AdditionalData><hr:StaffingAdditionalData>
    <hr:CustomerReportingRequirements><hr:CostCenterCode>ICU-1</hr:CostCenterCode></hr:CustomerReportingRequirements>
    <hr:ReferenceInformation><hr:AssignmentId><hr:IdValue>A/9</hr:IdValue></hr:AssignmentId></hr:ReferenceInformation>
  </hr:StaffingAdditionalData></hr:AdditionalData>${more}
</hr:TimeCard>`;

const second = {
  documentId: { value: 'doc 2', schemeAgencyId: 'Customer' },
  costCenter: { name: 'Ward', code: 'ICU-1' },
  person: { id: [{ value: 'P-5', schemeAgencyId: 'Customer' }] },
  period: { datePeriod: { start: '2026-02-01', end: '2026-02-07' } },
  staffingIds: { assignmentId: { value: 'A/9', schemeAgencyId: 'Supplier' } },
  timeInterval: [
    {
      id: { value: 'i1' },
      costCenter: { code: 'ICU-2' },
      typeCode: { value: 'HT100' },
      period: { dateTimePeriod: { start: '2026-02-02T09:00:00', end: '2026-02-02T17:30:00' } },
      timeTotal: '8.00',
      payRates: [{ multiplier: 100, toBeBilled: true, toBePaid: true }],
    },
  ],
};
const secondXml = `<Timecard xmlns="https://ontology.setu.nl/messages">
  <documentId><value>doc 2</value></documentId>
  <costCenter><code>ICU-1</code></costCenter>
  <person><id><value>P-5</value></id></person>
  <period><datePeriod><start>2026-02-01</start><end>2026-02-07</end></datePeriod></period>
  <staffingIds><assignmentId><value>A/9</value></assignmentId></staffingIds>
  <timeInterval><id><value>i1</value></id><costCenter><code>ICU-2</code></costCenter><typeCode><value>HT100</value></typeCode>
    <period><dateTimePeriod><start>2026-02-02T09:00:00</start><end>2026-02-02T17:30:00</end></dateTimePeriod></period>
    <timeTotal>8.00</timeTotal><payRates><toBeBilled>true</toBeBilled></payRates></timeInterval>
</Timecard>`;

const frame = (card: Timecard, brought: string[] = []): CardFrame => ({
  assignmentId,
  timeZone: 'America/New_York',
  card,
  costCenters: new Set(['ICU-1', 'ICU-2']),
  brought: new Set(brought),
});
const rowsOf = (card: Timecard, brought: string[] = []) =>
  card.intervals.map((one, index) =>
    rowOf(one, sourceIdOf(card.documentId, one, index), frame(card, brought)),
  );
const read = (xml: string) => timecardOf(xmlRoot(xml));
const refusalOf = (run: () => unknown): Problem => {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('a timecard of SETU 1', () => {
  test('is read whatever prefix its elements have, with what it says of each interval', () => {
    const card = read(
      first(
        interval(
          `<Id><IdValue>n1</IdValue></Id>${span('2026-02-02T19:00:00', '2026-02-03T07:30:00', '12.5')}`,
        ) +
          interval(span('2026-02-04T19:00:00', '2026-02-05T07:30:00', '12.00'), 'type="Overtime"') +
          '<Allowance type="102B"><Amount>14.00</Amount></Allowance><TimeEvent type="In"/>',
      ),
    );
    expect(card).toMatchObject({
      documentId: 'TC-77',
      assignment: 'A/9',
      person: 'P-5',
      costCenter: 'ICU-1',
    });
    expect(card.remainders).toEqual([
      { place: '/TimeCard/ReportedTime/Allowance', kind: 'allowance' },
      { place: '/TimeCard/ReportedTime/TimeEvent', kind: 'time_event' },
    ]);
    const rows = rowsOf(card);
    expect(rows[0]).toMatchObject({
      place: '/TimeCard/ReportedTime/TimeInterval[1]',
      remarks: [],
      row: {
        assignmentId,
        sourceId: 'TC-77#n1',
        action: 'add',
        startsAt: '2026-02-03T00:00:00Z',
        endsAt: '2026-02-03T12:30:00Z',
        costCenter: 'ICU-1',
        kind: 'worked',
      },
    });
    // Half an hour that is not paid has a place only because we gave it one.
    expect(rows[1]).toMatchObject({ row: { sourceId: 'TC-77#2', mealMinutes: 30 } });
    expect((rows[1] as any).remarks).toHaveLength(1);
  });

  test('is corrected by its action codes, and by none is what it is now', () => {
    const times = span('2026-02-02T08:00:00Z', '2026-02-02T16:00:00Z', '8');
    const coded = (code: string) =>
      interval(`<Id><IdValue>${code}</IdValue></Id>${times}`, `actionCode="${code}"`);
    const card = read(first(['Add', 'Change', 'Void', 'Delete', 'Unchanged'].map(coded).join('')));
    const actions = rowsOf(card, ['TC-77#Unchanged']).map((row) => (row as any).row.action);
    expect(actions).toEqual(['add', 'change', 'void', 'void', 'add']);
    expect((rowsOf(card)[4] as Problem).declaration.code).toBe('time_source_unknown');
    expect(rowsOf(read(first(coded('Replace'))))[0]).toBeInstanceOf(Problem);
    // One document's name may begin as another's does.
    expect(
      sourceIdOf('A', card.intervals[0]!, 0).startsWith(sourceIdOf('A#Add', card.intervals[0]!, 0)),
    ).toBe(false);
    expect(sourceIdOf('A#Add', card.intervals[0]!, 0).startsWith('A#')).toBe(false);
    const plain = read(first(interval(times)));
    expect(rowsOf(plain, ['TC-77#1'])[0]).toMatchObject({ row: { action: 'change' } });
  });

  test.each([
    [
      'all day for eight hours',
      span('2026-02-02T00:00:00', '2026-02-02T23:59:59', '8.100'),
      'duration_differs',
    ],
    [
      'more hours than its span',
      span('2026-02-02T08:00:00', '2026-02-02T16:00:00', '8.5'),
      'duration_differs',
    ],
    ['no decimal', span('2026-02-02T08:00:00', '2026-02-02T16:00:00', 'PT8H'), 'invalid_value'],
    ['hours alone', '<Duration>8.00</Duration>', 'required'],
    ['no date', span('yesterday', '2026-02-02T16:00:00', '8.00'), 'invalid_value'],
    ['a skipped hour', span('2026-03-08T02:30:00', '2026-03-08T09:00:00', '5.5'), 'skipped_local_time'],
    [
      'an hour shown twice',
      span('2025-11-02T01:30:00', '2025-11-02T09:00:00', '8.5'),
      'ambiguous_local_time',
    ],
  ])('is refused at its place for %s', (_, inner, code) => {
    const [row] = rowsOf(read(first(interval(inner))));
    expect(row).toBeInstanceOf(Problem);
    const [fault] = (row as Problem).details.errors!;
    expect(fault!.code).toBe(code);
    expect(fault!.pointer.startsWith('/TimeCard/ReportedTime/TimeInterval')).toBe(true);
  });

  test('brings no leave, and nothing that is not billed', () => {
    const times = span('2026-02-02T08:00:00', '2026-02-02T16:00:00', '8.00');
    const why = (attributes: string) => whyIgnored(read(first(interval(times, attributes))).intervals[0]!);
    expect(why('type="Sick time"')).toContain('not work');
    expect(why('type="Unpayed leave"')).toContain('not work');
    expect(why('type="Regular" billable="false"')).toContain('billable');
    expect(why('type="600889"')).toBeUndefined();
    const kindOf = (type: string) =>
      (rowsOf(read(first(interval(times, `type="${type}"`))))[0] as any).row.kind;
    expect(['Training', 'Stand-by', 'Travel'].map(kindOf)).toEqual(['orientation', 'on_call', 'worked']);
  });
});

describe('a timecard of SETU 2', () => {
  test('says the same in JSON and in XML', () => {
    const json = timecardOf(jsonRoot(JSON.stringify(second)));
    const xml = read(secondXml);
    const placeless = (card: Timecard) =>
      JSON.parse(JSON.stringify(card, (key, value: unknown) => (key === 'place' ? undefined : value)));
    expect(placeless(xml)).toEqual(placeless(json));
    expect(json.intervals[0]).toMatchObject({
      place: '/timeInterval/0',
      hours: { place: '/timeInterval/0/timeTotal' },
    });
    expect(rowsOf(json)[0]).toMatchObject({
      row: { sourceId: 'doc 2#i1', startsAt: '2026-02-02T14:00:00Z', mealMinutes: 30, costCenter: 'ICU-2' },
    });
  });

  test('charges the usual where it does not know the cost center, and says so', () => {
    const card = timecardOf(jsonRoot(JSON.stringify(second)));
    const row = rowOf(card.intervals[0]!, 'x', { ...frame(card), costCenters: new Set() });
    expect(row).toMatchObject({ remarks: [expect.any(String), expect.stringContaining('ICU-2')] });
    expect((row as any).row.costCenter).toBeUndefined();
  });
});

describe('a document', () => {
  test.each([
    ['with a document type', '<!DOCTYPE TimeCard><TimeCard/>', /document type/],
    [
      'with an entity that would grow',
      '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><TimeCard><Id>&b;</Id></TimeCard>',
      /document type|well-formed/,
    ],
    [
      'with an external entity',
      '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><TimeCard/>',
      /document type/,
    ],
    ['that is cut short', '<TimeCard><Id>', /well-formed/],
    ['that nests without end', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`, /nests deeper/],
    ['that exhausts the stack', '<a>'.repeat(200_000), /nests deeper|well-formed/],
    ['of another kind', '<Invoice/>', /no timecard/],
    ['without an id', '<TimeCard/>', /no Id/],
  ])('%s is refused', (_, xml, words) => {
    const problem = refusalOf(() => read(xml));
    expect(problem.declaration.code).toBe('malformed');
    expect(problem.message).toMatch(words);
  });

  test.each([['[]'], ['{'], ['"text"'], [`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`]])(
    'of JSON that is no object of some depth is refused',
    (json) => expect(refusalOf(() => jsonRoot(json)).declaration.code).toBe('malformed'),
  );
});

describe('a wall-clock time', () => {
  test('is the instant that the facility’s clock showed it', () => {
    expect(instantIn('America/New_York', '2026-02-02T19:00', '/startsAt')).toBe('2026-02-03T00:00:00Z');
    expect(instantIn('America/New_York', '2026-07-02T19:00:30', '/startsAt')).toBe('2026-07-02T23:00:30Z');
    expect(instantIn('America/New_York', '2026-02-02T19:00:00-08:00', '/startsAt')).toBe(
      '2026-02-03T03:00:00Z',
    );
    expect(isWallClock('2026-02-30T19:00')).toBe(false);
    expect(isWallClock('2026-02-02 19:00')).toBe(false);
  });

  test.each([
    ['2026-03-08T01:59', '2026-03-08T06:59:00Z'],
    ['2026-03-08T03:00', '2026-03-08T07:00:00Z'],
    ['2026-11-01T00:59', '2026-11-01T04:59:00Z'],
    ['2026-11-01T02:00', '2026-11-01T07:00:00Z'],
  ])('beside a change of the clock is what it is: %s', (told, instant) =>
    expect(instantIn('America/New_York', told, '')).toBe(instant),
  );

  test.each([
    ['2026-03-08T02:00', 'skipped_local_time'],
    ['2026-03-08T02:59', 'skipped_local_time'],
    ['2026-11-01T01:00', 'ambiguous_local_time'],
    ['2026-11-01T01:59', 'ambiguous_local_time'],
  ])('that was shown never or twice is refused: %s', (told, code) =>
    expect(refusalOf(() => instantIn('America/New_York', told, '/endsAt')).details.errors).toMatchObject([
      { pointer: '/endsAt', code },
    ]),
  );
});
