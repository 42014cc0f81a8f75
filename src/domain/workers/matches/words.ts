/** Where a possible match came from: a vendor's or system's statement of a person, a change of one, or somebody's eyes. */
export const matchSources = ['recognition', 'change', 'person'] as const;
/** What two workers may agree or differ in. */
export const matchGrounds = ['name', 'birth_date', 'npi', 'last_four'] as const;
/** `superseded`: one of the two was merged elsewhere, and another pair stands for this one. */
export const matchStates = ['open', 'distinct', 'merged', 'superseded'] as const;
