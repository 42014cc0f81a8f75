import type { Role, Side } from '../../../kernel/actor.ts';

/**
 * Who is told: members of the roles by side whose scope the event lies in (`scope`), who can decide the approval step
 * (`deciders`), who takes part in the conversation (`thread`), or the member that the event's data names (`owner`).
 */
export type Audience = 'scope' | 'deciders' | 'thread' | 'owner';

/** One thing that members are told of. */
export interface Topic {
  /** The types of events that tell of it. */
  on: readonly `${string}.${string}`[];
  /** Its words unless the tenant has its own; `{{order}}`, `{{facility}}`, `{{unit}}` and `{{program}}` are filled in. */
  title: string;
  to: Partial<Record<Side, readonly Role[]>>;
  among?: Audience;
  /** What it leads to, where that is not the event's own subject: a noun, and the member of the event's data with its id. */
  about?: { noun: string; id: string };
  /** Whether a message leaves for it unless a member says otherwise. */
  external?: true;
}

/** Whom most topics tell, side by side. */
export const managers = ['program_manager'] as const satisfies readonly Role[];
export const client = ['requester'] as const satisfies readonly Role[];
export const recruiters = ['vendor_recruiter'] as const satisfies readonly Role[];
export const worker = ['worker'] as const satisfies readonly Role[];

/** The words that a template may have filled in. */
export const placeholders = ['order', 'facility', 'unit', 'program'] as const;

const placeholder = /\{\{([a-z]*)\}\}/g;

/** The placeholders of a template that there are none of; a brace that opens none is one of them. */
export function unknownPlaceholders(template: string): string[] {
  const named = [...template.matchAll(placeholder)].map(([, name]) => name!);
  const rest = template.replaceAll(placeholder, '');
  return [
    ...named.filter((name) => !placeholders.includes(name as (typeof placeholders)[number])),
    ...(/\{\{|\}\}/.test(rest) ? ['{{'] : []),
  ];
}
