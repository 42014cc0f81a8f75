import { hundredthsOf } from '../../../kernel/hours.ts';
import type { FederalQuarter } from './quarter.ts';

/** A person's hours of a day under one job title, two places. */
export interface JournalDay {
  employeeId: string;
  jobCode: number;
  payType: number;
  workDate: string;
  hours: string;
}

/** Who submits, and for when. */
export interface SubmissionHead extends FederalQuarter {
  facilityCode: string;
  stateCode: string;
}

/** One file of a submission. */
export interface SubmissionPart {
  employees: number;
  workDays: number;
  /** Hundredths of hours. */
  hundredths: number;
  bytes: number;
  xml: string;
}

/** The version of CMS's data specifications, the only one taken for files sent from 2026-04-01 on. */
export const specification = '4.10.0';

/** At most so many bytes are put into one file: what CMS takes at once. */
export const mostBytes = 5_000_000;

// All that stands between the tags is digits, codes and days of ours: nothing has to be escaped, and all of it is ASCII.
const before = ({ facilityCode, stateCode, reportQuarter, federalFiscalYear }: SubmissionHead) =>
  [
    '<?xml version="1.0" encoding="ASCII"?>',
    `<nursingHomeData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="nhpbj_${specification.replaceAll('.', '_')}.xsd">`,
    `<header fileSpecVersion="${specification}">`,
    `<facilityId>${facilityCode}</facilityId>`,
    `<stateCode>${stateCode}</stateCode>`,
    `<reportQuarter>${reportQuarter}</reportQuarter>`,
    `<federalFiscalYear>${federalFiscalYear}</federalFiscalYear>`,
    '<softwareVendorName>Requisite</softwareVendorName>',
    '<softwareProductName>Requisite</softwareProductName>',
    '</header>\n',
  ].join('\n');
const between = '</employees>\n<staffingHours processType="merge">\n';
const after = '</staffingHours>\n</nursingHomeData>\n';

interface Person {
  employee: string;
  staffHours: string;
  workDays: number;
  hundredths: number;
}

const entryOf = ({ hours, jobCode, payType }: JournalDay) =>
  `<hourEntry><hours>${hours}</hours><jobTitleCode>${jobCode}</jobTitleCode><payTypeCode>${payType}</payTypeCode></hourEntry>`;

function personOf(employeeId: string, days: readonly JournalDay[]): Person {
  const byDay = [...Map.groupBy(days, ({ workDate }) => workDate)].toSorted(([one], [other]) =>
    one.localeCompare(other),
  );
  const workDays = byDay.map(
    ([date, entries]) =>
      `<workDay><date>${date}</date><hourEntries>${entries.map(entryOf).join('')}</hourEntries></workDay>\n`,
  );
  return {
    employee: `<employee><employeeId>${employeeId}</employeeId></employee>\n`,
    staffHours: `<staffHours><employeeId>${employeeId}</employeeId><workDays>\n${workDays.join('')}</workDays></staffHours>\n`,
    workDays: byDay.length,
    hundredths: days.reduce((sum, { hours }) => sum + hundredthsOf(hours), 0),
  };
}

const sizeOf = ({ employee, staffHours }: Person) => employee.length + staffHours.length;

function partOf(head: SubmissionHead, people: readonly Person[]): SubmissionPart {
  const xml = [
    before(head),
    '<employees>\n',
    ...people.map(({ employee }) => employee),
    between,
    ...people.map(({ staffHours }) => staffHours),
    after,
  ].join('');
  return {
    employees: people.length,
    workDays: people.reduce((sum, { workDays }) => sum + workDays, 0),
    hundredths: people.reduce((sum, { hundredths }) => sum + hundredths, 0),
    bytes: xml.length,
    xml,
  };
}

/**
 * The files of a submission, whole people in each, in the order of their ids; none where there are no hours. They are
 * to be merged into what the facility's own payroll sends: a file that replaces would delete its employees' hours.
 */
export function submissionParts(
  head: SubmissionHead,
  days: readonly JournalDay[],
  most = mostBytes,
): SubmissionPart[] {
  const people = [...Map.groupBy(days, ({ employeeId }) => employeeId)]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([employeeId, theirs]) => personOf(employeeId, theirs));
  const room = most - partOf(head, []).bytes;
  const groups: Person[][] = [];
  let left = 0;
  for (const person of people) {
    if (groups.length === 0 || sizeOf(person) > left) {
      groups.push([]);
      left = room;
    }
    groups.at(-1)!.push(person);
    left -= sizeOf(person);
  }
  return groups.map((group) => partOf(head, group));
}
