/** `costCenter` → `CostCenter` */
export const pascal = (name: string): string => name[0]!.toUpperCase() + name.slice(1);
/** `CostCenter` → `costCenter` */
export const camel = (name: string): string => name[0]!.toLowerCase() + name.slice(1);
/** `costCenter` → `cost_center` */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** `costCenters` → `cost-centers` */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
/** A text that stands for itself inside LIKE. */
export const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
/** The pattern of LIKE for texts in which these words stand. */
export const likeContaining = (words: string): string => `%${likeLiteral(words)}%`;
