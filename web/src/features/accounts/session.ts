import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { type AccountView, type SessionView, sessionView } from '#src/modules/accounts/contract.ts';
import { api } from '../../lib/api.ts';
import { setDeskTime } from '../../lib/desk-clock.ts';
import { zoneFor } from '../../lib/format-time.ts';
import { usePreferences } from '../../lib/preferences.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const session = await api(sessionView, '/session', { signal });
    setDeskTime(session.now);
    return session;
  },
  // Somebody else may have made an account read-only: every page says so.
  refetchInterval: 60_000,
});

/** Who is here, what is allowed, which accounts there are. The shell has loaded it before any page shows. */
export const useSession = (): SessionView => useSuspenseQuery(sessionQuery).data;

export const useAccount = (accountId: string | undefined): AccountView | undefined =>
  useSession().accounts.find((account) => account.accountId === accountId);

/** Whether this person may do something; the desk refuses it otherwise. */
export const useMay = (permission: string): boolean => useSession().permissions.includes(permission);

/** The time zone in which times of an account are shown to this person. */
export function useZone(accountId?: string): string {
  const choice = usePreferences().timeZone;
  return zoneFor(useAccount(accountId)?.timeZone, choice);
}
