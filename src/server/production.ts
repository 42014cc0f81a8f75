interface Settings {
  REQUISITE_SECRET?: string | undefined;
  DATABASE_URL?: string | undefined;
  DATABASE_TLS: boolean;
}

const placeholder = /change.?me|default|example|password|placeholder|secret/i;

/** Whether the text is one that people leave standing, or too uniform to have been drawn at random. */
const isGuessable = (secret: string): boolean => placeholder.test(secret) || new Set(secret).size < 10;

/** Whether the bytes stay on this machine: a socket or a loopback address. */
function isLocal(url: URL): boolean {
  const host = url.searchParams.get('host') ?? url.hostname;
  return host === '' || host.startsWith('/') || /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
}

/** Every reason not to start in production with these settings, each with the variable it is about and no value. */
export function productionFaults({ REQUISITE_SECRET, DATABASE_URL, DATABASE_TLS }: Settings): string[] {
  const faults: string[] = [];
  if (!REQUISITE_SECRET) faults.push('REQUISITE_SECRET: is required in production (32 characters or more)');
  else if (isGuessable(REQUISITE_SECRET)) {
    faults.push('REQUISITE_SECRET: can be guessed; make one with `openssl rand -base64 48`');
  }
  if (!DATABASE_URL) {
    faults.push('DATABASE_URL: is required in production; the embedded database is for development');
    return faults;
  }
  const url = new URL(DATABASE_URL);
  // The driver checks the server's certificate under this mode only, whatever its compatibility setting.
  if (DATABASE_TLS && !isLocal(url) && url.searchParams.get('sslmode') !== 'verify-full') {
    faults.push(
      'DATABASE_URL: a database on another machine is reached with sslmode=verify-full; DATABASE_TLS=off says that the network is private',
    );
  }
  return faults;
}
