const century = (year: number, month: string, dayOfMonth: string) =>
  `${String(year).padStart(4, '0')}-${month}-${dayOfMonth}`;

/**
 * A day as exclusion lists write it, `YYYYMMDD`, `MM/DD/YYYY` or `YYYY-MM-DD`, as `YYYY-MM-DD`. Undefined where it says none
 * (empty, zeros, `Indefinite`); text of another form comes back as it is, to be refused.
 */
export function listedDay(text: string | undefined): string | undefined {
  const plain = text?.trim() ?? '';
  if (plain === '' || /^0+$/.test(plain) || /^indefinite$/i.test(plain)) return undefined;
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (compact) return compact.slice(1).join('-');
  const american = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(plain);
  return american ? `${american[3]}-${american[1]}-${american[2]}` : plain;
}

const earliestBirth = '1900-01-01';

function isReal(day: string): boolean {
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' }).toString() === day;
  } catch {
    return false;
  }
}

/**
 * A birth date, also `MM/DD/YY`: of the years that two digits may mean the latest in which the person is born before
 * the day of the exclusion. Undefined for one that cannot be (lists hold some, such as 18840607): whoever is excluded is
 * then looked for by name, and is not left out.
 */
export function listedBirthDate(
  text: string | undefined,
  excludedOn: string | undefined,
): string | undefined {
  const short = /^(\d{2})\/(\d{2})\/(\d{2})$/.exec(text?.trim() ?? '');
  const [, month, dayOfMonth, year] = (short ?? []) as unknown as [string, string, string, string];
  const centuries = excludedOn === undefined ? [1900] : [2000, 1900];
  const meant = short
    ? centuries.map((first) => century(first + Number(year), month, dayOfMonth))
    : [listedDay(text) ?? ''];
  return meant.find(
    (day) => isReal(day) && day >= earliestBirth && (excludedOn === undefined || day < excludedOn),
  );
}
