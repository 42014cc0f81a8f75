import type { Context } from '../../kernel/operation.ts';
import { orders } from './tables.ts';

/** The credential types that an order demands besides what its unit demands; of an order out of sight, none. */
export async function extraCredentialsOf(orderId: string, { tx }: Context): Promise<string[]> {
  return (await tx.find(orders, orderId))?.extraCredentialTypeIds ?? [];
}
