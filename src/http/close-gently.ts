import type { HttpApp } from './http-app.ts';

/** So long a request may still take; then its connection is cut. */
const patienceMs = 18_000;

/**
 * Takes no more connections, answers what was asked, and closes each connection as soon as it has its answer. Long-lived
 * answers (live updates) must have been ended before.
 */
export async function closeGently(http: HttpApp, patience = patienceMs): Promise<void> {
  // A kept connection that has its answer is idle: nothing but this loop would close it before its own time is over.
  const sweep = setInterval(() => http.server.closeIdleConnections(), 50);
  const cut = setTimeout(() => http.server.closeAllConnections(), patience);
  try {
    await http.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(cut);
  }
}
