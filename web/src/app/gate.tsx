import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { sessionQuery } from '../features/accounts/session.ts';
import { SignInPage } from '../features/people/sign-in-page.tsx';
import { WelcomePage } from '../features/people/welcome-page.tsx';
import { ApiProblem } from '../lib/api-problem.ts';
import { connectLive } from '../lib/live-events.ts';

/** Lets those in who are signed in; the others see the door. A one-time link opens its own page, whoever is here. */
export function Gate({ children }: { children: ReactNode }) {
  return location.pathname === '/welcome' ? <WelcomePage /> : <Door>{children}</Door>;
}

function Door({ children }: { children: ReactNode }) {
  const { error, isPending, data } = useQuery(sessionQuery);
  const isStranger = error instanceof ApiProblem && error.status === 401;
  const isIn = data !== undefined && !isStranger;
  useEffect(() => (isIn ? connectLive() : undefined), [isIn]);
  if (isStranger) return <SignInPage />;
  return isPending ? null : children;
}
