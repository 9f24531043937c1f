import '../styles.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Reference } from './reference.tsx';

/** Shows the reference in a page of its own: it needs nobody to be signed in. */
export function start(): void {
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <Reference />
      </QueryClientProvider>
    </StrictMode>,
  );
}
