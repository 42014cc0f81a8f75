/** What a client would rather have: the best of the offered media types by its Accept header (RFC 9110 12.5.1), or undefined. */
export function negotiate<Type extends string>(
  header: string | undefined,
  offered: readonly Type[],
): Type | undefined {
  const wanted = (header?.trim() ? header : '*/*').split(',').map((part) => {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return { range, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
  });
  const meets = (range: string, type: string) =>
    range === type || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
  const exactness = (range: string) => (range === '*/*' ? 0 : range.endsWith('/*') ? 1 : 2);
  const weightOf = (type: string) =>
    wanted
      .filter(({ range }) => meets(range, type))
      .toSorted((a, b) => exactness(b.range) - exactness(a.range))[0]?.weight ?? 0;
  const place = (type: string) => wanted.findIndex(({ range }) => meets(range, type));
  // Among equals the client's order decides, then ours.
  const [best] = offered
    .filter((type) => weightOf(type) > 0)
    .toSorted((a, b) => weightOf(b) - weightOf(a) || place(a) - place(b));
  return best;
}
