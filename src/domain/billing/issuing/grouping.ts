/** What the lines of a client document have in common besides the program; a program's profile says. */
export type Grouping = 'program' | 'facility' | 'cost_center' | 'purchase_order';
