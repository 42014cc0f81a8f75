/** How a login reaches the database, and what the database keeps of its password. */
export interface SqlAccess {
  host: string;
  port: number;
  /** libpq's sslmode that a client is told to use. */
  sslmode: string;
  /** The SCRAM-SHA-256 verifier of a password (RFC 5803), by which Postgres knows it without having it. */
  verifierOf(password: string): string;
}
