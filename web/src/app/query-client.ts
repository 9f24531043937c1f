import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isOffline } from '../lib/api-problem.ts';

/** A session that has ended shows at the next question, whichever it is: the session is asked for again, and the door appears. */
const onError = (error: unknown, key?: unknown) => {
  if (error instanceof ApiProblem && error.code === 'UNAUTHENTICATED' && key !== 'session')
    void queryClient.invalidateQueries({ queryKey: ['session'] });
};

/** Live events say when something changed, so nothing is asked again by time or focus alone. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey }) => onError(error, queryKey[0]) }),
  mutationCache: new MutationCache({ onError: (error) => onError(error) }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && (isOffline(error) || (error instanceof ApiProblem && error.status >= 502)),
    },
    mutations: { networkMode: 'always' },
  },
});
