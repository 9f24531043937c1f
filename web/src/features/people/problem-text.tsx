import { ApiProblem } from '../../lib/api-problem.ts';

/** What went wrong, in one line beneath a form, and heard by screen readers. */
export function ProblemText({ error }: { error: unknown }) {
  if (!error) return null;
  const text = error instanceof Error ? error.message : '';
  const remedy = error instanceof ApiProblem ? error.remedy : '';
  return (
    <div role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-sm">
      <p className="font-medium text-bad first-letter:uppercase">{text}</p>
      {remedy && <p className="mt-0.5 text-xs text-soft">{remedy}</p>}
    </div>
  );
}
