import { QueryClient } from '@tanstack/react-query';
import { ApiProblem, isOffline } from '../lib/api-problem.ts';

/** Live events say when something changed, so nothing is asked again by time or focus alone. */
export const queryClient = new QueryClient({
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
