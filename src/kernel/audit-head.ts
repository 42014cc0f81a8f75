/** Where a tenant's audit log stood: how many entries, and the hash that all of them lead to. */
export interface AuditHead {
  /** 0 where nothing is sealed yet. */
  sequence: number;
  /** SHA-256 in hex. */
  hash: string;
  /** Whether nothing sealed followed when it was signed. */
  isEnd: boolean;
}

/** A head that the holder of the audit key vouches for. */
export interface SignedAuditHead extends AuditHead {
  tenantId: string;
  /** When it was signed, by real time, whatever the tenant's clock says. */
  at: string;
  /** The raw Ed25519 key that verifies it, base64url: it names the key, and proves nothing by itself. */
  publicKey: string;
  /** Ed25519 over the other members as RFC 8785 JSON, base64url. */
  signature: string;
}
