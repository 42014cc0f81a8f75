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

/**
 * A birth date, also `MM/DD/YY`: of the years that two digits may mean the latest in which the person is born before
 * the day of the exclusion.
 */
export function listedBirthDate(
  text: string | undefined,
  excludedOn: string | undefined,
): string | undefined {
  const short = /^(\d{2})\/(\d{2})\/(\d{2})$/.exec(text?.trim() ?? '');
  if (!short) return listedDay(text);
  const [, month, dayOfMonth, year] = short as unknown as [string, string, string, string];
  const inThisCentury = century(2000 + Number(year), month, dayOfMonth);
  return excludedOn !== undefined && inThisCentury < excludedOn
    ? inThisCentury
    : century(1900 + Number(year), month, dayOfMonth);
}
