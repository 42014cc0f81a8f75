import { z } from 'zod';

/** A setting that is a list, written as JSON; empty where it is absent. */
export const jsonSetting = z
  .string()
  .default('[]')
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('is not JSON');
      return z.NEVER;
    }
  });
