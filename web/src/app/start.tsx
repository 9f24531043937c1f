import '../styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Gate } from './gate.tsx';
import { refreshOnLive } from './live-refresh.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

/** Shows the desk in the page and keeps it live. */
export function start(): void {
  const root = document.getElementById('root');
  if (!root) return;
  refreshOnLive(queryClient);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Gate>
          <RouterProvider router={router} />
        </Gate>
      </QueryClientProvider>
    </StrictMode>,
  );
}
