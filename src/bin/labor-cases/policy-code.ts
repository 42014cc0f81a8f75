/** A case's code as a policy writes it. */
export const policyCode = (code: string): string => code.toLowerCase();
