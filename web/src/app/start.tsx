import '../styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectLive } from '../lib/live-events.ts';
import { refreshOnLive } from './live-refresh.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

/** Shows the desk in the page and keeps it live. */
export function start(): void {
  const root = document.getElementById('root');
  if (!root) return;
  refreshOnLive(queryClient);
  connectLive();
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
